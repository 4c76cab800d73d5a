import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { differenceInterval } from './bootstrap.js';
import { scoreInterval } from './score-interval.js';

const n = 400;
const random = stream(1, 0, 'test');
const actual = Float64Array.from({ length: n }, () => 100 + 10 * random.normal());
const near = actual.map((y) => y + 2 * random.normal());
const far = actual.map((y) => y + 3 * random.normal());
const base = { measure: { metric: 'rmse', columns: 1 }, actual, seed: 7 } as const;

describe('intervals', () => {
  test('hold the score, are as wide as theory says, and repeat', () => {
    const [low, high] = scoreInterval({ ...base, predicted: near });
    // The standard error of a normal error's RMSE is σ / √(2n).
    const width = (2 * 1.96 * 2) / Math.sqrt(2 * n);
    expect(low).toBeLessThan(2.05);
    expect(high).toBeGreaterThan(1.95);
    expect(Math.abs((high - low) / width - 1)).toBeLessThan(0.2);
    expect(scoreInterval({ ...base, predicted: near })).toEqual([low, high]);
    expect(scoreInterval({ ...base, seed: 8, predicted: near })).not.toEqual([low, high]);
  });

  test('a better set of predictions is seen as better', () => {
    const [low, high] = differenceInterval({ ...base, a: near, b: far });
    expect(low).toBeLessThan(-0.7);
    expect(high).toBeLessThan(-0.5);
    expect(differenceInterval({ ...base, a: near, b: near })).toEqual([0, 0]);
  });

  test('pairing makes the difference of alike predictions sharp', () => {
    const alike = near.map((p) => p + 0.1);
    const [low, high] = differenceInterval({ ...base, a: near, b: alike });
    const [lowest, highest] = scoreInterval({ ...base, predicted: near });
    expect(high - low).toBeLessThan((highest - lowest) / 5);
  });

  test('more rows than groups change little', () => {
    const many = 50_000;
    const truth = new Float64Array(many);
    const predicted = truth.map(() => random.normal());
    const [low, high] = scoreInterval({ ...base, actual: truth, predicted });
    const width = (2 * 1.645) / Math.sqrt(2 * many);
    expect(Math.abs((high - low) / width - 1)).toBeLessThan(0.15);
  });

  test('classes, with metrics that sum and one that sorts', () => {
    const codes = Float64Array.from({ length: n }, (_, i) => i % 2);
    const probabilities = new Float64Array(2 * n);
    codes.forEach((code, i) => {
      const second = 1 / (1 + Math.exp(-(code * 2 - 1 + random.normal())));
      probabilities.set([1 - second, second], 2 * i);
    });
    for (const metric of ['log_loss', 'accuracy', 'balanced_accuracy', 'f1', 'auc'] as const) {
      const [low, high] = scoreInterval({
        measure: { metric, columns: 2 },
        actual: codes,
        predicted: probabilities,
        seed: 1,
      });
      expect(low).toBeLessThan(high);
      expect(high - low).toBeLessThan(0.15);
    }
  });

  test('rows keep their weights', () => {
    const weights = Float64Array.from({ length: n }, (_, i) => (i < n / 2 ? 1 : 1e-9));
    const half = { ...base, actual: actual.subarray(0, n / 2) };
    for (const metric of ['rmse', 'mae', 'r2'] as const) {
      const measure = { metric, columns: 1 };
      const all = scoreInterval({ ...base, measure, weights, predicted: near });
      const own = scoreInterval({ ...half, measure, predicted: near.subarray(0, n / 2) });
      // The rows that count nothing widen the interval a little: how many of the others are drawn varies too.
      expect((all[1] - all[0]) / (own[1] - own[0])).toBeGreaterThan(0.85);
      expect((all[1] - all[0]) / (own[1] - own[0])).toBeLessThan(1.25);
      expect(all[0]).toBeLessThan(own[1]);
      expect(own[0]).toBeLessThan(all[1]);
    }
  });

  test('auc, which needs every row, weighs them too', () => {
    const codes = Float64Array.from({ length: n }, (_, i) => i % 2);
    const good = new Float64Array(2 * n);
    codes.forEach((code, i) => {
      const second = i < n / 2 ? 0.2 + 0.6 * code : 0.8 - 0.6 * code;
      good.set([1 - second, second], 2 * i);
    });
    const weights = Float64Array.from({ length: n }, (_, i) => (i < n / 2 ? 100 : 0.01));
    const [low] = scoreInterval({
      measure: { metric: 'auc', columns: 2 },
      actual: codes,
      predicted: good,
      seed: 1,
      weights,
    });
    expect(low).toBeGreaterThan(0.99);
  });
});
