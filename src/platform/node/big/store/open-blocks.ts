import { closeSync, openSync } from 'node:fs';
import { rowsOfBlock } from '../../../../network/engine/blocks.js';
import type { OpenBlocks } from '../../../../tune/part-rows.js';
import { readAll } from './bytes.js';
import type { Shape } from './footer.js';
import { blockAt } from './layout.js';

/** A cache file's rows with their targets in one of the scales, until `close`. */
export const openBlocks: OpenBlocks = (stored, scale) => {
  const { rows, blockRows, inputs, targetWidth, weighted, scales } = stored;
  const file = openSync(stored.path, 'r');
  const shape = { ...stored, scales: [...scales] as Shape['scales'] };
  const before = inputs + scales.indexOf(scale) * targetWidth;
  const last = inputs + scales.length * targetWidth;
  return {
    rows,
    inputs,
    targetWidth,
    weighted,
    blockRows,
    read(block, into) {
      const count = rowsOfBlock(stored, block);
      const at = blockAt(shape, block);
      readAll(file, bytesOf(into.inputs, count * inputs), at);
      readAll(file, bytesOf(into.targets, count * targetWidth), at + count * before * 4);
      if (weighted) readAll(file, bytesOf(into.weights!, count), at + count * last * 4);
      return count;
    },
    close: () => closeSync(file),
  };
};

const bytesOf = ({ buffer, byteOffset }: Float32Array, length: number) =>
  new Uint8Array(buffer, byteOffset, length * 4);
