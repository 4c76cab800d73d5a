import { open } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isNamed } from '../../../data/read/format.js';
import type { DataOptions } from '../../../data/task.js';
import { usageError } from '../../../error.js';
import { isAddress } from '../../address.js';
import type { Loaded } from '../../loaded.js';
import { everythingIn, isQuery, queryFile, queryName } from '../query/query-file.js';
import { type DataInput, loadTable } from '../source.js';
import { standardInput } from '../standard-input.js';
import { type BigOptions, loadBig } from './load.js';
import { cacheFolder } from './store/folder.js';

export interface LoadDataOptions extends Partial<DataOptions>, Pick<BigOptions, 'seed' | 'onReading'> {
  readonly workers?: number;
}

/**
 * Reads the table that is trained on: into memory, or, when that would not do or `cache` asks for it, as a sample with a cache of all rows on the disk.
 * Throws a usage error for a cache of what is no file.
 */
export async function loadData(input: DataInput, options: LoadDataOptions): Promise<Loaded> {
  const { cache } = options;
  const path = input instanceof URL && input.protocol === 'file:' ? fileURLToPath(input) : input;
  if (cache === false) return loadTable(path, options);
  if (typeof path !== 'string' || path === '-' || isAddress(path)) {
    if (cache === undefined) return loadTable(path, options);
    throw usageError(
      `--cache needs a file, and the data come from ${path === '-' ? standardInput : 'elsewhere'}.`,
      'Write the rows to a file, or leave the flag out.',
    );
  }
  const folder = typeof cache === 'string' ? cache : undefined;
  if (isQuery(path)) return loadQuery(path, { ...options, cacheFolder: folder ?? cacheFolder(queryName) });
  const kind = await kindOf(path, options);
  if (kind === undefined || (cache === undefined && !isTooLarge(kind.size, options)))
    return loadTable(path, options);
  if (kind.format === 'text') return loadBig(path, { ...options, cacheFolder: folder });
  if (kind.format === 'parquet')
    return loadQuery(everythingIn(path), {
      ...options,
      cache: true,
      cacheFolder: folder ?? cacheFolder(path),
    });
  throw usageError(
    `"${path}" holds JSON, which is not read in pieces.`,
    `Let DuckDB read it: --query "select * from '${path}'"`,
  );
}

/** The rows of a query come as CSV, which is then read as any other. */
async function loadQuery(
  query: string,
  options: LoadDataOptions & { readonly cacheFolder: string },
): Promise<Loaded> {
  const file = await queryFile(query, options.cacheFolder);
  const from = { file: `${queryName}.csv`, path: query };
  const reading = { ...options, format: 'csv', delimiter: ',', encoding: undefined } as const;
  const { size } = (await kindOf(file.path, reading)) ?? { size: 0 };
  if (options.cache !== undefined || isTooLarge(size, options))
    return loadBig(file.path, { ...reading, from, done: file.remove });
  try {
    const { table, source } = await loadTable(file.path, reading);
    return { table: { ...table, name: from.file }, source: { ...source, ...from } };
  } finally {
    file.remove();
  }
}

/** The longest string that V8 holds: longer texts are not read in one piece. */
const longestText = 0x1fffffe8;
/** What a byte of text becomes: itself, the places of its cells and the encoded rows; and the rows once more for each worker. */
const copies = { once: 5, worker: 2 };

/** Whether so much text would take more than half of the memory that there is. */
function isTooLarge(size: number, { workers = availableParallelism() }: LoadDataOptions): boolean {
  return size > longestText || size * (copies.once + copies.worker * workers) > availableMemory() / 2;
}

interface FileKind {
  readonly format: 'text' | 'parquet' | 'json';
  readonly size: number;
}

/** By how it begins; undefined for what cannot be opened, which is left to those who read it. */
async function kindOf(path: string, { format }: LoadDataOptions): Promise<FileKind | undefined> {
  const file = await open(path).catch(() => undefined);
  try {
    const { size = 0 } = (await file?.stat().catch(() => undefined)) ?? {};
    if (file === undefined || size === 0) return undefined;
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const begins = buffer.toString('latin1');
    if (format === 'parquet' || (format === undefined && begins === 'PAR1'))
      return { format: 'parquet', size };
    const isJson =
      format === undefined ? /^[[{]/.test(begins) && !isNamed(path, 'csv') : /json$/.test(format);
    return { format: isJson ? 'json' : 'text', size };
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Free memory, where the system or a limit on this process says so. */
function availableMemory(): number {
  const own = process as { availableMemory?: () => number };
  return own.availableMemory?.() ?? freemem();
}
