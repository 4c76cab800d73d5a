import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { logGamma, quantile, robustScale, studentInterval, studentQuantile } from './statistics.js';

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

test('one value has no interval', () => {
  expect(studentInterval([3])).toEqual({ mean: 3, half: Number.POSITIVE_INFINITY });
});
