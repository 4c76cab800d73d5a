import type { Tree } from '../../../surrogate/forest/tree.js';
import type { MeasuredAxis } from '../domain.js';
import { type Box, eachLeaf, wholeBox } from './box.js';
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

/**
 * The leaves of a tree; those that no point of the space comes to are left out. A split changes the measures of its own root alone, so they are worked out anew for
 * that root, and leaves share the others.
 */
export function leavesOf(tree: Tree, axes: readonly MeasuredAxis[], wanted: readonly number[]): Leaves {
  const roots = axes.flatMap(({ parent }, axis) => (parent < 0 ? [axis] : []));
  const root = axes.map((_, axis) => roots.indexOf(rootOf(axes, axis)));
  const ends = axes.map((_, axis) => cellEnds(tree, axes[axis]!, axis));
  const places = ends.map((own) => new Map(Array.from(own, (end, i) => [end, i])));
  const ofRoot = roots.map((_, k) => wanted.filter((axis) => root[axis] === k));
  const found: { values: number[]; parts: Float64Array[]; runs: (readonly CellRun[])[][] } = {
    values: [],
    parts: [],
    runs: axes.map(() => []),
  };
  const cellRuns = (box: Box, axis: number): readonly CellRun[] =>
    runsAlong(axes, box, axis).map(({ from, to, weight }) => ({
      first: places[axis]!.get(from)!,
      end: places[axis]!.get(to)!,
      weight,
    }));
  const whole = wholeBox(axes);
  const measures = Float64Array.from(roots, (each) => presentMeasure(axes, whole, each));
  const runs = axes.map((_, axis) => (wanted.includes(axis) ? cellRuns(whole, axis) : []));
  const before: { measure: number; runs: readonly (readonly CellRun[])[] }[] = [];
  eachLeaf(tree, axes, {
    narrowed(box, axis) {
      const k = root[axis]!;
      before.push({ measure: measures[k]!, runs: ofRoot[k]!.map((each) => runs[each]!) });
      measures[k] = presentMeasure(axes, box, roots[k]!);
      if (measures[k] === 0) return false;
      for (const each of ofRoot[k]!) runs[each] = cellRuns(box, each);
      return true;
    },
    widened(axis) {
      const k = root[axis]!;
      const kept = before.pop()!;
      measures[k] = kept.measure;
      ofRoot[k]!.forEach((each, i) => {
        runs[each] = kept.runs[i]!;
      });
    },
    leaf(_box, value) {
      found.values.push(value);
      found.parts.push(measures.slice());
      for (const axis of wanted) found.runs[axis]!.push(runs[axis]!);
    },
  });
  return { ...found, root, ends };
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
