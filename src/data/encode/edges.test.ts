import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnOf, edgesOf } from './edges.js';

const edges = (values: readonly number[], count: number) =>
  edgesOf(Float32Array.from(values), [count]).get(count);

describe('edges of pieces', () => {
  test('hold as many rows each', () => {
    const values = Array.from({ length: 800 }, (_, i) => (i / 800) ** 2);
    const found = edges(values, 8)!;
    expect(found).toHaveLength(9);
    const held = found
      .slice(1)
      .map((edge, t) => values.filter((value) => value >= found[t]! && value < edge).length);
    for (const rows of held) expect(Math.abs(rows - 100)).toBeLessThan(4);
  });

  test('stand at every value where there are few', () => {
    expect(edges([3, 1, 2, 2, 1], 8)).toEqual([1, 2, 3]);
  });

  test('a value of most rows stands at an edge, and the others are still told apart', () => {
    const values = [...new Array(900).fill(0), ...Array.from({ length: 100 }, (_, i) => 1 + i / 100)];
    const found = edges(values, 8)!;
    expect(found.slice(0, 2)).toEqual([0, 1]);
    expect(found).toHaveLength(9);
  });

  test.each([[[]], [[1, 1, 1]], [[0, 1, 0]]])('are none for %j', (values) => {
    expect(edges(values, 8)).toBeUndefined();
  });

  test('ascend, from the least to the greatest, whatever the values', () => {
    const value = fc.float({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 3 }), fc.integer({ min: 2, max: 40 }), (values, count) => {
        const found = edges(values, count);
        if (found === undefined) return;
        expect(found.length).toBeLessThanOrEqual(count + 1);
        for (let t = 1; t < found.length; t++) expect(found[t]! - found[t - 1]!).toBeGreaterThan(5e-6);
        expect(found[0]).toBeCloseTo(Math.min(...values), 4);
        expect(found.at(-1)).toBeCloseTo(Math.max(...values), 4);
      }),
    );
  });
});

test('a column of a matrix', () => {
  expect([...columnOf(Float32Array.from([1, 2, 3, 4, 5, 6]), 2, 1)]).toEqual([2, 4, 6]);
  expect(columnOf(new Float32Array(3 * 120_000), 3, 0)).toHaveLength(40_000);
});
