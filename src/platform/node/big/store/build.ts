import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dataError, storageError } from '../../../../error.js';
import type { EncodedRows, RowEncoder } from '../../../../tune/whole/row-encoder.js';
import { writeProblem } from '../../write-whole.js';
import type { PiecewiseTable } from '../piecewise.js';
import type { Footer, Shape } from './footer.js';
import { blockRowsFor, rowWidth } from './layout.js';
import { shuffler } from './shuffle.js';
import { blocksWriter } from './write.js';

export interface BuildOptions {
  readonly path: string;
  readonly table: PiecewiseTable;
  readonly encoder: RowEncoder;
  readonly about: Pick<Footer, 'source' | 'identity' | 'fileRows'>;
  readonly seed: number;
  /** Told the share of the rows that are encoded, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Encodes a table's training rows into a cache file, in random order; the file appears whole or not at all. Throws data errors for what cannot be
 * read or encoded, and a storage error that says what stands in the way of writing.
 */
export async function buildCache(options: BuildOptions): Promise<Footer> {
  const { path, encoder } = options;
  const shape: Shape = {
    inputs: encoder.inputs,
    targetWidth: encoder.targetWidth,
    scales: [...encoder.scales] as Footer['scales'],
    weighted: encoder.weighted,
    blockRows: 1,
  };
  const width = rowWidth(shape);
  const temporary = join(dirname(path), `.${process.pid}-${Date.now()}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await refuseFullDisk(dirname(path), 2 * options.about.fileRows * width * 4);
    return await build(options, { ...shape, blockRows: blockRowsFor(width) }, temporary);
  } catch (error) {
    throw writeProblem(error, path, 'Name another folder with --cache FOLDER.');
  } finally {
    for (const ending of ['part', 'shuffle']) rmSync(`${temporary}.${ending}`, { force: true });
  }
}

async function build(options: BuildOptions, shape: Shape, temporary: string): Promise<Footer> {
  const { path, table, encoder, about, seed, onProgress } = options;
  const width = rowWidth(shape);
  const shuffled = shuffler({ path: `${temporary}.shuffle`, width, rows: about.fileRows, seed });
  const file = openSync(`${temporary}.part`, 'w');
  try {
    let read = 0;
    for await (const piece of table.pieces()) {
      const encoded = encoder.encode(piece);
      for (let row = 0; row < encoded.rows; row++) {
        const { into, at } = shuffled.next();
        copyRow(encoded, row, shape, into, at);
      }
      read += piece.rows;
      onProgress?.((0.8 * read) / about.fileRows);
    }
    const writer = blocksWriter(file, shape);
    for (let pile = 0; pile < shuffled.piles; pile++) {
      shuffled.pile(pile, writer.add);
      onProgress?.(0.8 + (0.2 * (pile + 1)) / shuffled.piles);
      await nextTurn();
    }
    const footer = writer.finish(about);
    if (footer.rows === 0)
      throw dataError('no row is left to train on.', 'Give more rows, or another --split.');
    renameSync(`${temporary}.part`, path);
    return footer;
  } finally {
    closeSync(file);
    shuffled.close();
  }
}

function copyRow(
  encoded: EncodedRows,
  row: number,
  { inputs, targetWidth }: Shape,
  into: Float32Array,
  at: number,
) {
  let place = at;
  const from = encoded.inputs;
  for (let i = 0, start = row * inputs; i < inputs; i++) into[place++] = from[start + i]!;
  for (const targets of encoded.targets)
    for (let k = 0; k < targetWidth; k++) into[place++] = targets[row * targetWidth + k]!;
  if (encoded.weights) into[place] = encoded.weights[row]!;
}

/** The rows lie there twice for a while. */
async function refuseFullDisk(folder: string, bytes: number) {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  throw storageError(
    `the disk of "${folder}" has ${gigabytes(bavail * bsize)} left, and the cache needs ${gigabytes(bytes)} while it is written.`,
    'Make room, or name a folder on another disk with --cache FOLDER.',
  );
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
