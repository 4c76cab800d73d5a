import { expect, test } from 'vitest';
import { rowSample } from './row-sample.js';

const drawn = (total: number, rows: number, seed: number, size = Number.POSITIVE_INFINITY) => {
  const sample = rowSample<string>({ rows, size, seed });
  for (let row = 0; row < total; row++) sample.offer(row, 10, () => `row ${row}`);
  return { kept: sample.finish(), seen: sample.seen() };
};

test('as many rows as asked for, in their order, each with what it holds', () => {
  const { kept, seen } = drawn(5000, 100, 1);
  expect(seen).toBe(5000);
  expect(kept).toHaveLength(100);
  expect(
    kept.every(({ number, held }, i) => held === `row ${number}` && number > (kept[i - 1]?.number ?? -1)),
  ).toBe(true);
});

test('all rows when they are few', () => {
  expect(drawn(50, 100, 1).kept.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('the seed decides', () => {
  expect(drawn(1000, 50, 1)).toEqual(drawn(1000, 50, 1));
  expect(drawn(1000, 50, 2).kept).not.toEqual(drawn(1000, 50, 1).kept);
});

test('no more than the size allows', () => {
  expect(drawn(1000, 500, 1, 204).kept).toHaveLength(20);
});

test('every row is as likely as any other', () => {
  const counts = new Float64Array(10);
  for (let seed = 0; seed < 400; seed++)
    for (const { number } of drawn(200, 20, seed).kept) counts[Math.floor(number / 20)]! += 1;
  // 8,000 rows kept, 800 expected in each tenth, standard deviation about 27 (or less).
  for (const count of counts) expect(Math.abs(count - 800)).toBeLessThan(5 * 27);
});
