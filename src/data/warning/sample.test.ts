import { expect, test } from 'vitest';
import { rowsOfColumns, sampleOf } from './sample.js';

test('of wide tables fewer rows are looked at, of narrow ones as many as are wanted', () => {
  expect([1, 100, 400, 5_000].map((columns) => rowsOfColumns(columns, 20_000))).toEqual([
    20_000, 20_000, 5_000, 2_000,
  ]);
});

test('a sample is of different rows in their order, and the same again', () => {
  const rows = Uint32Array.from({ length: 1_000 }, (_, i) => 2 * i);
  const some = sampleOf(rows, 990, 3);
  expect(new Set(some).size).toBe(990);
  expect(some).toEqual(some.slice().sort());
  expect(sampleOf(rows, 990, 3)).toEqual(some);
  expect(sampleOf(rows, 1_000, 3)).toBe(rows);
});
