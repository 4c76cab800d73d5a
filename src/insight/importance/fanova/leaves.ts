import type { Tree } from '../../../surrogate/forest/tree.js';
import type { MeasuredAxis } from '../domain.js';
import { eachLeaf } from './box.js';
import { presentMeasure, rootOf, runsAlong } from './measure.js';

/** The cells first … end − 1 of an axis that a leaf holds, and the measure of what else of the axis's root the leaf holds there. */
export interface CellRun {
  readonly first: number;
  readonly end: number;
  readonly weight: number;
}

/** A tree as what marginals are made of. */
export interface Leaves {
  readonly values: readonly number[];
  /** By leaf and root, the measure of the root's part. */
  readonly parts: readonly Float64Array[];
  /** By axis, its place in `parts`. */
  readonly root: readonly number[];
  /** By axis, the ends of the cells in which nothing of the tree changes, from 0 to 1. */
  readonly ends: readonly Float64Array[];
  /** By axis and leaf. */
  readonly runs: readonly (readonly CellRun[])[][];
}

/** The leaves of a tree; those that no point of the space comes to are left out. */
export function leavesOf(tree: Tree, axes: readonly MeasuredAxis[], wanted: readonly number[]): Leaves {
  const roots = axes.flatMap(({ parent }, axis) => (parent < 0 ? [axis] : []));
  const ends = axes.map((_, axis) => cellEnds(tree, axes[axis]!, axis));
  const places = ends.map((own) => new Map(Array.from(own, (end, i) => [end, i])));
  const values: number[] = [];
  const parts: Float64Array[] = [];
  const runs = axes.map((): CellRun[][] => []);
  eachLeaf(tree, axes, (box, value) => {
    const measures = Float64Array.from(roots, (root) => presentMeasure(axes, box, root));
    if (measures.includes(0)) return;
    values.push(value);
    parts.push(measures);
    for (const axis of wanted) {
      const place = places[axis]!;
      runs[axis]!.push(
        runsAlong(axes, box, axis).map(({ from, to, weight }) => ({
          first: place.get(from)!,
          end: place.get(to)!,
          weight,
        })),
      );
    }
  });
  return { values, parts, root: axes.map((_, axis) => roots.indexOf(rootOf(axes, axis))), ends, runs };
}

function cellEnds(tree: Tree, { choices, pieces }: MeasuredAxis, axis: number): Float64Array {
  const ends = new Set([0, 1]);
  for (const { to } of pieces) ends.add(to);
  for (let choice = 1; choice < choices; choice++) ends.add(choice / choices);
  if (choices === 0)
    for (let node = 0; node < tree.axis.length; node++)
      if (tree.axis[node] === axis) ends.add(Math.min(1, Math.max(0, tree.threshold[node]!)));
  return Float64Array.from(ends).sort();
}

/** The mean and the variance of a tree's values over the whole space. */
export function totalSpread({ values, parts }: Leaves): { mean: number; variance: number } {
  const weights = parts.map((own) => own.reduce((product, part) => product * part, 1));
  return spread(values, weights);
}

/** Of values with weights that need not sum to one. */
export function spread(values: ArrayLike<number>, weights: ArrayLike<number>) {
  let [mass, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    mass += weights[i]!;
    sum += weights[i]! * values[i]!;
  }
  const mean = sum / mass;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += weights[i]! * (values[i]! - mean) * (values[i]! - mean);
  return { mean, variance: mass > 0 ? squares / mass : 0 };
}
