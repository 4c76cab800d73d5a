import { stream } from '../../math/random.js';
import { type BlockRoom, blockCount, type ExampleBlocks, putRows, roomFor, roomFrom } from './blocks.js';
import type { NetworkSeed } from './engine.js';
import type { Windowed } from './held.js';

// Training on more rows than an engine's memory holds. An epoch takes the blocks in a seeded order, as many at once as the window holds,
// shuffles the window's rows and takes steps with them. What is too little for a step stays and is shuffled among the next window's rows, so
// that all steps but the epoch's last have whole batches. Nothing of a window outlives its epoch, so a network can be saved after each.

/** An engine's memory of a window, and what it does with the rows there. */
export interface WindowMemory {
  /** The rows' memory as it lies now. */
  room(): BlockRoom;
  /**
   * Puts the first `rows` rows into the order named by `key` and takes steps with the first `trained` of that order, which are the steps
   * from `step` on of the epoch; their summed loss.
   */
  train(rows: number, trained: number, key: number, step: number): number;
  /** The order of the last `train`. */
  order(): Uint32Array;
}

export interface WindowEpoch {
  readonly seed: NetworkSeed;
  /** Counted from 0. */
  readonly epoch: number;
  readonly batchSize: number;
}

/** One epoch, window by window; the summed loss of its rows. */
export function trainThroughWindows(
  windowed: Windowed,
  { seed, epoch, batchSize }: WindowEpoch,
  memory: WindowMemory,
): number {
  const { blocks, rows: most } = windowed;
  const order = blocksOfEpoch(windowed, seed, epoch);
  let [loss, step, rows, next] = [0, 0, 0, 0];
  for (let window = 0; next < order.length; window++) {
    for (; next < order.length && rows + blocks.blockRows <= most; next++)
      rows += blocks.read(order[next]!, roomFrom(blocks, memory.room(), rows, blocks.blockRows));
    const trained = next < order.length ? rows - (rows % batchSize) : rows;
    loss += memory.train(rows, trained, keyOf(seed, `order:${epoch}:${window}`), step);
    step += Math.ceil(trained / batchSize);
    bringForward(blocks, memory.room(), memory.order().slice(trained, rows));
    rows -= trained;
  }
  return loss;
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
