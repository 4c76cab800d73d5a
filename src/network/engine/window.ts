import { stream } from '../../math/random.js';
import { type BlockRoom, blockCount, type ExampleBlocks, putRows, roomFor, roomFrom } from './blocks.js';
import type { NetworkSeed } from './engine.js';
import type { Windowed } from './held.js';

// Training on more rows than an engine's memory holds. An epoch takes the blocks in a seeded order, as many at once as the window holds,
// shuffles the window's rows and takes steps with them. What is too little for a step stays and is shuffled among the next window's rows, so
// that all steps but the epoch's last have whole batches. Nothing of a window outlives its epoch: a network that goes on
// in the middle of one passes through the windows before again, without their steps.

/** An engine's memory of a window, and what it does with the rows there. */
export interface WindowMemory {
  /** The rows' memory as it lies now. */
  room(): BlockRoom;
  /** Puts the window's rows into its order and takes the asked of its steps. */
  train(window: Window): void;
  /** The order of the last `train`. */
  order(): Uint32Array;
}

/** The first `rows` rows of the room in the order named by `key`; steps are taken with the first `trained` of that order. */
export interface Window {
  readonly rows: number;
  readonly trained: number;
  readonly key: number;
  /** The epoch's steps before the window. */
  readonly before: number;
  /** The steps to take, `from` … `until` − 1, counted from the window's first; none in a window that an epoch in parts has behind it. */
  readonly from: number;
  readonly until: number;
}

export interface WindowEpoch {
  readonly seed: NetworkSeed;
  /** Counted from 0. */
  readonly epoch: number;
  readonly batchSize: number;
  /** The steps to take, `from` … `until` − 1. */
  readonly from: number;
  readonly until: number;
}

/** The asked steps of an epoch, window by window. What was read for the steps before them is read again. */
export function trainThroughWindows(
  windowed: Windowed,
  { seed, epoch, batchSize, from, until }: WindowEpoch,
  memory: WindowMemory,
) {
  const { blocks, rows: most } = windowed;
  const order = blocksOfEpoch(windowed, seed, epoch);
  let [before, rows, next] = [0, 0, 0];
  for (let window = 0; before < until; window++) {
    for (; next < order.length && rows + blocks.blockRows <= most; next++)
      rows += blocks.read(order[next]!, roomFrom(blocks, memory.room(), rows, blocks.blockRows));
    const trained = next < order.length ? rows - (rows % batchSize) : rows;
    const steps = Math.ceil(trained / batchSize);
    memory.train({
      rows,
      trained,
      key: keyOf(seed, `order:${epoch}:${window}`),
      before,
      from: Math.min(steps, Math.max(0, from - before)),
      until: Math.min(steps, until - before),
    });
    before += steps;
    bringForward(blocks, memory.room(), memory.order().slice(trained, rows));
    rows -= trained;
  }
}

const keyOf = ({ seed, trial }: NetworkSeed, purpose: string) => stream(seed, trial, purpose).uint32();

/** All blocks, or as many of the whole ones as an epoch has, from where the epochs before it, were they as long, have ended. */
function blocksOfEpoch({ blocks, epochBlocks }: Windowed, { seed, trial }: NetworkSeed, epoch: number) {
  const pass = (number: number, count: number) => stream(seed, trial, `blocks:${number}`).permutation(count);
  if (epochBlocks === undefined) return pass(epoch, blockCount(blocks));
  const whole = Math.floor(blocks.rows / blocks.blockRows);
  const first = Math.floor((epoch * epochBlocks) / whole);
  const begun = epoch * epochBlocks - first * whole;
  const order = pass(first, whole).subarray(begun, begun + epochBlocks);
  const more = pass(first + 1, whole).subarray(0, epochBlocks - order.length);
  return Uint32Array.from([...order, ...more]);
}

/** Moves these rows of the room to its beginning. */
function bringForward(blocks: ExampleBlocks, room: BlockRoom, rows: Uint32Array) {
  const moved = roomFor(blocks, rows.length);
  rows.forEach((row, place) => {
    putRows(roomFrom(blocks, moved, place, 1), roomFrom(blocks, room, row, 1));
  });
  putRows(room, moved);
}

/** Reads these rows (indices into all of them) to the beginning of the room, in their order. */
export function readRows(blocks: ExampleBlocks, rows: Uint32Array, room: BlockRoom) {
  const block = roomFor(blocks, blocks.blockRows);
  let held = -1;
  const places = Array.from(rows.keys()).sort((a, b) => rows[a]! - rows[b]!);
  for (const place of places) {
    const wanted = Math.floor(rows[place]! / blocks.blockRows);
    if (wanted !== held) blocks.read(wanted, block);
    held = wanted;
    const row = rows[place]! - wanted * blocks.blockRows;
    putRows(roomFrom(blocks, room, place, 1), roomFrom(blocks, block, row, 1));
  }
}
