import { open } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isNamed } from '../../../data/read/format.js';
import type { DataOptions } from '../../../data/task.js';
import { usageError } from '../../../error.js';
import { isAddress } from '../../address.js';
import type { Loaded } from '../../loaded.js';
import { type DataInput, loadTable } from '../source.js';
import { standardInput } from '../standard-input.js';
import type { BigOptions } from './load.js';

export interface LoadDataOptions extends Partial<DataOptions>, Pick<BigOptions, 'seed' | 'onReading'> {
  readonly workers?: number;
}

/** Reads the table that is trained on: into memory, or as a sample with a cache of all rows when memory would not do or `cache` asks for it. */
export async function loadData(input: DataInput, options: LoadDataOptions): Promise<Loaded> {
  const { cache } = options;
  const path = input instanceof URL && input.protocol === 'file:' ? fileURLToPath(input) : input;
  if (cache === false || typeof path !== 'string' || path === '-' || isAddress(path)) {
    if (cache === undefined || cache === false) return loadTable(input, options);
    throw usageError(
      `--cache needs a file, and the data come from ${path === '-' ? standardInput : 'elsewhere'}.`,
      'Write the rows to a file, or leave the flag out.',
    );
  }
  if (cache === undefined && !(await isTooLarge(path, options))) return loadTable(path, options);
  const { loadBig } = await import('./load.js');
  return loadBig(path, { ...options, cacheFolder: typeof cache === 'string' ? cache : undefined });
}

/** The longest string that V8 holds: longer texts are not read in one piece. */
const longestText = 0x1fffffe8;
/** Measured with tables of numbers and names: the text, the places of its cells and the encoded rows; and the rows again for each worker. */
const bytesForByte = { once: 5, worker: 2 };

/** Whether a text file would take more than half of the memory that there is. What is no text file is left to those who read it. */
async function isTooLarge(path: string, { format, workers }: LoadDataOptions): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { size } = await file.stat();
    const { buffer: head } = await file.read(Buffer.alloc(1), 0, 1, 0);
    const isText =
      format === undefined
        ? !/[[{P]/.test(String.fromCharCode(head[0]!)) || isNamed(path, 'csv')
        : /^[ct]sv$/.test(format);
    if (!isText || size === 0) return false;
    const copies = bytesForByte.once + bytesForByte.worker * (workers ?? availableParallelism());
    return size > longestText || size * copies > availableMemory() / 2;
  } finally {
    await file.close();
  }
}

/** Free memory, where the system or a limit on this process says so. */
function availableMemory(): number {
  const own = process as { availableMemory?: () => number };
  return own.availableMemory?.() ?? freemem();
}
