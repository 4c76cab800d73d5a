import { readAnyTable } from '../data/read-table.js';
import { tableFromRecords } from '../data/records.js';
import type { Table } from '../data/table.js';
import type { DataOptions } from '../data/task.js';
import type { Source } from '../tune/study-start.js';
import type { WholeTable } from './whole-table.js';

export interface Loaded {
  readonly table: Table;
  readonly source: Source;
  /** Present when `table` is but a sample of the file's rows. */
  readonly whole?: WholeTable;
}

/** SHA-256 in lower-case hexadecimal. */
export type Hash = (bytes: Uint8Array) => string;

/** What rows are called that did not come from a file. */
export const unnamed = 'the data';

/** Reads the bytes of a file in any format and notes what they were; throws data errors. */
export async function loadBytes(
  bytes: Uint8Array,
  from: Pick<Source, 'file' | 'path'>,
  options: Partial<DataOptions>,
  hash: Hash,
): Promise<Loaded> {
  const table = await readAnyTable(bytes, from.file, options);
  return { table, source: { ...from, bytes: bytes.length, sha256: hash(bytes) } };
}

/** Reads records; they are recognised by their JSON. */
export function loadRecords(records: readonly object[], options: Partial<DataOptions>, hash: Hash): Loaded {
  const table = tableFromRecords(records, undefined, options.ignore);
  const bytes = new TextEncoder().encode(JSON.stringify(records, plainBigInts));
  return { table, source: { file: table.name, bytes: bytes.length, sha256: hash(bytes) } };
}

const plainBigInts = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
