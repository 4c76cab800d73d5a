import type { ExampleBlocks } from '../network/engine/blocks.js';
import { blocksOf } from '../network/engine/blocks-in-memory.js';
import type { Examples } from '../network/engine/engine.js';
import type { Part, StoredRows } from './runner.js';
import type { TargetScale } from './setting.js';

/** Opens rows on a disk, with the targets of one scale, for a training to read and to close. */
export type OpenBlocks = (stored: StoredRows, scale: TargetScale) => OpenedBlocks;

export type OpenedBlocks = ExampleBlocks & { close(): void };

/** Training rows of more bytes than this are trained on through a window, so that each worker need not hold a copy of all of them. */
const mostCopied = 128e6;

/** Few rows, so that an epoch of a part of them has rows from all over the table; many, so that reading them costs little. */
const blockRows = 256;

export const isLarge = (rows: number, numbersOfRow: number) => 4 * rows * numbersOfRow > mostCopied;

/** Whether trials on this part have rows as a budget, for they are many. */
export const hasManyRows = ({ stored, windowed }: Pick<Part, 'stored' | 'windowed'>) =>
  stored !== undefined || windowed === true;

/** What a training on the part reads; where rows are on a disk, `open` opens them. */
export function rowsOfPart(part: Part, scale: TargetScale, open?: OpenBlocks): Examples | ExampleBlocks {
  const { stored, windowed, rows, trainInputs: inputs, trainWeights: weights } = part;
  if (stored !== undefined) {
    if (open === undefined) throw new Error(`rows in ${stored.path} cannot be read here.`);
    return open(stored, scale);
  }
  const examples = { rows, inputs, targets: part.trainTargets[scale]!, weights };
  return windowed ? blocksOf(examples, blockRows) : examples;
}

/** Lets go of what `rowsOfPart` opened. */
export function closeRows(source: Examples | ExampleBlocks) {
  if ('close' in source) (source as OpenedBlocks).close();
}
