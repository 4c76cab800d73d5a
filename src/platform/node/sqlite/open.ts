import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SweetspotError, storageError } from '../../../error.js';
import type { Store } from '../../../study/store/store.js';
import { type Connection, connect } from './connection.js';
import { parseSqliteLocation } from './location.js';
import { prepareSchema } from './schema.js';
import { sqliteStore } from './store.js';

export interface SqliteOptions {
  /** Whether a file that does not exist is made, with its folders; default true. */
  readonly create?: boolean;
  /** How long to wait for another process's lock, in milliseconds; default 10,000. */
  readonly patience?: number;
}

/**
 * Opens studies in an SQLite file, in Optuna's schema, many processes at once. Throws a SweetspotError of kind `storage` when the file
 * cannot be used and says why.
 */
export function openSqlite(storage: string, { create = true, patience = 10_000 }: SqliteOptions = {}): Store {
  const { path, url, synchronous } = parseSqliteLocation(storage);
  prepareFile(path, create);
  const connection = connect(path, patience);
  try {
    useWriteAheadLog(connection);
    connection.script(`PRAGMA synchronous = ${synchronous}`);
    prepareSchema(connection, path);
  } catch (error) {
    connection.close();
    throw error;
  }
  return sqliteStore(connection, url);
}

function prepareFile(path: string, create: boolean): void {
  const found = inspect(path);
  if (found === 'folder')
    throw storageError(`"${path}" is a folder, not a file`, `Name a file in it, as ${path}/studies.db.`);
  if (found === 'nothing' && !create)
    throw storageError(
      `there are no studies yet: "${path}" does not exist`,
      'Make one with sweetspot tune, or name another file with --storage.',
    );
  if (found === 'nothing') makeFolder(path);
}

function inspect(path: string): 'file' | 'folder' | 'nothing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw storageError(
      `the folder of "${path}" cannot be made: ${(cause as Error).message}`,
      'Name a file elsewhere with --storage.',
      cause,
    );
  }
}

/** The mode stays with the file. Another process may hold the file just now; then that one sets it, or the next that opens it. */
function useWriteAheadLog(connection: Connection): void {
  if (connection.get('PRAGMA journal_mode')?.journal_mode === 'wal') return;
  try {
    connection.script('PRAGMA journal_mode = WAL');
  } catch (error) {
    if (!(error instanceof SweetspotError && isBusy(error.cause))) throw error;
  }
}

const isBusy = (cause: unknown) => (((cause as { errcode?: number })?.errcode ?? 0) & 0xff) === 5;
