import type { MeasuredAxis, Piece } from '../domain.js';
import type { Box } from './box.js';

// How much of the space a box holds. A root (an axis without a parent) and all that depends on it are independent of the other roots, so that a
// box's measure is the product of its roots' measures. Within a root, the measure is a sum over the pieces of the parent: in each, a child that exists
// counts by its own measure, and one that does not by whether the box holds points without it.

type Axes = readonly MeasuredAxis[];

/** A part of an axis, and the measure of what else of its root is in the box there, the axis's own length not counted. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** How probable it is that an axis exists. */
export function existence(axes: Axes, axis: number): number {
  const { parent, presence } = axes[axis]!;
  if (parent < 0) return presence;
  const child = axes[parent]!.children.indexOf(axis);
  let share = 0;
  for (const { from, to, exists } of axes[parent]!.pieces) if (exists[child]) share += to - from;
  return share * existence(axes, parent) * presence;
}

export function rootOf(axes: Axes, axis: number): number {
  let root = axis;
  while (axes[root]!.parent >= 0) root = axes[root]!.parent;
  return root;
}

/** The parts of an axis that a box holds, where the axis exists. */
export function runsAlong(axes: Axes, box: Box, axis: number): Run[] {
  const above = measureAbove(axes, box, axis) * axes[axis]!.presence;
  const runs: Run[] = [];
  for (const piece of axes[axis]!.pieces) {
    const weight = above * childrenMeasure(axes, box, axis, piece);
    if (weight > 0) eachPart(axes[axis]!, box, axis, piece, (from, to) => runs.push({ from, to, weight }));
  }
  return runs;
}

/** The measure of an axis's ancestors, with their other children, where the axis exists. */
function measureAbove(axes: Axes, box: Box, axis: number): number {
  const { parent } = axes[axis]!;
  if (parent < 0) return 1;
  const child = axes[parent]!.children.indexOf(axis);
  let measure = 0;
  for (const piece of axes[parent]!.pieces) {
    if (!piece.exists[child]) continue;
    const others = childrenMeasure(axes, box, parent, piece, child);
    measure += others * lengthWithin(axes[parent]!, box, parent, piece);
  }
  return measure * axes[parent]!.presence * measureAbove(axes, box, parent);
}

/** The measure of a root, or of a child that exists, with its descendants. */
export function presentMeasure(axes: Axes, box: Box, axis: number): number {
  const own = axes[axis]!;
  let measure = 0;
  for (const piece of own.pieces)
    measure += lengthWithin(own, box, axis, piece) * childrenMeasure(axes, box, axis, piece);
  return own.presence * measure + (1 - own.presence) * box.absent[axis]!;
}

function childrenMeasure(axes: Axes, box: Box, axis: number, piece: Piece, except = -1): number {
  let product = 1;
  const { children } = axes[axis]!;
  for (let k = 0; k < children.length; k++) {
    if (k === except) continue;
    product *= piece.exists[k] ? presentMeasure(axes, box, children[k]!) : box.absent[children[k]!]!;
  }
  return product;
}

function lengthWithin(own: MeasuredAxis, box: Box, axis: number, piece: Piece): number {
  let length = 0;
  eachPart(own, box, axis, piece, (from, to) => {
    length += to - from;
  });
  return length;
}

/** The parts of a piece that the box holds; choices that stand side by side are one part. */
function eachPart(
  { choices }: MeasuredAxis,
  box: Box,
  axis: number,
  piece: Piece,
  use: (from: number, to: number) => void,
) {
  if (choices === 0) {
    const from = Math.max(piece.from, box.low[axis]!);
    const to = Math.min(piece.to, box.high[axis]!);
    if (to > from) use(from, to);
    return;
  }
  const last = Math.round(piece.to * choices);
  for (let choice = Math.round(piece.from * choices); choice < last; choice++) {
    if (box.allowed[axis]![choice] === 0) continue;
    const first = choice;
    while (choice + 1 < last && box.allowed[axis]![choice + 1] === 1) choice++;
    use(first / choices, (choice + 1) / choices);
  }
}
