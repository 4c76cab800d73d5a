import type { Tree } from '../../../surrogate/forest/tree.js';
import type { Layout } from './layout.js';

/** An axis in cells in which nothing of a tree changes. */
export interface Grid {
  /** The cells' ends, from 0 to 1. */
  readonly ends: Float64Array;
  /** By piece of the axis, the cell after its last one. */
  readonly pieceEnds: Int32Array;
  /** By choice, its first cell, and behind them the end of all; nothing for a number. */
  readonly choiceCells: Int32Array;
}

/** The grids of a tree, and by node the cell at which it splits a number. */
export function gridsOf(tree: Tree, { choices, pieceTo }: Layout): { grids: Grid[]; cuts: Int32Array } {
  const fixed = pieceTo.map((to, axis) => [0, ...to, ...sharesOf(choices[axis]!), 1]);
  const cutCounts = cutsByAxis(tree, choices.length);
  const grids = fixed.map((own, axis) => {
    const all = new Float64Array(own.length + cutCounts[axis]!);
    all.set(own);
    addCuts(tree, axis, all, own.length);
    const ends = distinct(all.sort());
    return {
      ends,
      pieceEnds: Int32Array.from(pieceTo[axis]!, (to) => placeOf(ends, to)),
      choiceCells: Int32Array.from(sharesOf(choices[axis]!), (share) => placeOf(ends, share)),
    };
  });
  return { grids, cuts: cellsOfCuts(tree, grids) };
}

/** Where choices begin, and where the last one ends. */
const sharesOf = (choices: number): number[] =>
  choices === 0 ? [] : Array.from({ length: choices + 1 }, (_, choice) => choice / choices);

const isCut = ({ axis, set }: Tree, node: number) => axis[node]! >= 0 && set[node]! < 0;

const cutOf = ({ threshold }: Tree, node: number) => Math.min(1, Math.max(0, threshold[node]!));

function cutsByAxis(tree: Tree, axes: number): Int32Array {
  const counts = new Int32Array(axes);
  for (let node = 0; node < tree.axis.length; node++) if (isCut(tree, node)) counts[tree.axis[node]!]! += 1;
  return counts;
}

function addCuts(tree: Tree, axis: number, to: Float64Array, from: number) {
  let at = from;
  for (let node = 0; node < tree.axis.length; node++)
    if (tree.axis[node] === axis && isCut(tree, node)) to[at++] = cutOf(tree, node);
}

function cellsOfCuts(tree: Tree, grids: readonly Grid[]): Int32Array {
  const cells = new Int32Array(tree.axis.length);
  for (let node = 0; node < cells.length; node++)
    if (isCut(tree, node)) cells[node] = placeOf(grids[tree.axis[node]!]!.ends, cutOf(tree, node));
  return cells;
}

function distinct(ascending: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < ascending.length; i++)
    if (i === 0 || ascending[i] !== ascending[i - 1]) ascending[count++] = ascending[i]!;
  return ascending.slice(0, count);
}

/** Where a number lies among ascending ones that it is one of. */
function placeOf(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
