import type { MeasuredAxis } from '../domain.js';
import type { Box } from './box.js';
import type { Grid } from './grid.js';
import type { Layout } from './layout.js';

// How much of the space a box holds. A root (an axis without a parent) and all that depends on it are independent of the other roots, so that a
// box's measure is the product of its roots' measures. Within a root, the measure is a sum over the pieces of the parent: in each, a child that exists
// counts by its own measure, and one that does not by whether the box holds points without it.

/** A box with the measures of its axes, which are kept up with it. */
export interface Measured {
  readonly layout: Layout;
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
export function existence(axes: readonly MeasuredAxis[], axis: number): number {
  const { parent, presence } = axes[axis]!;
  if (parent < 0) return presence;
  const child = axes[parent]!.children.indexOf(axis);
  let share = 0;
  for (const { from, to, exists } of axes[parent]!.pieces) if (exists[child]) share += to - from;
  return share * existence(axes, parent) * presence;
}

/** Measures an axis and those it depends on anew. */
export function measureUp(measured: Measured, axis: number) {
  const { layout, box, present } = measured;
  for (let at = axis; at >= 0; at = layout.parent[at]!) {
    const pieces = layout.pieceTo[at]!.length;
    const presence = layout.presence[at]!;
    let measure = 0;
    for (let piece = 0; piece < pieces; piece++)
      measure += lengthWithin(measured, at, piece) * childrenMeasure(measured, at, piece, -1);
    present[at] = presence * measure + (1 - presence) * box.absent[at]!;
  }
}

/** Appends the parts of an axis that the box holds, where the axis exists. */
export function addRuns(measured: Measured, axis: number, runs: Runs) {
  const { layout } = measured;
  const pieces = layout.pieceTo[axis]!.length;
  const above = measureAbove(measured, axis) * layout.presence[axis]!;
  for (let piece = 0; piece < pieces; piece++) {
    const weight = above * childrenMeasure(measured, axis, piece, -1);
    if (!(weight > 0)) continue;
    if (layout.choices[axis]! > 0) addChoices(measured, axis, piece, weight, runs);
    else addCells(measured, axis, piece, weight, runs);
  }
}

/** The measure of an axis's ancestors, with their other children, where the axis exists. */
function measureAbove(measured: Measured, axis: number): number {
  const { parent, children, exists, pieceTo, place, presence } = measured.layout;
  const above = parent[axis]!;
  if (above < 0) return 1;
  const count = children[above]!.length;
  let measure = 0;
  for (let piece = 0; piece < pieceTo[above]!.length; piece++)
    if (exists[above]![piece * count + place[axis]!] === 1)
      measure += childrenMeasure(measured, above, piece, place[axis]!) * lengthWithin(measured, above, piece);
  return measure * presence[above]! * measureAbove(measured, above);
}

function childrenMeasure(
  { layout, box, present }: Measured,
  axis: number,
  piece: number,
  except: number,
): number {
  const children = layout.children[axis]!;
  const exists = layout.exists[axis]!;
  const count = children.length;
  let product = 1;
  for (let k = 0; k < count; k++)
    if (k !== except)
      product *= exists[piece * count + k] === 1 ? present[children[k]!]! : box.absent[children[k]!]!;
  return product;
}

/** How much of a piece the box holds. */
function lengthWithin(measured: Measured, axis: number, piece: number): number {
  const { layout, grids, box } = measured;
  if (layout.choices[axis]! > 0) return lengthOfChoices(measured, axis, piece);
  const { ends } = grids[axis]!;
  const from = firstCell(grids[axis]!, box, axis, piece);
  const to = endCell(grids[axis]!, box, axis, piece);
  return to > from ? ends[to]! - ends[from]! : 0;
}

/** Choices that stand side by side are one part. */
function lengthOfChoices({ layout, grids, box }: Measured, axis: number, piece: number): number {
  const { ends, choiceCells } = grids[axis]!;
  const allowed = box.allowed[axis]!;
  const last = layout.endChoice[axis]![piece]!;
  let length = 0;
  for (let choice = layout.firstChoice[axis]![piece]!; choice < last; choice++) {
    if (allowed[choice] === 0) continue;
    const first = choice;
    while (choice + 1 < last && allowed[choice + 1] === 1) choice++;
    length += ends[choiceCells[choice + 1]!]! - ends[choiceCells[first]!]!;
  }
  return length;
}

function addCells({ grids, box }: Measured, axis: number, piece: number, weight: number, runs: Runs) {
  const from = firstCell(grids[axis]!, box, axis, piece);
  const to = endCell(grids[axis]!, box, axis, piece);
  if (!(to > from)) return;
  runs.first.push(from);
  runs.end.push(to);
  runs.weight.push(weight);
}

function addChoices(
  { layout, grids, box }: Measured,
  axis: number,
  piece: number,
  weight: number,
  runs: Runs,
) {
  const { choiceCells } = grids[axis]!;
  const allowed = box.allowed[axis]!;
  const last = layout.endChoice[axis]![piece]!;
  for (let choice = layout.firstChoice[axis]![piece]!; choice < last; choice++) {
    if (allowed[choice] === 0) continue;
    runs.first.push(choiceCells[choice]!);
    while (choice + 1 < last && allowed[choice + 1] === 1) choice++;
    runs.end.push(choiceCells[choice + 1]!);
    runs.weight.push(weight);
  }
}

const firstCell = ({ pieceEnds }: Grid, { low }: Box, axis: number, piece: number) =>
  piece === 0 ? low[axis]! : Math.max(pieceEnds[piece - 1]!, low[axis]!);

const endCell = ({ pieceEnds }: Grid, { high }: Box, axis: number, piece: number) =>
  Math.min(pieceEnds[piece]!, high[axis]!);
