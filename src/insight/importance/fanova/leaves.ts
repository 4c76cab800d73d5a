import type { Tree } from '../../../surrogate/forest/tree.js';
import { wholeBox } from './box.js';
import { gridsOf } from './grid.js';
import type { Layout } from './layout.js';
import { addRuns, type Measured, measureUp, type Runs } from './measure.js';

/** A tree as what marginals are made of. */
export interface Leaves {
  readonly count: number;
  readonly values: Float64Array;
  /** How many roots there are. */
  readonly roots: number;
  /** By leaf and root, the measure of the root's part: a leaf's roots side by side. */
  readonly parts: Float64Array;
  /** By axis, its place among the roots. */
  readonly root: Int32Array;
  /** By axis, the ends of the cells in which nothing of the tree changes, from 0 to 1. */
  readonly ends: readonly Float64Array[];
  /** Which cells leaves hold of an axis. */
  readonly runs: Runs;
  /** By axis and leaf, where its runs begin and end. */
  readonly runsFrom: readonly Int32Array[];
  readonly runsTo: readonly Int32Array[];
}

/**
 * The leaves of a tree; those that no point of the space comes to are left out. A split changes the measures of its own root alone, so they are worked out anew for
 * that root, and neighbouring leaves share the runs of the others.
 */
export function leavesOf(tree: Tree, layout: Layout, wanted: readonly number[]): Leaves {
  const { grids, cuts } = gridsOf(tree, layout);
  const { roots, root } = layout;
  const count = grids.length;
  const most = (tree.axis.length + 1) / 2;
  const room = () => grids.map((_, axis) => new Int32Array(wanted.includes(axis) ? most : 0));
  const measured = { layout, grids, box: wholeBox(layout, grids), present: new Float64Array(count) };
  // Each measures those above it anew, so that all come right in any order.
  for (let axis = 0; axis < count; axis++) measureUp(measured, axis);
  const walk: Walk = {
    tree,
    measured,
    cuts,
    ofRoot: Array.from(roots, (_, k) => Int32Array.from(wanted.filter((axis) => root[axis] === k))),
    wanted: Int32Array.from(wanted),
    isStale: new Uint8Array(count).fill(1),
    values: new Float64Array(most),
    parts: new Float64Array(most * roots.length),
    runs: { first: [], end: [], weight: [] },
    runsFrom: room(),
    runsTo: room(),
    count: 0,
  };
  enter(walk, 0);
  const { values, parts, runs, runsFrom, runsTo } = walk;
  const ends = grids.map((grid) => grid.ends);
  return { count: walk.count, values, roots: roots.length, parts, root, ends, runs, runsFrom, runsTo };
}

/** On the way from the root to every leaf. */
interface Walk extends Pick<Leaves, 'values' | 'parts' | 'runs' | 'runsFrom' | 'runsTo'> {
  readonly tree: Tree;
  readonly measured: Measured;
  readonly cuts: Int32Array;
  readonly wanted: Int32Array;
  /** By root, what is wanted of it. */
  readonly ofRoot: readonly Int32Array[];
  /** By axis: 1 when its runs have changed since the last leaf. */
  readonly isStale: Uint8Array;
  count: number;
}

function enter(walk: Walk, node: number) {
  const { tree, measured, cuts } = walk;
  const axis = tree.axis[node]!;
  if (axis < 0) {
    addLeaf(walk, tree.value[node]!);
    return;
  }
  const { low, high, allowed, absent } = measured.box;
  const without = absent[axis]!;
  const isChoice = tree.set[node]! >= 0;
  const kept = isChoice ? allowed[axis]!.slice() : undefined;
  const [from, to] = [low[axis]!, high[axis]!];
  const cut = Math.min(to, Math.max(from, cuts[node]!));
  absent[axis] = without & tree.absentLeft[node]!;
  if (kept) allow(tree, node, allowed[axis]!, kept, 1);
  else high[axis] = cut;
  look(walk, axis, tree.left[node]!);
  absent[axis] = without & (1 - tree.absentLeft[node]!);
  if (kept) allow(tree, node, allowed[axis]!, kept, 0);
  else [low[axis], high[axis]] = [cut, to];
  look(walk, axis, tree.right[node]!);
  absent[axis] = without;
  if (kept) allowed[axis]!.set(kept);
  else low[axis] = from;
  changed(walk, axis);
}

/** Leaves of the choices kept those that go to one side. */
function allow(tree: Tree, node: number, allowed: Uint8Array, kept: Uint8Array, side: 0 | 1) {
  for (let choice = 0; choice < kept.length; choice++)
    allowed[choice] = tree.members[tree.set[node]! + choice] === side ? kept[choice]! : 0;
}

function look(walk: Walk, axis: number, child: number) {
  changed(walk, axis);
  const { present, layout } = walk.measured;
  if (present[layout.rootAxis[axis]!] !== 0) enter(walk, child);
}

/** After the box has changed on an axis. */
function changed({ measured, ofRoot, isStale }: Walk, axis: number) {
  measureUp(measured, axis);
  const own = ofRoot[measured.layout.root[axis]!]!;
  for (let i = 0; i < own.length; i++) isStale[own[i]!] = 1;
}

function addLeaf(walk: Walk, value: number) {
  const { measured, wanted, isStale, values, parts, runs, runsFrom, runsTo } = walk;
  const { roots } = measured.layout;
  const leaf = walk.count++;
  values[leaf] = value;
  for (let k = 0; k < roots.length; k++) parts[leaf * roots.length + k] = measured.present[roots[k]!]!;
  for (let i = 0; i < wanted.length; i++) {
    const axis = wanted[i]!;
    if (isStale[axis] === 0) {
      runsFrom[axis]![leaf] = runsFrom[axis]![leaf - 1]!;
      runsTo[axis]![leaf] = runsTo[axis]![leaf - 1]!;
      continue;
    }
    isStale[axis] = 0;
    runsFrom[axis]![leaf] = runs.first.length;
    addRuns(measured, axis, runs);
    runsTo[axis]![leaf] = runs.first.length;
  }
}

/** The mean and the variance of a tree's values over the whole space. */
export function totalSpread({ count, values, roots, parts }: Leaves): { mean: number; variance: number } {
  const weights = new Float64Array(count);
  for (let leaf = 0; leaf < count; leaf++) {
    let product = 1;
    for (let k = 0; k < roots; k++) product *= parts[leaf * roots + k]!;
    weights[leaf] = product;
  }
  return spread(values.subarray(0, count), weights);
}

/** Of values with weights that need not sum to one. */
export function spread(values: Float64Array, weights: Float64Array) {
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
