import type { MeasuredAxis } from '../domain.js';

/** Axes as arrays, and how they hang together: read at every node of every tree. */
export interface Layout {
  /** By axis: how many choices, 0 for a number; what it depends on, −1 for nothing; and the share of trials that have it. */
  readonly choices: Int32Array;
  readonly parent: Int32Array;
  readonly presence: Float64Array;
  readonly children: readonly Int32Array[];
  /** By axis, its place among its parent's children. */
  readonly place: Int32Array;
  /** By axis and piece: where the piece ends, and of choices the first one in it and the one after the last. */
  readonly pieceTo: readonly Float64Array[];
  readonly firstChoice: readonly Int32Array[];
  readonly endChoice: readonly Int32Array[];
  /** By axis, for each piece all children side by side: whether they exist. */
  readonly exists: readonly Uint8Array[];
  /** Axes without a parent. */
  readonly roots: Int32Array;
  /** By axis: the axis that it depends on in the end, and that one's place among the roots. */
  readonly rootAxis: Int32Array;
  readonly root: Int32Array;
}

export function layoutOf(axes: readonly MeasuredAxis[]): Layout {
  const roots = Int32Array.from(axes.flatMap(({ parent }, axis) => (parent < 0 ? [axis] : [])));
  const rootAxis = Int32Array.from(axes, (_, axis) => rootOf(axes, axis));
  return {
    choices: Int32Array.from(axes, ({ choices }) => choices),
    parent: Int32Array.from(axes, ({ parent }) => parent),
    presence: Float64Array.from(axes, ({ presence }) => presence),
    children: axes.map(({ children }) => Int32Array.from(children)),
    place: Int32Array.from(axes, ({ parent }, axis) => axes[parent]?.children.indexOf(axis) ?? -1),
    pieceTo: axes.map(({ pieces }) => Float64Array.from(pieces, ({ to }) => to)),
    firstChoice: axes.map(({ choices, pieces }) =>
      Int32Array.from(pieces, ({ from }) => Math.round(from * choices)),
    ),
    endChoice: axes.map(({ choices, pieces }) =>
      Int32Array.from(pieces, ({ to }) => Math.round(to * choices)),
    ),
    exists: axes.map(({ children, pieces }) =>
      Uint8Array.from(pieces.flatMap(({ exists }) => children.map((_, k) => Number(exists[k])))),
    ),
    roots,
    rootAxis,
    root: rootAxis.map((axis) => roots.indexOf(axis)),
  };
}

function rootOf(axes: readonly MeasuredAxis[], axis: number): number {
  let root = axis;
  while (axes[root]!.parent >= 0) root = axes[root]!.parent;
  return root;
}
