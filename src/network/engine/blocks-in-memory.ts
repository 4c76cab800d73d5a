import { usageError } from '../../error.js';
import { type ExampleBlocks, putRows, roomFrom, rowsOfBlock } from './blocks.js';
import type { Examples } from './engine.js';

/** Rows in memory, its own or shared, in blocks. */
export function blocksOf(examples: Examples, blockRows: number): ExampleBlocks {
  const { rows, inputs, targets, weights } = examples;
  if (!(Number.isInteger(blockRows) && blockRows >= 1))
    throw usageError(`a block of ${blockRows} rows: it must be a whole number of at least 1.`);
  const shape = {
    inputs: inputs.length / rows,
    targetWidth: targets.length / rows,
    weighted: weights !== undefined,
  };
  return {
    rows,
    ...shape,
    blockRows,
    read(block, into) {
      const count = rowsOfBlock({ rows, blockRows }, block);
      putRows(into, roomFrom(shape, examples, block * blockRows, count));
      return count;
    },
  };
}
