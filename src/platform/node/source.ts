import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { DataOptions } from '../../data/task.js';
import { dataError } from '../../error.js';
import { type Loaded, loadBytes, loadRecords, unnamed } from '../loaded.js';

/** A table's rows: the path of a file, a file's bytes, or records. */
export type DataInput = string | Uint8Array | readonly object[];

/** Reads a table and says where it came from; throws a data error for a file that is missing, empty, a folder or unreadable. */
export async function loadTable(input: DataInput, options: Partial<DataOptions>): Promise<Loaded> {
  if (input instanceof Uint8Array) return loadBytes(input, { file: unnamed }, options, sha256);
  if (typeof input !== 'string') return loadRecords(input, sha256);
  const from = { file: basename(input), path: resolve(input) };
  return loadBytes(await readBytes(input), from, options, sha256);
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
