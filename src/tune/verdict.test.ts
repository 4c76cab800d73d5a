import { describe, expect, test } from 'vitest';
import { sequenceInterval } from '../math/confidence-sequence.js';
import { stream } from '../math/random.js';
import { studentInterval } from '../math/statistics.js';
import { judge, type Look, marginOf } from './verdict.js';

const scale = (base: readonly number[], look: Look = 'only') =>
  ({ metric: 'rmse', direction: 'minimize', base, look }) as const;
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
      look: 'only',
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

  test('an effect that half of its standard error carries below the margin is not real yet', () => {
    const base = [80, 90, 100, 110, 120];
    const differences = [5.2, 6.2, 5.4, 5.8, 5];
    expect(judge(differences, scale(base)).verdict).toBe('worse');
    expect(judge([1, 9, 5, 7, 5.6], scale(base)).verdict).toBe('cannot tell');
  });

  test('two of them where there are many pairs, and as long as more may come the whole interval', () => {
    const base = new Array(20).fill(100).map((score, i) => score + (i % 2 === 0 ? 30 : -30));
    const at = (errors: number, pairs: number) =>
      Array.from(
        { length: pairs },
        (_, i) => 5 + errors * 0.2 + (i % 2 === 0 ? 1 : -1) * 0.2 * Math.sqrt(pairs - 1),
      );
    const verdictOf = (errors: number, look: Look, pairs = 20) =>
      judge(at(errors, pairs), scale(base, look)).verdict;
    expect(marginOf(scale(base))).toBeCloseTo(5, 12);
    expect([0.4, 0.6].map((errors) => verdictOf(errors, 'only'))).toEqual(['cannot tell', 'worse']);
    expect([0.4, 0.6].map((errors) => verdictOf(errors, 'at the end'))).toEqual(['cannot tell', 'worse']);
    const half = sequenceInterval(at(0, 20), 0.99).half / 0.2;
    const around = [half - 0.1, half + 0.1];
    expect(half).toBeGreaterThan(3);
    expect(around.map((errors) => verdictOf(errors, 'on the way'))).toEqual(['cannot tell', 'worse']);
    const ofMany = [1.9, 2.1].map((errors) => verdictOf(errors, 'at the end', 30));
    expect(ofMany).toEqual(['cannot tell', 'worse']);
  });

  test('one look has the whole 5 %, the last of several 4 %, and those before it 1 % together', () => {
    const differences = [3, 11, 5, 6, 10];
    const half = (look: Look) => judge(differences, scale(hundred(5), look)).interval[1] - 7;
    const { half: whole } = studentInterval(differences, 0.95);
    expect(half('only')).toBeCloseTo(whole, 12);
    expect(half('at the end')).toBeCloseTo(studentInterval(differences, 0.96).half, 12);
    expect(half('on the way')).toBeCloseTo(sequenceInterval(differences, 0.99).half, 12);
  });

  test('looking at any time takes a wider interval', () => {
    const base = [80, 90, 100, 110, 120];
    const differences = [5, 9, 6, 7, 8];
    expect(judge(differences, scale(base)).verdict).toBe('worse');
    const wide = judge([3, 11, 5, 6, 10], scale(base, 'on the way'));
    expect(wide.verdict).toBe('cannot tell');
    expect(judge([3, 11, 5, 6, 10], scale(base)).verdict).toBe('worse');
    expect(judge(differences.slice(0, 3), scale(base, 'on the way')).interval).toEqual([-Infinity, Infinity]);
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
