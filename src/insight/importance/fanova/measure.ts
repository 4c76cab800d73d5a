import type { MeasuredAxis } from '../domain.js';
import type { Box } from './box.js';
import type { Grid } from './grid.js';

// How much of the space a box holds. A root (an axis without a parent) and all that depends on it are independent of the other roots, so that a
// box's measure is the product of its roots' measures. Within a root, the measure is a sum over the pieces of the parent: in each, a child that exists
// counts by its own measure, and one that does not by whether the box holds points without it.

type Axes = readonly MeasuredAxis[];

/** A box with the measures of its axes, which are kept up with it. */
export interface Measured {
  readonly axes: Axes;
  readonly grids: readonly Grid[];
  readonly box: Box;
  /** By axis, the measure of a root, or of a child where it exists, with its descendants. */
  readonly present: Float64Array;
}

/** Parts of axes, one after the other. */
export interface Runs {
  /** Of each part its first cell, the one after its last, and the measure of what else of the axis's root the box holds there. */
  readonly first: number[];
  readonly end: number[];
  readonly weight: number[];
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

/** Measures an axis and those it depends on anew. */
export function measureUp(measured: Measured, axis: number) {
  const { axes, box, present } = measured;
  for (let at = axis; at >= 0; at = axes[at]!.parent) {
    const { pieces, presence } = axes[at]!;
    let measure = 0;
    for (let piece = 0; piece < pieces.length; piece++)
      measure += lengthWithin(measured, at, piece) * childrenMeasure(measured, at, piece, -1);
    present[at] = presence * measure + (1 - presence) * box.absent[at]!;
  }
}

/** Appends the parts of an axis that the box holds, where the axis exists. */
export function addRuns(measured: Measured, axis: number, runs: Runs) {
  const { pieces, presence } = measured.axes[axis]!;
  const above = measureAbove(measured, axis) * presence;
  for (let piece = 0; piece < pieces.length; piece++) {
    const weight = above * childrenMeasure(measured, axis, piece, -1);
    if (weight > 0) addParts(measured, axis, piece, weight, runs);
  }
}

/** The measure of an axis's ancestors, with their other children, where the axis exists. */
function measureAbove(measured: Measured, axis: number): number {
  const { axes } = measured;
  const { parent } = axes[axis]!;
  if (parent < 0) return 1;
  const { children, pieces, presence } = axes[parent]!;
  const child = children.indexOf(axis);
  let measure = 0;
  for (let piece = 0; piece < pieces.length; piece++)
    if (pieces[piece]!.exists[child])
      measure += childrenMeasure(measured, parent, piece, child) * lengthWithin(measured, parent, piece);
  return measure * presence * measureAbove(measured, parent);
}

function childrenMeasure({ axes, box, present }: Measured, axis: number, piece: number, except: number) {
  const { children, pieces } = axes[axis]!;
  let product = 1;
  for (let k = 0; k < children.length; k++)
    if (k !== except)
      product *= pieces[piece]!.exists[k] ? present[children[k]!]! : box.absent[children[k]!]!;
  return product;
}

/** How much of a piece the box holds. */
function lengthWithin({ axes, grids, box }: Measured, axis: number, piece: number): number {
  const { choices } = axes[axis]!;
  const { ends } = grids[axis]!;
  if (choices === 0) {
    const from = firstCell(grids[axis]!, box, axis, piece);
    const to = endCell(grids[axis]!, box, axis, piece);
    return to > from ? ends[to]! - ends[from]! : 0;
  }
  const { choiceCells } = grids[axis]!;
  const allowed = box.allowed[axis]!;
  const last = choiceOf(axes, axis, piece, true);
  let length = 0;
  for (let choice = choiceOf(axes, axis, piece, false); choice < last; choice++) {
    if (allowed[choice] === 0) continue;
    const first = choice;
    while (choice + 1 < last && allowed[choice + 1] === 1) choice++;
    length += ends[choiceCells[choice + 1]!]! - ends[choiceCells[first]!]!;
  }
  return length;
}

/** The parts of a piece that the box holds; choices that stand side by side are one part. */
function addParts(
  { axes, grids, box }: Measured,
  axis: number,
  piece: number,
  weight: number,
  { first, end, weight: weights }: Runs,
) {
  if (axes[axis]!.choices === 0) {
    const from = firstCell(grids[axis]!, box, axis, piece);
    const to = endCell(grids[axis]!, box, axis, piece);
    if (!(to > from)) return;
    first.push(from);
    end.push(to);
    weights.push(weight);
    return;
  }
  const { choiceCells } = grids[axis]!;
  const allowed = box.allowed[axis]!;
  const last = choiceOf(axes, axis, piece, true);
  for (let choice = choiceOf(axes, axis, piece, false); choice < last; choice++) {
    if (allowed[choice] === 0) continue;
    first.push(choiceCells[choice]!);
    while (choice + 1 < last && allowed[choice + 1] === 1) choice++;
    end.push(choiceCells[choice + 1]!);
    weights.push(weight);
  }
}

const firstCell = ({ pieceEnds }: Grid, { low }: Box, axis: number, piece: number) =>
  piece === 0 ? low[axis]! : Math.max(pieceEnds[piece - 1]!, low[axis]!);

const endCell = ({ pieceEnds }: Grid, { high }: Box, axis: number, piece: number) =>
  Math.min(pieceEnds[piece]!, high[axis]!);

/** The first choice of a piece, or the one after its last. */
const choiceOf = (axes: Axes, axis: number, piece: number, isEnd: boolean) => {
  const { choices, pieces } = axes[axis]!;
  return Math.round((isEnd ? pieces[piece]!.to : pieces[piece]!.from) * choices);
};
