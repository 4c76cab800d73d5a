import { type Bindable, type Database, openDatabase, type Row, type Statement } from './driver.js';
import { explainSqliteError } from './errors.js';

/** A database with its statements prepared once, transactions, and errors that say what to do. */
export interface Connection {
  run(sql: string, ...values: Bindable[]): number;
  get(sql: string, ...values: Bindable[]): Row | undefined;
  all(sql: string, ...values: Bindable[]): Row[];
  /** Runs several statements. */
  script(sql: string): void;
  /** All of `work` or nothing of it; `write` takes the database's one write lock at once, waiting for it. */
  transaction<T>(mode: 'read' | 'write', work: () => T): T;
  close(): void;
}

/** Opens the file; `patience` is how long it waits for another process's lock, in milliseconds. */
export function connect(path: string, patience: number): Connection {
  const explained = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explainSqliteError(error, path, patience);
    }
  };

  const database: Database = explained(() => openDatabase(path));
  const prepared = new Map<string, Statement>();
  let open = true;

  function statement(sql: string): Statement {
    let found = prepared.get(sql);
    if (found === undefined) prepared.set(sql, (found = database.prepare(sql)));
    return found;
  }

  function transaction<T>(mode: 'read' | 'write', work: () => T): T {
    script(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const result = work();
      script('COMMIT');
      return result;
    } catch (error) {
      rollBack();
      throw error;
    }
  }

  /** SQLite has already rolled back by itself after some errors, and then refuses to. */
  function rollBack() {
    try {
      database.exec('ROLLBACK');
    } catch {}
  }

  /**
   * Brings the write-ahead log into the file, so that the file alone is the whole study. SQLite does it when the last connection closes,
   * but @photostructure/sqlite closes only once its statements are collected.
   */
  function emptyLog() {
    try {
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {}
  }

  const script = (sql: string) => explained(() => database.exec(sql));
  // Optuna does not enforce foreign keys, so a file of its may hold rows that break them.
  script(`PRAGMA busy_timeout = ${patience}; PRAGMA foreign_keys = OFF`);

  return {
    run: (sql, ...values) => explained(() => Number(statement(sql).run(...values).lastInsertRowid)),
    get: (sql, ...values) => explained(() => statement(sql).get(...values)),
    all: (sql, ...values) => explained(() => statement(sql).all(...values)),
    script,
    transaction,
    close() {
      if (!open) return;
      open = false;
      emptyLog();
      database.close();
    },
  };
}
