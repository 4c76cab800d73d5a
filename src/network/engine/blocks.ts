import { usageError } from '../../error.js';

/**
 * Encoded rows that are read block by block, because they lie on a disk or in memory that several engines share. Every block but the last
 * has `blockRows` rows; block b begins with row b × blockRows. Rows never change while an engine has them.
 */
export interface ExampleBlocks {
  readonly rows: number;
  /** Numbers in a row. */
  readonly inputs: number;
  /** Targets of a row. */
  readonly targetWidth: number;
  /** Whether rows have weights (see `Examples`). */
  readonly weighted: boolean;
  readonly blockRows: number;
  /**
   * Copies a block's rows to the beginning of `into`, whose arrays have room for its rows (see `rowsOfBlock`), and leaves the rest of them
   * alone; the count of rows copied. Throws for a block that is not there, and what reading throws.
   */
  read(block: number, into: BlockRoom): number;
}

/** How blocks are to be trained on. */
export interface Windowing {
  /** Most rows in memory at a time; default 64 MB of them. */
  readonly windowRows?: number;
  /**
   * Rows of an epoch, rounded down to whole blocks, at least one; default all rows. Epoch e goes on in the seeded order of all whole blocks
   * where e epochs of that length end, and into a further order when that is used up.
   */
  readonly epochRows?: number;
}

/** Where a block goes; row-major as in `Examples`. */
export interface BlockRoom {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  /** Given where the rows have weights. */
  readonly weights?: Float32Array;
}

/** What a row holds. */
export type RowShape = Pick<ExampleBlocks, 'inputs' | 'targetWidth' | 'weighted'>;

export const blockCount = ({ rows, blockRows }: Pick<ExampleBlocks, 'rows' | 'blockRows'>) =>
  Math.ceil(rows / blockRows);

/** Rows of one block: `blockRows`, or what is left for the last. Throws for a block that is not there. */
export function rowsOfBlock(blocks: Pick<ExampleBlocks, 'rows' | 'blockRows'>, block: number): number {
  const count = blockCount(blocks);
  if (!(Number.isInteger(block) && block >= 0 && block < count))
    throw usageError(`there is no block ${block}: ${blocks.rows} rows are blocks 0 to ${count - 1}.`);
  return Math.min(blocks.blockRows, blocks.rows - block * blocks.blockRows);
}

/** Memory for so many rows. */
export const roomFor = ({ inputs, targetWidth, weighted }: RowShape, rows: number): BlockRoom => ({
  inputs: new Float32Array(rows * inputs),
  targets: new Float32Array(rows * targetWidth),
  ...(weighted && { weights: new Float32Array(rows) }),
});

/** The room of `count` rows, `first` and those behind it. */
export function roomFrom(
  { inputs, targetWidth }: Pick<RowShape, 'inputs' | 'targetWidth'>,
  room: BlockRoom,
  first: number,
  count: number,
): BlockRoom {
  const part = (values: Float32Array, width: number) =>
    values.subarray(first * width, (first + count) * width);
  return {
    inputs: part(room.inputs, inputs),
    targets: part(room.targets, targetWidth),
    ...(room.weights && { weights: part(room.weights, 1) }),
  };
}

/** Copies rows to the beginning of a room. */
export function putRows(to: BlockRoom, { inputs, targets, weights }: BlockRoom) {
  to.inputs.set(inputs);
  to.targets.set(targets);
  if (weights) to.weights!.set(weights);
}
