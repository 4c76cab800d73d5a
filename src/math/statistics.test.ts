import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from './random.js';
import {
  logGamma,
  medianInterval,
  quantile,
  robustScale,
  studentInterval,
  studentQuantile,
} from './statistics.js';

// Values of SciPy, made by scripts/reference/student.py.
const reference = JSON.parse(readFileSync(new URL('fixtures/student.json', import.meta.url), 'utf8'));

describe('against SciPy', () => {
  test.each(reference.student as [number, number, number][])(
    't quantile %d with %d degrees',
    (share, freedom, value) => {
      expect(Math.abs(studentQuantile(share, freedom) / value - 1)).toBeLessThan(1e-9);
    },
  );

  test.each(reference.logGamma as [number, number][])('log gamma of %d', (x, value) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
  });
});

test('quantile lies between order statistics', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([4, 1, 3, 2], 1)).toBe(4);
  expect(quantile([5], 0.3)).toBe(5);
});

test('robust scale of a column with a wild value', () => {
  expect(robustScale([1, 2, 3, 4, 1e9])).toBeCloseTo(1.4826);
});

describe('interval of a median', () => {
  test('the ranks of the sign test: 1 and 6 of six, 6 and 15 of twenty at 95 %, 1 and 8 of eight at 99 %', () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => n - i);
    expect(medianInterval(upTo(6), 0.95)).toEqual([1, 6]);
    expect(medianInterval(upTo(20), 0.95)).toEqual([6, 15]);
    expect(medianInterval(upTo(8), 0.99)).toEqual([1, 8]);
    expect(medianInterval(upTo(5), 0.95)).toBeUndefined();
    expect(medianInterval(upTo(7), 0.99)).toBeUndefined();
    expect(medianInterval([], 0.9)).toBeUndefined();
  });

  test('holds the median of a skewed distribution as often as it says, or more', () => {
    const random = stream(1, 0, 'median');
    let held = 0;
    for (let round = 0; round < 2000; round++) {
      const [low, high] = medianInterval(
        Array.from({ length: 15 }, () => random.normal() ** 2),
        0.9,
      )!;
      held += Number(low <= 0.45494 && 0.45494 <= high);
    }
    expect(held / 2000).toBeGreaterThan(0.9);
    expect(held / 2000).toBeLessThan(0.98);
  });
});

test('one value has no interval', () => {
  expect(studentInterval([3])).toEqual({ mean: 3, half: Number.POSITIVE_INFINITY });
});
