import type { Tree } from '../../../surrogate/forest/tree.js';
import type { MeasuredAxis } from '../domain.js';
import { layoutOf } from './layout.js';
import { type Leaves, leavesOf, spread, totalSpread } from './leaves.js';
import { type Marginal, marginalOf } from './marginal.js';
import { existence } from './measure.js';

/** By tree, the share of its variance that something accounts for; NaN for a tree without any. */
export type Shares = readonly number[];

/** The variance decomposition of a forest's trees. */
export interface Decomposition {
  /**
   * What some axes account for together, as Optuna counts it: the variance of their marginal. One that depends on others accounts for what it changes where
   * it exists, times how probable that is. The axes must be of different roots.
   */
  main(axes: readonly number[]): Shares;
  /** What a pair accounts for beyond what each does alone; undefined for axes of one root, one of which is there only with the other. */
  pair(a: number, b: number): Shares | undefined;
}

/** `axes` and the trees' axes are the same ones; `wanted`: those that will be asked about (default: all). */
export function decompose(
  trees: readonly Tree[],
  axes: readonly MeasuredAxis[],
  wanted: readonly number[] = axes.map((_, axis) => axis),
): Decomposition {
  const exists = axes.map((_, axis) => existence(axes, axis));
  const layout = layoutOf(axes);
  const measured = trees
    .map((tree) => leavesOf(tree, layout, wanted))
    .map((leaves) => ({ leaves, total: totalSpread(leaves).variance }));
  const probability = (chosen: readonly number[]) =>
    chosen.reduce((product, axis) => product * exists[axis]!, 1);

  function shares(
    chosen: readonly number[],
    variance: (marginal: Marginal, leaves: Leaves) => number,
  ): Shares {
    const share = probability(chosen);
    if (share === 0) return measured.map(() => 0);
    return measured.map(({ leaves, total }) =>
      total > 0 ? (share * variance(marginalOf(leaves, chosen, exists), leaves)) / total : Number.NaN,
    );
  }

  return {
    main: (chosen) => shares(chosen, ({ values, weights }) => spread(values, weights).variance),
    pair(a, b) {
      const roots = measured[0]?.leaves.root;
      if (roots === undefined || roots[a] === roots[b]) return undefined;
      return shares([a, b], (marginal, { ends }) => beyondMain(marginal, ends[b]!.length - 1));
    },
  };
}

/** The variance of a grid that neither its rows' means nor its columns' means account for. */
function beyondMain({ values, weights }: Marginal, columns: number): number {
  const rows = values.length / columns;
  const across = (size: number, at: (i: number, j: number) => number, count: number) => {
    const means = new Float64Array(size);
    const masses = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < count; j++) {
        masses[i]! += weights[at(i, j)]!;
        means[i]! += weights[at(i, j)]! * values[at(i, j)]!;
      }
      means[i]! /= masses[i]!;
    }
    return spread(means, masses).variance;
  };
  const whole = spread(values, weights).variance;
  const byRow = across(rows, (i, j) => i * columns + j, columns);
  const byColumn = across(columns, (j, i) => i * columns + j, rows);
  return Math.max(0, whole - byRow - byColumn);
}
