import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { readTable } from '../../data/read-table.js';
import { tableFromRecords } from '../../data/records.js';
import type { Table } from '../../data/table.js';
import type { DataOptions } from '../../data/task.js';
import { dataError } from '../../error.js';
import type { Source } from '../../tune/study-start.js';

/** A table's rows: the path of a file, a file's bytes, or records. */
export type DataInput = string | Uint8Array | readonly object[];

export interface Loaded {
  readonly table: Table;
  readonly source: Source;
}

/** Reads a table and says where it came from; throws a data error for a file that is missing, empty, a folder or unreadable. */
export async function loadTable(input: DataInput, options: Partial<DataOptions>): Promise<Loaded> {
  if (typeof input === 'string')
    return fromBytes(await readBytes(input), basename(input), options, resolve(input));
  if (input instanceof Uint8Array) return fromBytes(input, 'the data', options);
  const table = tableFromRecords(input);
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  return { table, source: { file: table.name, bytes: bytes.length, sha256: sha256(bytes) } };
}

function fromBytes(bytes: Uint8Array, file: string, options: Partial<DataOptions>, path?: string): Loaded {
  const table = readTable(bytes, file, options);
  return { table, source: { file, path, bytes: bytes.length, sha256: sha256(bytes) } };
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const about = await stat(path);
    if (about.isDirectory())
      throw dataError(`"${path}" is a folder, not a file.`, 'Name a CSV or TSV file in it.');
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw dataError(
        `there is no file "${path}".`,
        'Check the path; it is looked up from the current folder.',
      );
    if (code === 'EACCES')
      throw dataError(`the file "${path}" may not be read.`, 'Change its permissions, or copy it.');
    throw error;
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
