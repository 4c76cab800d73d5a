import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SweetspotError } from '../../../error.js';
import { contractSetting, contractSpace } from '../../../study/store/store.contract.js';
import { openStore } from '../open-store.js';
import { type Database, isSound, openDatabase } from './driver.js';
import { parseSqliteLocation } from './location.js';
import { openSqlite } from './open.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-open-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

function caught(work: () => unknown): SweetspotError {
  try {
    work();
  } catch (error) {
    return error as SweetspotError;
  }
  throw new Error('nothing was thrown');
}

function alter(path: string, change: (database: Database) => void) {
  const database = openDatabase(path);
  change(database);
  database.close();
}

describe('where studies are', () => {
  test.for([
    ['sqlite:///a/b.db', 'a/b.db', 'sqlite:///a/b.db', 'normal'],
    ['sqlite:////tmp/b.db', '/tmp/b.db', 'sqlite:////tmp/b.db', 'normal'],
    ['sqlite:///b.db?synchronous=full', 'b.db', 'sqlite:///b.db', 'full'],
    ['studies.db', 'studies.db', 'sqlite:///studies.db', 'normal'],
    ['/tmp/x y.db', '/tmp/x y.db', 'sqlite:////tmp/x y.db', 'normal'],
  ] as const)('%s', ([storage, path, url, synchronous]) => {
    expect(parseSqliteLocation(storage)).toEqual({ path, url, synchronous });
  });

  test.for([
    ['mysql://host/db', /"mysql:\/\/host\/db" is not a storage that is known/],
    ['sqlite://b.db', /is not a storage that is known/],
    ['sqlite:///', /is not a storage|names no file/],
    ['folder/', /names no file/],
    ['b.db?mode=ro', /has an option that is not known: mode=ro/],
  ] as const)('%s is refused', ([storage, message]) => {
    const error = caught(() => parseSqliteLocation(storage));
    expect([error.kind, error.message, error.next]).toEqual([
      'usage',
      expect.stringMatching(message),
      expect.any(String),
    ]);
  });

  test('openStore takes a URL, a path or memory:', async () => {
    const url = `sqlite:///${file('deep/er/studies.db')}`;
    for (const storage of [url, file('plain.db'), 'memory:']) {
      const store = await openStore(storage);
      expect(await store.list()).toEqual([]);
      await store.close();
      await store.close();
    }
    await expect(openStore('postgresql://user:secret@host/db')).rejects.toThrow(
      '"postgresql://host/db" is PostgreSQL',
    );
  });
});

describe('a file that cannot be used says why', () => {
  test('no database', () => {
    writeFileSync(file('text.db'), 'a,b\n1,2\n'.repeat(200));
    const error = caught(() => openSqlite(file('text.db')));
    expect([error.kind, error.message]).toEqual([
      'storage',
      `"${file('text.db')}" is not an SQLite database`,
    ]);
  });

  test('a folder', () => {
    mkdirSync(file('folder.db'));
    expect(caught(() => openSqlite(file('folder.db')))).toMatchObject({
      kind: 'storage',
      message: `"${file('folder.db')}" is a folder, not a file`,
      next: `Name a file in it, as ${file('folder.db')}/studies.db.`,
    });
  });

  test('a place where no folder can be made', () => {
    writeFileSync(file('taken'), '');
    expect(caught(() => openSqlite(file('taken/studies.db')))).toMatchObject({
      kind: 'storage',
      message: expect.stringMatching(/the folder of ".*" cannot be made: /),
    });
  });

  test.skipIf(process.platform !== 'linux')('a folder that may not be written', () => {
    expect(caught(() => openSqlite('/proc/studies.db'))).toMatchObject({
      kind: 'storage',
      message: '"/proc/studies.db" cannot be opened or made',
    });
  });

  test('one that is not there, when none is to be made', () => {
    expect(caught(() => openSqlite(file('none.db'), { create: false }))).toMatchObject({
      kind: 'storage',
      message: `there are no studies yet: "${file('none.db')}" does not exist`,
    });
  });

  test("another program's database", () => {
    alter(file('other.db'), (database) => database.exec('CREATE TABLE songs (title TEXT)'));
    expect(caught(() => openSqlite(file('other.db'))).message).toMatch(
      /of another program: it has the tables songs/,
    );
  });

  test("another revision of Optuna's schema", async () => {
    await openSqlite(file('old.db')).close();
    alter(file('old.db'), (database) => database.exec(`UPDATE alembic_version SET version_num = 'v2.6.0.a'`));
    const error = caught(() => openSqlite(file('old.db')));
    expect(error.message).toMatch(/has revision v2.6.0.a of Optuna's schema, but only v3.2.0.a/);
    expect(error.next).toMatch(/optuna storage upgrade/);
  });

  test('a damaged file', async () => {
    const whole = openSqlite(file('damaged.db'));
    await whole.create({ name: 's', direction: 'minimize', space: contractSpace, facts: {} });
    await whole.close();
    const bytes = readFileSync(file('damaged.db'));
    writeFileSync(file('damaged.db'), bytes.fill(0xab, 4096));
    const work = async () => openSqlite(file('damaged.db')).load('s');
    await expect(work()).rejects.toMatchObject({
      kind: 'storage',
      message: expect.stringMatching(/is damaged: /),
    });
  });

  test('a lock that is held too long', async () => {
    await openSqlite(file('held.db')).close();
    const holder = openDatabase(file('held.db'));
    holder.exec('BEGIN IMMEDIATE');
    const store = openSqlite(file('held.db'), { patience: 50 });
    const study = { name: 's', direction: 'minimize', space: contractSpace, facts: {} } as const;
    await expect(store.create(study)).rejects.toMatchObject({
      kind: 'storage',
      message: `"${file('held.db')}" has been locked by another program for more than 0.05 s`,
    });
    holder.exec('ROLLBACK');
    holder.close();
    await store.create(study);
    expect((await store.list()).length).toBe(1);
    await store.close();
  });
});

describe('an open database', () => {
  test('writes ahead, so that readers and a writer do not wait for each other', async () => {
    const store = openSqlite(file('wal.db'));
    alter(file('wal.db'), (database) => {
      expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    });
    const other = openSqlite(file('wal.db'));
    await other.create({ name: 's', direction: 'minimize', space: contractSpace, facts: {} });
    expect((await store.load('s')).trials).toEqual([]);
    await store.close();
    await other.close();
  });

  test('once closed, the file alone holds all', async () => {
    const store = openSqlite(file('whole.db'));
    await store.create({ name: 's', direction: 'minimize', space: contractSpace, facts: {} });
    await store.close();
    copyFileSync(file('whole.db'), file('copy.db'));
    const copy = openSqlite(file('copy.db'));
    expect((await copy.list()).map(({ name }) => name)).toEqual(['s']);
    await copy.close();
  });

  test('what Optuna deletes takes our facts with it, for SQLite gives the id away again', async () => {
    const store = openSqlite(file('reuse.db'));
    const study = { name: 's', direction: 'minimize', space: contractSpace, facts: { seed: 1 } } as const;
    await store.create(study);
    await store.write('s', [
      { kind: 'started', number: 0, setting: contractSetting, time: 0, facts: { a: 1 } },
    ]);
    alter(file('reuse.db'), (database) =>
      database.exec('PRAGMA foreign_keys = OFF; DELETE FROM trials; DELETE FROM studies'),
    );
    alter(file('reuse.db'), (database) => {
      for (const table of ['sweetspot_study', 'sweetspot_trial'])
        expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toMatchObject({ n: 0 });
    });
    await store.close();
  });

  test('an old SQLite is told from a sound one', () => {
    expect(['3.51.2', '3.47.1', undefined].map(isSound)).toEqual([false, false, false]);
    expect(['3.51.3', '3.52.0', '4.0.0', '3.53.0'].map(isSound)).toEqual([true, true, true, true]);
  });
});
