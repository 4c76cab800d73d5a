import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { judge, marginOf } from './verdict.js';

const scale = (base: readonly number[], looks: 'any' | 'once' = 'once') =>
  ({ metric: 'rmse', direction: 'minimize', base, looks }) as const;
const hundred = (n: number) => new Array(n).fill(100);

describe('judge', () => {
  test('a clear effect is better or worse by the direction', () => {
    const differences = [10, 12, 11, 9, 10];
    expect(judge(differences, scale(hundred(5))).verdict).toBe('worse');
    expect(
      judge(
        differences.map((d) => -d),
        scale(hundred(5)),
      ).verdict,
    ).toBe('better');
    const share = {
      metric: 'accuracy',
      direction: 'maximize',
      base: new Array(5).fill(0.8),
      looks: 'once',
    } as const;
    expect(judge([0.02, 0.025, 0.02, 0.03, 0.02], share).verdict).toBe('better');
  });

  test('an effect below 1 % of the error is no real difference however sure it is', () => {
    expect(judge([0.5, 0.52, 0.51, 0.5, 0.49], scale(hundred(5))).verdict).toBe('no real difference');
  });

  test('an effect within what seeds and splits do anyway is no real difference, one beyond it is', () => {
    const base = [80, 90, 100, 110, 120];
    const around = (effect: number) => [-0.2, 0.1, 0, -0.1, 0.2].map((noise) => effect + noise);
    expect(marginOf(scale(base))).toBeCloseTo(5, 12);
    expect(judge(around(2), scale(base)).verdict).toBe('no real difference');
    expect(judge(around(4.99), scale(base)).verdict).toBe('cannot tell');
    expect(judge(around(6), scale(base)).verdict).toBe('worse');
  });

  test('looking at any time takes a wider interval', () => {
    const base = [80, 90, 100, 110, 120];
    const differences = [5, 9, 6, 7, 8];
    expect(judge(differences, scale(base)).verdict).toBe('worse');
    const wide = judge([3, 11, 5, 6, 10], scale(base, 'any'));
    expect(wide.verdict).toBe('cannot tell');
    expect(judge([3, 11, 5, 6, 10], scale(base)).verdict).toBe('worse');
    expect(judge(differences.slice(0, 3), scale(base, 'any')).interval).toEqual([-Infinity, Infinity]);
  });

  test('wide pairs cannot be told', () => {
    expect(judge([10, -12, 30, -25], scale(hundred(4))).verdict).toBe('cannot tell');
    expect(judge([10, 10], scale(hundred(2))).verdict).toBe('cannot tell');
  });

  test('null effects are called better or worse in about one look of twenty, not more', () => {
    const random = stream(1, 0, 'verdict test');
    let wrong = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const differences = Array.from({ length: 8 }, () => 6 * random.normal());
      const { verdict } = judge(differences, scale(hundred(8)));
      if (verdict === 'better' || verdict === 'worse') wrong += 1;
    }
    expect(wrong).toBeGreaterThan(20);
    expect(wrong).toBeLessThan(75);
  });
});
