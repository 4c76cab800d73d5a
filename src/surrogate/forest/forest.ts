import { type Stream, stream } from '../../math/random.js';
import { growTree } from './grow.js';
import { type ForestAxis, type Rows, sortedRows } from './rows.js';
import { predictTree, type Tree } from './tree.js';

export interface ForestOptions {
  /** Default 64. */
  readonly trees?: number;
  /** The least weight of a leaf; default 1. */
  readonly leastLeaf?: number;
  /** By row; default 1 each. */
  readonly weights?: Float64Array;
  readonly seed?: number;
  /** How often each row is in a tree's draw; default: as many rows as there are, with replacement. */
  readonly draw?: (tree: number) => Uint8Array;
  /** What a tree learns of each row; default `rows.values`. Where values are uncertain, each tree may learn another guess at them. */
  readonly valuesOf?: (tree: number) => Float64Array;
}

/** Trees that have each learnt from another draw of the rows (Breiman 2001, "Random forests"). */
export interface Forest {
  readonly axes: readonly ForestAxis[];
  readonly trees: readonly Tree[];
  /** By tree: how often each row was drawn, at most 255. */
  readonly draws: readonly Uint8Array[];
}

/** Grows a forest on draws of the rows with replacement; every split looks at every axis. There must be a row and an axis. */
export function growForest(rows: Rows, options: ForestOptions = {}): Forest {
  const { trees = 64, leastLeaf = 1, weights, seed = 0 } = options;
  const orders = sortedRows(rows);
  const { draw = (tree) => drawRows(rows.values.length, stream(seed, tree, 'forest rows')) } = options;
  const draws = Array.from({ length: trees }, (_, i) => draw(i));
  return {
    axes: rows.axes,
    draws,
    trees: draws.map((drawn, i) =>
      growTree(options.valuesOf ? { ...rows, values: options.valuesOf(i) } : rows, orders, {
        weights: weights ? weights.map((weight, row) => drawn[row]! * weight) : Float64Array.from(drawn),
        leastLeaf,
        stream: stream(seed, i, 'forest splits'),
      }),
    ),
  };
}

/** A draw with replacement of as many rows as `from` has (default: all). */
export function drawRows(count: number, random: Stream, from?: ArrayLike<number>): Uint8Array {
  const drawn = new Uint8Array(count);
  const size = from?.length ?? count;
  for (let i = 0; i < size; i++) {
    const at = random.below(size);
    const row = from ? from[at]! : at;
    if (drawn[row]! < 255) drawn[row]! += 1;
  }
  return drawn;
}

/** The mean of what the trees say of a point. */
export function predictForest({ trees }: Forest, point: ArrayLike<number>): number {
  let sum = 0;
  for (const tree of trees) sum += predictTree(tree, point);
  return sum / trees.length;
}

/** For each row the mean of the trees that have not seen it; NaN where all have. */
export function predictUnseen({ trees, draws }: Forest, { columns, values }: Rows): Float64Array {
  const point = new Float64Array(columns.length);
  return values.map((_, row) => {
    columns.forEach((column, axis) => {
      point[axis] = column[row]!;
    });
    let sum = 0;
    let count = 0;
    trees.forEach((tree, i) => {
      if (draws[i]![row]! > 0) return;
      sum += predictTree(tree, point);
      count += 1;
    });
    return sum / count;
  });
}

/**
 * The share of the values' spread that the forest foretells for rows that a tree has not seen: 1 − Σ (value − foretold)² / Σ (value − mean)². At
 * most 1; 0 or below: it is no better than the mean. NaN where nothing was left out, or all values are the same.
 */
export function unseenFit(forest: Forest, rows: Rows): number {
  const foretold = predictUnseen(forest, rows);
  let [count, sum] = [0, 0];
  rows.values.forEach((value, row) => {
    if (Number.isNaN(foretold[row]!)) return;
    count += 1;
    sum += value;
  });
  let [missed, spread] = [0, 0];
  rows.values.forEach((value, row) => {
    if (Number.isNaN(foretold[row]!)) return;
    missed += square(value - foretold[row]!);
    spread += square(value - sum / count);
  });
  return spread > 0 ? 1 - missed / spread : Number.NaN;
}

const square = (x: number) => x * x;
