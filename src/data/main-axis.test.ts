import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mainAxis } from './main-axis.js';

const targetOf = (rows: readonly (readonly number[])[]) => ({
  values: Float64Array.from(rows.flat()),
  width: rows[0]!.length,
  rows: Uint32Array.from(rows.keys()),
});
const ranks = (values: Float64Array) => [...values.keys()].sort((a, b) => values[a]! - values[b]!);

test('of one target it is the target itself', () => {
  const target = targetOf([[3], [1], [Number.NaN]]);
  expect(mainAxis(target)).toBe(target.values);
});

test('of targets that rise together it orders the rows as each of them does, whatever their units', () => {
  const rising = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(rising, (values) => {
      const along = mainAxis(targetOf(values.map((x) => [x, 1e6 * x + 5, -x / 7])));
      const [own, turned] = [ranks(along), ranks(along).reverse()];
      expect([own, turned]).toContainEqual(ranks(Float64Array.from(values)));
    }),
  );
});

test('two targets against each other do not cancel', () => {
  const along = mainAxis(targetOf([1, 2, 3, 4].map((x) => [x, -x])));
  expect(new Set(along).size).toBe(4);
});

test('rows that lack a target have no place on it, and those that are all alike one', () => {
  const target = {
    ...targetOf([
      [1, Number.NaN],
      [2, 5],
      [2, 5],
      [2, 5],
    ]),
    rows: Uint32Array.of(1, 2, 3),
  };
  expect([...mainAxis(target)]).toEqual([Number.NaN, 0, 0, 0]);
});
