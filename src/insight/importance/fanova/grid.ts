import type { Tree } from '../../../surrogate/forest/tree.js';
import type { MeasuredAxis } from '../domain.js';

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
export function gridsOf(tree: Tree, axes: readonly MeasuredAxis[]): { grids: Grid[]; cuts: Int32Array } {
  const found: number[][] = axes.map(({ choices, pieces }) => [
    0,
    1,
    ...pieces.map(({ to }) => to),
    ...Array.from({ length: choices }, (_, choice) => choice / choices),
  ]);
  const nodes = tree.axis.length;
  const isCut = (node: number) => tree.axis[node]! >= 0 && tree.set[node]! < 0;
  for (let node = 0; node < nodes; node++)
    if (isCut(node)) found[tree.axis[node]!]!.push(within(tree.threshold[node]!));
  const grids = axes.map(({ choices, pieces }, axis) => {
    const ends = distinct(Float64Array.from(found[axis]!).sort());
    return {
      ends,
      pieceEnds: Int32Array.from(pieces, ({ to }) => placeOf(ends, to)),
      choiceCells: Int32Array.from({ length: choices > 0 ? choices + 1 : 0 }, (_, choice) =>
        placeOf(ends, choice / choices),
      ),
    };
  });
  const cuts = new Int32Array(nodes);
  for (let node = 0; node < nodes; node++)
    if (isCut(node)) cuts[node] = placeOf(grids[tree.axis[node]!]!.ends, within(tree.threshold[node]!));
  return { grids, cuts };
}

const within = (threshold: number) => Math.min(1, Math.max(0, threshold));

function distinct(ascending: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < ascending.length; i++)
    if (i === 0 || ascending[i] !== ascending[i - 1]) ascending[count++] = ascending[i]!;
  return ascending.slice(0, count);
}

/** Where a number lies among ascending ones that it is one of. */
function placeOf(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
