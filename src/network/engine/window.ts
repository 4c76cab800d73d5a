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

/** One pass over all blocks, window by window; the summed loss of all rows. */
export function trainThroughWindows(
  { blocks, rows: most }: Windowed,
  { seed: { seed, trial }, epoch, batchSize }: WindowEpoch,
  memory: WindowMemory,
): number {
  const order = stream(seed, trial, `blocks:${epoch}`).permutation(blockCount(blocks));
  let [loss, step, rows, next] = [0, 0, 0, 0];
  for (let window = 0; next < order.length; window++) {
    for (; next < order.length && rows + blocks.blockRows <= most; next++)
      rows += blocks.read(order[next]!, roomFrom(blocks, memory.room(), rows, blocks.blockRows));
    const trained = next < order.length ? rows - (rows % batchSize) : rows;
    loss += memory.train(rows, trained, stream(seed, trial, `order:${epoch}:${window}`).uint32(), step);
    step += Math.ceil(trained / batchSize);
    bringForward(blocks, memory.room(), memory.order().slice(trained, rows));
    rows -= trained;
  }
  return loss;
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
