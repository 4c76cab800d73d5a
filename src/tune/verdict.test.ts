import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { judge } from './verdict.js';

const scale = (base: readonly number[], confidence = 0.95) =>
  ({ metric: 'rmse', direction: 'minimize', base, confidence }) as const;
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
      confidence: 0.95,
    } as const;
    expect(judge([0.02, 0.025, 0.02, 0.03, 0.02], share).verdict).toBe('better');
  });

  test('an effect below 1 % of the error is no real difference however sure it is', () => {
    expect(judge([0.5, 0.52, 0.51, 0.5, 0.49], scale(hundred(5))).verdict).toBe('no real difference');
  });

  test('an interval without zero is never "no real difference" when the effect is 1 % of the error or more', () => {
    const random = stream(2, 0, 'verdict test');
    const base = [80, 90, 100, 110, 120];
    const unit = Array.from({ length: 5 }, () => random.normal());
    const centre = unit.reduce((sum, each) => sum + each, 0) / 5;
    const spread = Math.sqrt(unit.reduce((sum, each) => sum + (each - centre) ** 2, 0) / 4);
    const differences = unit.map((each) => 2.1 + (1.24 * (each - centre)) / spread);
    const look = judge(differences, scale(base, 0.99));
    expect(look.interval[0]).toBeCloseTo(0.56, 2);
    expect(look.interval[1]).toBeCloseTo(3.64, 2);
    expect(look.verdict).toBe('cannot tell');
    expect(judge(differences, scale(base)).verdict).toBe('worse');
  });

  test('an early look needs its strict interval for "no real difference" too', () => {
    const base = [80, 90, 100, 110];
    const differences = [2, -2, 1.5, -1.5];
    expect(judge(differences, scale(base)).verdict).toBe('no real difference');
    expect(judge(differences, scale(base, 0.99)).verdict).toBe('cannot tell');
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
