import { usageError } from '../../error.js';
import type { Examples } from './engine.js';

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
   * Copies a block's rows to the beginning of `into`, whose arrays have room for `blockRows` rows, and leaves the rest of them alone; the
   * count of rows copied. Throws for a block that is not there, and what reading throws.
   */
  read(block: number, into: BlockRoom): number;
}

/** Where a block goes; row-major as in `Examples`. */
export interface BlockRoom {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  /** Given where the rows have weights. */
  readonly weights?: Float32Array;
}

export const blockCount = ({ rows, blockRows }: Pick<ExampleBlocks, 'rows' | 'blockRows'>) =>
  Math.ceil(rows / blockRows);

/** Rows of one block: `blockRows`, or what is left for the last. Throws for a block that is not there. */
export function rowsOfBlock(blocks: Pick<ExampleBlocks, 'rows' | 'blockRows'>, block: number): number {
  const count = blockCount(blocks);
  if (!(Number.isInteger(block) && block >= 0 && block < count))
    throw usageError(`there is no block ${block}: ${blocks.rows} rows are blocks 0 to ${count - 1}.`);
  return Math.min(blocks.blockRows, blocks.rows - block * blocks.blockRows);
}

/** Rows in memory, its own or shared, in blocks. */
export function blocksOf(examples: Examples, blockRows: number): ExampleBlocks {
  const { rows, inputs, targets, weights } = examples;
  if (!(Number.isInteger(blockRows) && blockRows >= 1))
    throw usageError(`a block of ${blockRows} rows: it must be a whole number of at least 1.`);
  const width = inputs.length / rows;
  const targetWidth = targets.length / rows;
  const part = (values: Float32Array, block: number, count: number, columns: number) =>
    values.subarray(block * blockRows * columns, (block * blockRows + count) * columns);
  return {
    rows,
    inputs: width,
    targetWidth,
    weighted: weights !== undefined,
    blockRows,
    read(block, into) {
      const count = rowsOfBlock({ rows, blockRows }, block);
      into.inputs.set(part(inputs, block, count, width));
      into.targets.set(part(targets, block, count, targetWidth));
      if (weights !== undefined) into.weights!.set(part(weights, block, count, 1));
      return count;
    },
  };
}
