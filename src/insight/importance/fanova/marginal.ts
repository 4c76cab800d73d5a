import type { Leaves } from './leaves.js';

/** What a tree says on average over all else, on a grid of cells. */
export interface Marginal {
  /** The cells' values, the last axis's cells side by side. */
  readonly values: Float64Array;
  /** The cells' shares of the part of the space in which the axes exist. */
  readonly weights: Float64Array;
}

/**
 * The marginal of some axes of different roots, where all of them exist (Hutter, Hoos and Leyton-Brown 2014, algorithm 2). A leaf adds its value to a
 * block of cells; it is added at the block's 2ᵏ corners alone, and sums along each axis then give the cells. `existence`: by axis, how probable it is.
 */
export function marginalOf(
  leaves: Leaves,
  chosen: readonly number[],
  existence: readonly number[],
): Marginal {
  if (chosen.length === 1) return marginalOfOne(leaves, chosen[0]!, existence[chosen[0]!]!);
  const sizes = chosen.map((axis) => leaves.ends[axis]!.length - 1);
  const strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((product, size) => product * (size + 1), 1));
  const changes = new Float64Array(sizes.reduce((product, size) => product * (size + 1), 1));
  const inside = chosen.map((axis) => leaves.root[axis]!);
  const whole = chosen.reduce((product, axis) => product * existence[axis]!, 1);
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    let outside = leaves.values[leaf]! / whole;
    for (let root = 0; root < leaves.roots; root++)
      if (!inside.includes(root)) outside *= leaves.parts[leaf * leaves.roots + root]!;
    addBlock(changes, strides, leaves, chosen, leaf, 0, 0, outside);
  }
  sizes.forEach((size, i) => {
    sumAlong(changes, size + 1, strides[i]!);
  });
  return withoutEnds(
    changes,
    sizes,
    strides,
    chosen.map((axis) => leaves.ends[axis]!),
  );
}

/** The same of one axis. */
function marginalOfOne(leaves: Leaves, axis: number, exists: number): Marginal {
  const { count, values, roots, parts, root, ends, runs, runsFrom, runsTo } = leaves;
  const { first, end, weight } = runs;
  const [from, to] = [runsFrom[axis]!, runsTo[axis]!];
  const own = root[axis]!;
  const edges = ends[axis]!;
  const cells = new Float64Array(edges.length);
  for (let leaf = 0; leaf < count; leaf++) {
    let outside = values[leaf]! / exists;
    for (let k = 0; k < roots; k++) if (k !== own) outside *= parts[leaf * roots + k]!;
    for (let run = from[leaf]!; run < to[leaf]!; run++) {
      const part = outside * weight[run]!;
      cells[first[run]!]! += part;
      cells[end[run]!]! -= part;
    }
  }
  const weights = new Float64Array(edges.length - 1);
  for (let cell = 0; cell < weights.length; cell++) {
    if (cell > 0) cells[cell]! += cells[cell - 1]!;
    weights[cell] = edges[cell + 1]! - edges[cell]!;
  }
  return { values: cells.subarray(0, weights.length), weights };
}

function addBlock(
  changes: Float64Array,
  strides: readonly number[],
  leaves: Leaves,
  chosen: readonly number[],
  leaf: number,
  turn: number,
  at: number,
  value: number,
) {
  const axis = chosen[turn];
  if (axis === undefined) {
    changes[at]! += value;
    return;
  }
  const { first, end, weight } = leaves.runs;
  const stride = strides[turn]!;
  for (let run = leaves.runsFrom[axis]![leaf]!; run < leaves.runsTo[axis]![leaf]!; run++) {
    addBlock(
      changes,
      strides,
      leaves,
      chosen,
      leaf,
      turn + 1,
      at + first[run]! * stride,
      value * weight[run]!,
    );
    addBlock(
      changes,
      strides,
      leaves,
      chosen,
      leaf,
      turn + 1,
      at + end[run]! * stride,
      -value * weight[run]!,
    );
  }
}

function sumAlong(cells: Float64Array, size: number, stride: number) {
  for (let block = 0; block < cells.length; block += size * stride)
    for (let at = block + stride; at < block + size * stride; at++) cells[at]! += cells[at - stride]!;
}

function withoutEnds(
  changes: Float64Array,
  sizes: readonly number[],
  strides: readonly number[],
  ends: readonly Float64Array[],
): Marginal {
  const count = sizes.reduce((product, size) => product * size, 1);
  const values = new Float64Array(count);
  const weights = new Float64Array(count);
  const turn = sizes.map(() => 0);
  for (let cell = 0; cell < count; cell++) {
    let at = 0;
    let weight = 1;
    for (let i = 0; i < sizes.length; i++) {
      at += turn[i]! * strides[i]!;
      weight *= ends[i]![turn[i]! + 1]! - ends[i]![turn[i]!]!;
    }
    values[cell] = changes[at]!;
    weights[cell] = weight;
    for (let i = sizes.length - 1; i >= 0 && ++turn[i]! === sizes[i]; i--) turn[i] = 0;
  }
  return { values, weights };
}
