import type { Stream } from '../../math/random.js';
import { divider } from './divide.js';
import type { Rows } from './rows.js';
import {
  type ChoiceRoom,
  choiceRoom,
  type Sample,
  type Segment,
  type Split,
  splitChoices,
  splitNumbers,
} from './split.js';
import type { Tree } from './tree.js';

export interface GrowOptions {
  /** By row; rows of weight 0 are left out. */
  readonly weights: Float64Array;
  /** The least weight of a leaf. */
  readonly leastLeaf: number;
  /** Axes are looked at in a random order, so that of equal splits none is preferred. */
  readonly stream: Stream;
}

/**
 * A regression tree grown until its leaves cannot be split (Breiman et al. 1984): each node by the axis and the place that leave the least squared
 * error. `orders`: `sortedRows(rows)`, sorted once for all trees; a node's rows stand side by side in each of them.
 */
export function growTree(rows: Rows, orders: readonly Int32Array[], options: GrowOptions): Tree {
  const { columns, values } = rows;
  const { weights, leastLeaf } = options;
  const choices = Int32Array.from(rows.axes, (axis) => axis.choices);
  const weighted = weights.map((weight, row) => weight * values[row]!);
  return grow({ choices, columns, values, weights, weighted, leastLeaf }, orders, options.stream);
}

function grow(sample: Sample, orders: readonly Int32Array[], stream: Stream): Tree {
  const { choices, values, weights } = sample;
  const weighs = new Uint8Array(weights.length);
  for (let row = 0; row < weights.length; row++) if (weights[row]! > 0) weighs[row] = 1;
  const kept = orders.map((order) => weighing(order, weighs));
  const count = kept[0]!.length;
  const tree = emptyTree(Math.max(1, 2 * count - 1));
  const members: number[] = [];
  const even = (from: number, to: number) => isEven(values, kept[0]!, from, to);
  const divide = divider(sample, kept, even);
  const turn = Int32Array.from(choices, (_, axis) => axis);
  const most = Math.max(1, ...choices);
  const split = emptySplit(most);
  const room = choiceRoom(most);
  const waiting = [0, 0, count];
  let nodes = 1;
  while (waiting.length > 0) {
    const to = waiting.pop()!;
    const from = waiting.pop()!;
    const node = waiting.pop()!;
    const segment = segmentOf(sample, kept[0]!, from, to);
    tree.value[node] = segment.sum / segment.weight;
    if (even(from, to) || !findSplit(segment, kept, shuffle(turn, stream), split, room)) continue;
    write(tree, members, node, split, choices[split.axis]!);
    const middle = divide(split, from, to);
    tree.left[node] = nodes++;
    tree.right[node] = nodes++;
    waiting.push(tree.right[node]!, middle, to, tree.left[node]!, from, middle);
  }
  return cutTo(tree, nodes, members);
}

type Unfinished = Omit<Tree, 'members'>;

const emptyTree = (nodes: number): Unfinished => ({
  axis: new Int32Array(nodes).fill(-1),
  threshold: new Float64Array(nodes),
  set: new Int32Array(nodes).fill(-1),
  absentLeft: new Uint8Array(nodes),
  left: new Int32Array(nodes),
  right: new Int32Array(nodes),
  value: new Float64Array(nodes),
});

const cutTo = (tree: Unfinished, nodes: number, members: readonly number[]): Tree => ({
  axis: tree.axis.slice(0, nodes),
  threshold: tree.threshold.slice(0, nodes),
  set: tree.set.slice(0, nodes),
  absentLeft: tree.absentLeft.slice(0, nodes),
  left: tree.left.slice(0, nodes),
  right: tree.right.slice(0, nodes),
  value: tree.value.slice(0, nodes),
  members: Uint8Array.from(members),
});

const emptySplit = (most: number): Split => ({
  gain: 0,
  axis: -1,
  threshold: 0,
  absentLeft: false,
  chosen: new Uint8Array(most),
});

function segmentOf(sample: Sample, order: Int32Array, from: number, to: number): Segment {
  const { weights, weighted } = sample;
  let sum = 0;
  let weight = 0;
  for (let i = from; i < to; i++) {
    sum += weighted[order[i]!]!;
    weight += weights[order[i]!]!;
  }
  return { sample, from, to, sum, weight };
}

/** The rows of an order that weigh anything; `weighs`: by row, 1 or 0. */
function weighing(order: Int32Array, weighs: Uint8Array): Int32Array {
  const kept = new Int32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    kept[count] = row;
    count += weighs[row]!;
  }
  return kept.subarray(0, count);
}

/** Whether all rows have the same value. */
function isEven(values: Float64Array, order: Int32Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (values[order[i]!] !== values[order[from]!]) return false;
  return true;
}

/** Whether there is a split; it is left in `split`. */
function findSplit(
  segment: Segment,
  orders: readonly Int32Array[],
  turn: Int32Array,
  split: Split,
  room: ChoiceRoom,
): boolean {
  split.gain = Number.NEGATIVE_INFINITY;
  split.axis = -1;
  for (let i = 0; i < turn.length; i++) {
    const axis = turn[i]!;
    if (segment.sample.choices[axis]! > 0) splitChoices(segment, orders[axis]!, axis, split, room);
    else splitNumbers(segment, orders[axis]!, axis, split);
  }
  return split.axis >= 0;
}

function shuffle(turn: Int32Array, stream: Stream): Int32Array {
  for (let i = turn.length - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    const kept = turn[i]!;
    turn[i] = turn[j]!;
    turn[j] = kept;
  }
  return turn;
}

function write(tree: Unfinished, members: number[], node: number, split: Split, choices: number) {
  tree.axis[node] = split.axis;
  tree.threshold[node] = split.threshold;
  tree.absentLeft[node] = split.absentLeft ? 1 : 0;
  if (choices === 0) return;
  tree.set[node] = members.length;
  for (let choice = 0; choice < choices; choice++) members.push(split.chosen[choice]!);
}
