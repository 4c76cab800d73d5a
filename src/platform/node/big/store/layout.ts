import type { Shape } from './footer.js';

// A cache file, all numbers little-endian:
//
//   8 bytes     opening
//   blocks      each: inputs (rows × inputs), then for each scale targets (rows × targets), then weights (rows) if there are any; float32, row-major
//   footer      JSON in UTF-8
//   32 bytes    SHA-256 of the footer
//   4 bytes     length of the footer
//   8 bytes     closing

export const opening = new TextEncoder().encode('swblock1');
export const closing = new TextEncoder().encode('swblocke');

/** Numbers of a row. */
export const rowWidth = ({ inputs, targetWidth, scales, weighted }: Omit<Shape, 'blockRows'>) =>
  inputs + scales.length * targetWidth + (weighted ? 1 : 0);

/** 8,192 rows, or fewer so that a block has at most 4 MB. */
export const blockRowsFor = (width: number) => Math.max(1, Math.min(8192, Math.floor((4 << 20) / 4 / width)));

/** Where a block begins in the file. */
export const blockAt = (shape: Shape, block: number) =>
  opening.length + block * shape.blockRows * rowWidth(shape) * 4;
