import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataOptions } from '../../data/task.js';
import { fetchBytes, isAddress } from '../address.js';
import { type Loaded, loadBytes, loadRecords, unnamed } from '../loaded.js';
import { isQuery, queryFile, queryName } from './query/query-file.js';
import { readFileBytes } from './read-file.js';
import { readStandardInput, standardInput } from './standard-input.js';

/** A table's rows: the path of a file, an http(s) address, `-` for standard input, `sql:` and a query for DuckDB, a file's bytes, or records. */
export type DataInput = string | URL | Uint8Array | readonly object[];

/** Reads a table and says where it came from; throws a data error for what is missing, empty, a folder or unreadable. */
export async function loadTable(input: DataInput, options: Partial<DataOptions>): Promise<Loaded> {
  if (input instanceof Uint8Array) return loadBytes(input, { file: unnamed }, options, sha256);
  if (input instanceof URL)
    return loadTable(input.protocol === 'file:' ? fileURLToPath(input) : input.href, options);
  if (typeof input !== 'string') return loadRecords(input, options, sha256);
  const { bytes, from } = await open(input);
  return loadBytes(bytes, from, options, sha256);
}

async function open(input: string) {
  if (isQuery(input)) return queried(input);
  if (input === '-') return { bytes: await readStandardInput(), from: { file: standardInput } };
  if (isAddress(input)) return fetchBytes(input);
  return { bytes: await readFileBytes(input), from: { file: basename(input), path: resolve(input) } };
}

/** The rows of a query that are few enough for memory. */
async function queried(input: string) {
  const file = await queryFile(input, tmpdir());
  try {
    return { bytes: await readFileBytes(file.path), from: { file: `${queryName}.csv`, path: input } };
  } finally {
    file.remove();
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
