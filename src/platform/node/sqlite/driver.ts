import { createRequire } from 'node:module';

/** The part of the `node:sqlite` API that the store needs. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export type Bindable = string | number | null;
export type Row = Record<string, string | number | null>;

export interface Statement {
  run(...values: Bindable[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: Bindable[]): Row | undefined;
  all(...values: Bindable[]): Row[];
}

type Driver = { DatabaseSync: new (path: string) => Database };

/** Before this, two connections that write and checkpoint at once can, rarely, damage a WAL database (sqlite.org/wal.html). */
const soundVersion = [3, 51, 3];

/**
 * Opens a database file with the SQLite that is built into Node (22.13 and later) when that one is sound, else with the package
 * that brings the same API and a newer SQLite to Node 20.
 */
export function openDatabase(path: string): Database {
  const driver = (isSound(process.versions.sqlite) ? builtIn() : undefined) ?? packaged() ?? builtIn();
  if (driver === undefined)
    throw new Error('no SQLite: Node has none built in and @photostructure/sqlite is not installed');
  return new driver.DatabaseSync(path);
}

export function isSound(version: string | undefined): boolean {
  if (version === undefined) return false;
  const parts = version.split('.').map(Number);
  const differing = soundVersion.findIndex((part, i) => part !== (parts[i] ?? 0));
  return differing < 0 || (parts[differing] ?? 0) > soundVersion[differing]!;
}

function packaged(): Driver | undefined {
  try {
    return createRequire(import.meta.url)('@photostructure/sqlite') as Driver;
  } catch {
    return undefined;
  }
}

/** Node announces on stderr that its SQLite is experimental; the announcement is withheld during this one synchronous call. */
function builtIn(): Driver | undefined {
  const announce = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule?.('node:sqlite' as 'node:fs') as unknown as Driver | undefined;
  } finally {
    process.emitWarning = announce;
  }
}
