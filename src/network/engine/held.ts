import { usageError } from '../../error.js';
import {
  blockCount,
  type ExampleBlocks,
  type RowShape,
  roomFor,
  roomFrom,
  rowsOfBlock,
  type Windowing,
} from './blocks.js';
import type { Examples } from './engine.js';

/** Rows as an engine has them: in its memory, all of them, or window by window. */
export type Held = Examples | Windowed;

/** Blocks of which `rows` rows are in memory at a time. */
export interface Windowed {
  readonly blocks: ExampleBlocks;
  readonly rows: number;
  /** Whole blocks of an epoch, where it has not all of them. */
  readonly epochBlocks?: number;
}

export const isWindowed = (held: Held): held is Windowed => 'blocks' in held;

/** Rows of an epoch. */
export function rowsOf(held: Held): number {
  if (!isWindowed(held)) return held.rows;
  const { blocks, epochBlocks } = held;
  return epochBlocks === undefined ? blocks.rows : epochBlocks * blocks.blockRows;
}

export const shapeOfRows = (held: Held): RowShape =>
  isWindowed(held)
    ? held.blocks
    : {
        inputs: held.inputs.length / held.rows,
        targetWidth: held.targets.length / held.rows,
        weighted: held.weights !== undefined,
      };

/** Bytes of a window's rows where no count is given: thousands of batches, and four workers' windows in a quarter of a gigabyte. */
const usualBytes = 64e6;

/** Rows of a window where no count is given: the same for the same blocks on any machine. */
export function usualWindowRows({ inputs, targetWidth, weighted, blockRows }: ExampleBlocks): number {
  const numbers = inputs + targetWidth + (weighted ? 1 : 0) + 1;
  return Math.max(2 * blockRows, Math.floor(usualBytes / (4 * numbers)));
}

/** What an engine is to hold of what it is given; throws when blocks are larger than their window. */
export function heldOf(source: Examples | ExampleBlocks, { windowRows, epochRows }: Windowing = {}): Held {
  if (!('read' in source)) return source;
  const { blockRows } = source;
  const most = windowRows ?? usualWindowRows(source);
  const epochBlocks = Math.max(1, Math.floor((epochRows ?? Number.POSITIVE_INFINITY) / blockRows));
  if (epochBlocks < Math.floor(source.rows / blockRows))
    return {
      blocks: source,
      rows: roomOfBlock(source, Math.min(most, epochBlocks * blockRows)),
      epochBlocks,
    };
  if (source.rows <= most) return wholeOf(source);
  return { blocks: source, rows: roomOfBlock(source, most) };
}

function roomOfBlock({ blockRows }: ExampleBlocks, windowRows: number): number {
  if (windowRows >= blockRows) return windowRows;
  throw usageError(
    `a window of ${windowRows} rows cannot hold a block of ${blockRows}.`,
    'Give a larger window, or smaller blocks.',
  );
}

/** Most rows of a step: what is too little for one stays in the window, and a block has to fit behind it. */
export function mostBatch(windowed: Windowed): number {
  const { blocks, rows } = windowed;
  return rows >= rowsOf(windowed) ? rows : rows - blocks.blockRows + 1;
}

/** All rows in memory. */
function wholeOf(blocks: ExampleBlocks): Examples {
  const room = roomFor(blocks, blocks.rows);
  for (let block = 0; block < blockCount(blocks); block++)
    blocks.read(block, roomFrom(blocks, room, block * blocks.blockRows, rowsOfBlock(blocks, block)));
  return { rows: blocks.rows, ...room };
}
