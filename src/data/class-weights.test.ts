import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classFactors } from './class-weights.js';
import { inferSchema } from './infer-schema.js';
import { tableFromRecords } from './records.js';
import type { ClassWeights, DataOptions } from './task.js';

const schemaWith = (classWeights: unknown, target = 'sold', options: Partial<DataOptions> = {}) =>
  inferSchema(
    tableFromRecords(
      Array.from({ length: 40 }, (_, row) => ({
        sold: row % 4 ? 'no' : 'yes',
        x: (row * 7) % 13,
        price: row / 4,
      })),
    ),
    { target, classWeights: classWeights as ClassWeights, ...options },
  );

test('balanced is as scikit-learn counts: n / (classes × rows of the class)', () => {
  // compute_class_weight('balanced', classes=[0, 1, 2], y=[0, 0, 0, 0, 1, 1, 2, 2, 2, 2]) of scikit-learn 1.9.1
  const codes = [0, 0, 0, 0, 1, 1, 2, 2, 2, 2];
  const factors = classFactors('balanced', ['a', 'b', 'c'], codes);
  expect([...factors]).toEqual([10 / 12, 10 / 6, 10 / 12]);
});

test('balanced classes have equal total weights, whatever the rows weigh', () => {
  const rows = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.double({ min: 0.01, max: 100, noNaN: true })),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(rows, (pairs) => {
      const codes = pairs.map(([code]) => code);
      const weights = pairs.map(([, weight]) => weight);
      const factors = classFactors('balanced', ['a', 'b', 'c', 'd'], codes, weights);
      const totals = [0, 0, 0, 0];
      pairs.forEach(([code, weight]) => {
        totals[code]! += weight * factors[code]!;
      });
      const seen = totals.filter((total) => total > 0);
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      for (const total of seen) expect(total).toBeCloseTo(all / seen.length, 6);
      expect(factors.every((factor) => Number.isFinite(factor) && factor > 0)).toBe(true);
    }),
  );
});

test('named classes have their weight, others 1', () => {
  expect([...classFactors({ b: 5 }, ['a', 'b', 'constructor'], [])]).toEqual([1, 5, 1]);
  expect([...classFactors('none', ['a', 'b'], [])]).toEqual([1, 1]);
});

describe('what is said', () => {
  const said = (classWeights: ClassWeights) =>
    schemaWith(classWeights).assumptions.filter(({ flag }) => flag === '--class-weights none');

  test('that probabilities are tilted', () => {
    expect(said('balanced')).toEqual([
      {
        about: 'sold',
        text: 'each class counts as much as every other in training, which tilts probabilities until they are calibrated; scores count the rows as they are',
        flag: '--class-weights none',
      },
    ]);
    expect(said({ yes: 5 })[0]!.text).toMatch(/^"yes" counts 5 times in training/);
    expect(said('none')).toEqual([]);
  });
});

test.each([
  [
    { yess: 2 },
    'sold',
    'class weights name "yess", which is no class of "sold" ("no" and "yes").',
    'Did you mean "yes"?',
  ],
  [
    { yes: 0 },
    'sold',
    'the weight of class "yes" is 0; it takes a number above 0.',
    '--class-weights "yes=5"',
  ],
  [
    { yes: '3' },
    'sold',
    'the weight of class "yes" is 3; it takes a number above 0.',
    '--class-weights "yes=5"',
  ],
  ['balanced', 'price', 'class weights need classes, and target "price" is a number.', '--weight COLUMN'],
])('%j for %s is refused', (classWeights, target, message, next) => {
  expect(() => schemaWith(classWeights, target)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) }),
  );
  expect(() => schemaWith(classWeights, target)).toThrow(
    expect.objectContaining({ next: expect.stringContaining(next) }),
  );
});
