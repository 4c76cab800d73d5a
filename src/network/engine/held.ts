import { usageError } from '../../error.js';
import { blockCount, type ExampleBlocks, type RowShape, roomFor, roomFrom, rowsOfBlock } from './blocks.js';
import type { Examples } from './engine.js';

/** Rows as an engine has them: in its memory, all of them, or window by window. */
export type Held = Examples | Windowed;

/** Blocks of which `rows` rows are in memory at a time. */
export interface Windowed {
  readonly blocks: ExampleBlocks;
  readonly rows: number;
}

export const isWindowed = (held: Held): held is Windowed => 'blocks' in held;

/** Rows of an epoch. */
export const rowsOf = (held: Held) => (isWindowed(held) ? held.blocks.rows : held.rows);

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
export function heldOf(source: Examples | ExampleBlocks, windowRows?: number): Held {
  if (!('read' in source)) return source;
  const rows = windowRows ?? usualWindowRows(source);
  if (source.rows <= rows) return wholeOf(source);
  if (rows >= source.blockRows) return { blocks: source, rows };
  throw usageError(
    `a window of ${rows} rows cannot hold a block of ${source.blockRows}.`,
    'Give a larger window, or smaller blocks.',
  );
}

/** All rows in memory. */
function wholeOf(blocks: ExampleBlocks): Examples {
  const room = roomFor(blocks, blocks.rows);
  for (let block = 0; block < blockCount(blocks); block++)
    blocks.read(block, roomFrom(blocks, room, block * blocks.blockRows, rowsOfBlock(blocks, block)));
  return { rows: blocks.rows, ...room };
}
