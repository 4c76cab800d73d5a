import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { growForest, predictForest, unseenFit } from './forest.js';
import { growTree } from './grow.js';
import { type ForestAxis, type Rows, sortedRows } from './rows.js';
import { addAlong, predictTree } from './tree.js';

const number: ForestAxis = { choices: 0 };

function rowsOf(
  axes: readonly ForestAxis[],
  points: readonly (readonly number[])[],
  value: (point: readonly number[]) => number,
): Rows {
  return {
    axes,
    columns: axes.map((_, axis) => Float64Array.from(points, (point) => point[axis]!)),
    values: Float64Array.from(points, value),
  };
}

function pointsOf(count: number, axes: readonly ForestAxis[], seed = 1): number[][] {
  const random = stream(seed, 0, 'test points');
  return Array.from({ length: count }, () =>
    axes.map(({ choices }) => (choices > 0 ? random.below(choices) : random.uniform())),
  );
}

const treeOf = (rows: Rows, leastLeaf = 1) =>
  growTree(rows, sortedRows(rows), {
    weights: new Float64Array(rows.values.length).fill(1),
    leastLeaf,
    stream: stream(1, 0, 'test tree'),
  });

describe('a tree', () => {
  test('says each row’s own value where rows differ', () => {
    const axes = [number, { choices: 5 }];
    const rows = rowsOf(axes, pointsOf(60, axes), ([x, choice]) => x! * 3 + (choice! % 2));
    const tree = treeOf(rows);
    for (let row = 0; row < 60; row++)
      expect(predictTree(tree, [rows.columns[0]![row]!, rows.columns[1]![row]!])).toBeCloseTo(
        rows.values[row]!,
        12,
      );
  });

  test('cuts a step half-way between the rows beside it', () => {
    const tree = treeOf(rowsOf([number], [[0.1], [0.2], [0.6], [0.9]], ([x]) => Number(x! > 0.5)));
    expect(Array.from(tree.axis)).toEqual([0, -1, -1]);
    expect(tree.threshold[0]).toBeCloseTo(0.4, 12);
    expect(Array.from(tree.value)).toEqual([0.5, 0, 1]);
  });

  test('puts choices together by their means, whatever their order', () => {
    const rows = rowsOf([{ choices: 4 }], [[0], [1], [2], [3]], ([choice]) => [7, 1, 7, 1][choice!]!);
    const tree = treeOf(rows);
    expect(tree.axis.length).toBe(3);
    expect([0, 1, 2, 3].map((choice) => predictTree(tree, [choice]))).toEqual([7, 1, 7, 1]);
  });

  test.each([
    ['a number', number, [[0.2], [0.4], [0.8], [Number.NaN], [Number.NaN]]],
    ['a choice', { choices: 3 }, [[0], [1], [2], [Number.NaN], [Number.NaN]]],
  ])('learns what it is to be without %s', (_, axis, points) => {
    const tree = treeOf(rowsOf([axis], points, ([x]) => (Number.isNaN(x) ? 5 : 0)));
    expect(tree.axis.length).toBe(3);
    expect(points.map((point) => predictTree(tree, point))).toEqual([0, 0, 0, 5, 5]);
  });

  test('leaves no leaf below the least weight', () => {
    const tree = treeOf(
      rowsOf([number], pointsOf(40, [number]), ([x]) => x!),
      10,
    );
    const leaves = tree.axis.filter((axis) => axis < 0).length;
    expect(leaves).toBeGreaterThan(1);
    expect(leaves).toBeLessThanOrEqual(4);
  });
});

describe('rows in order', () => {
  test('equal ones stand by number, and those without a coordinate last', () => {
    const column = [0.5, Number.NaN, 0.2, 0.5, -0, Number.NaN, 0, 0.5];
    const rows = rowsOf(
      [number],
      column.map((place) => [place]),
      () => 0,
    );
    expect(Array.from(sortedRows(rows)[0]!)).toEqual([4, 6, 2, 0, 3, 7, 1, 5]);
  });
});

test('the first split leaves the least squared error of all that there are', () => {
  for (let seed = 0; seed < 30; seed++) {
    const random = stream(seed, 0, 'test splits');
    const points = pointsOf(14, [number], seed).map(([x]) => [
      random.below(4) === 0 ? Number.NaN : Math.round(x! * 6) / 6,
    ]);
    const rows = rowsOf([number], points, () => random.normal());
    const [places, values] = [rows.columns[0]!, Array.from(rows.values)];
    const errorOf = (own: readonly number[]) => {
      const centre = own.reduce((sum, value) => sum + value, 0) / own.length;
      return own.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
    };
    const errorAt = (threshold: number, absentLeft: boolean) => {
      const goesLeft = (_: number, row: number) =>
        Number.isNaN(places[row]!) ? absentLeft : places[row]! <= threshold;
      const left = values.filter(goesLeft);
      const right = values.filter((value, row) => !goesLeft(value, row));
      return left.length > 0 && right.length > 0 ? errorOf(left) + errorOf(right) : Number.POSITIVE_INFINITY;
    };
    const all = Array.from(places).flatMap((place) => [errorAt(place, false), errorAt(place, true)]);
    const tree = treeOf(rows);
    expect(errorAt(tree.threshold[0]!, tree.absentLeft[0] === 1)).toBeCloseTo(Math.min(...all), 10);
  }
});

test('a tree walked once for many numbers on an axis says of each what it says of it alone', () => {
  const axes = [number, { choices: 3 }, number];
  const points = pointsOf(200, axes).map(([x, choice, y]) => [x!, choice!, choice === 1 ? Number.NaN : y!]);
  const tree = treeOf(rowsOf(axes, points, ([x, choice, y]) => (x! - 0.4) * (x! - 0.4) + choice! + (y || 0)));
  const numbers = Float64Array.from({ length: 12 }, (_, i) => i / 11);
  for (const axis of [0, 2])
    for (const point of points.slice(0, 20)) {
      const sums = new Float64Array(12).fill(1);
      addAlong(tree, Float64Array.from(point), axis, numbers, sums);
      const alone = Array.from(
        numbers,
        (place) => 1 + predictTree(tree, Object.assign([...point], { [axis]: place })),
      );
      expect(Array.from(sums)).toEqual(alone);
    }
});

describe('a forest', () => {
  test('foretells rows that it has not seen, and knows when it cannot', () => {
    const axes = [number, number, { choices: 3 }];
    const points = pointsOf(300, axes);
    const random = stream(2, 0, 'test noise');
    const told = rowsOf(axes, points, ([x, , choice]) => 4 * x! + choice! + 0.1 * random.normal());
    const noise = rowsOf(axes, points, () => random.normal());
    expect(unseenFit(growForest(told), told)).toBeGreaterThan(0.95);
    expect(unseenFit(growForest(noise), noise)).toBeLessThan(0.05);
  });

  test('prefers none of two axes that are alike', () => {
    const points = pointsOf(100, [number]).map(([x]) => [x!, x!]);
    const rows = rowsOf([number, number], points, ([x]) => x!);
    const splits = growForest(rows).trees.flatMap(({ axis }) => Array.from(axis));
    const [first, second] = [0, 1].map((axis) => splits.filter((each) => each === axis).length) as [
      number,
      number,
    ];
    expect(first / (first + second)).toBeGreaterThan(0.45);
    expect(first / (first + second)).toBeLessThan(0.55);
  });

  test('is the same again with the same seed, and another with another', () => {
    const rows = rowsOf([number], pointsOf(50, [number]), ([x]) => x! * x!);
    const at = (seed: number) => predictForest(growForest(rows, { seed }), [0.37]);
    expect(at(3)).toBe(at(3));
    expect(at(3)).not.toBe(at(4));
  });
});
