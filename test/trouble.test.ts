import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: a script without types.
import { houses } from '../scripts/houses.mjs';
// @ts-expect-error: a script without types.
import { tinyDisk } from '../scripts/tiny-disk.mjs';

/** What can happen to a run from outside, beside kills (interrupt.test.ts) and bad files (bad-input.test.ts). */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweetspot-trouble-'));
  writeFileSync(join(folder, 'houses.csv'), houses(600));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = (...flags: string[]) => [
  command,
  'tune',
  join(folder, 'houses.csv'),
  '--target',
  'price',
  ...flags,
];
const tune = (...flags: string[]) => spawnSync('node', line(...flags), { cwd: folder, encoding: 'utf8' });
const trialsOf = (...flags: string[]) => {
  const { stdout } = spawnSync('node', [command, 'studies', 'show', ...flags, '--json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return (JSON.parse(stdout) as { trials: { state: string }[] }).trials;
};

/** Settles when the process has printed an event of that name. */
const printed = (child: ChildProcess, event: string) =>
  new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (text) => String(text).includes(`"event":"${event}"`) && resolve());
    child.on('close', () => reject(new Error('it ended before')));
  });

describe('two processes and one study', () => {
  test('the second is refused while the first works, and neither loses anything', async () => {
    const flags = ['--study', 'shared', '--resume', '--budget', '5s', '--workers', '1'];
    const first = spawn('node', line(...flags, '--json'), { cwd: folder });
    const ended = new Promise<number | null>((resolve) => first.on('close', resolve));
    await printed(first, 'trial');
    const second = tune(...flags);
    expect(second.status).toBe(2);
    expect(second.stderr).toMatch(
      /study "shared" is being tuned by another process \(.+:\d+:1, seen \d+ s ago\)/,
    );
    expect(second.stderr).toContain('--study');
    expect([0, 4]).toContain(await ended);
    expect(trialsOf('shared').filter(({ state }) => state === 'failed')).toEqual([]);
    expect([0, 4]).toContain(tune('--study', 'shared', '--resume', '--for', '1 trial', '--quiet').status);
  });
});

describe('what stands in the way', () => {
  test("a file that is not a study's", () => {
    writeFileSync(join(folder, 'notes.db'), 'these are notes, not a database, and must stay what they are');
    const { status, stderr } = tune('--storage', 'sqlite:///notes.db', '--budget', '2 trials');
    expect(status).toBe(2);
    expect(stderr).toContain('"notes.db" is not an SQLite database');
    expect(stderr).toContain('--storage');
    expect(readFileSync(join(folder, 'notes.db'), 'utf8')).toMatch(/^these are notes/);
  });

  test('a database of another program', () => {
    execFileSync('node', [
      '-e',
      `const { DatabaseSync } = require('@photostructure/sqlite');
       const db = new DatabaseSync(${JSON.stringify(join(folder, 'other.db'))});
       db.exec("CREATE TABLE studies (name TEXT); INSERT INTO studies VALUES ('mine')");`,
    ]);
    const { status, stderr } = tune('--storage', 'sqlite:///other.db', '--budget', '2 trials');
    expect(status).toBe(2);
    expect(stderr).toContain('other.db');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stderr.split('\n')[1]).toMatch(/^ {2}\S/);
  });

  test('a file where the folder should be', () => {
    writeFileSync(join(folder, 'taken'), '');
    const { status, stderr } = tune('--out', 'taken', '--budget', '2 trials');
    expect(status).toBe(2);
    expect(stderr).toMatch(/taken/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test.skipIf(process.getuid?.() !== 0)('a folder that may not be written', () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked, { mode: 0o555 });
    const nobody = 65_534;
    const { status, stderr } = spawnSync('node', line('--budget', '2 trials'), {
      cwd: locked,
      encoding: 'utf8',
      uid: nobody,
      gid: nobody,
    });
    expect(stderr).toMatch(/sweetspot\/studies\.db" cannot be made/);
    expect(stderr).toContain('--storage');
    expect(status).toBe(2);
  });
});

describe.skipIf(!tinyDisk.isPossible)('a disk that is full', () => {
  test('for the study: what was finished is kept, and it goes on when there is room', () => {
    const disk = tinyDisk.mount(400);
    try {
      const flags = ['--storage', `sqlite:///${disk.path}/studies.db`, '--study', 'full'];
      const { status, stderr } = tune(...flags, '--budget', '200 trials', '--quiet');
      expect(stderr).toContain('there is no room left on the disk');
      expect(stderr).toContain('--resume');
      expect(status).toBe(2);
      disk.grow(20_000);
      const kept = trialsOf('full', '--storage', flags[1]!).filter(({ state }) => state !== 'running').length;
      expect(kept).toBeGreaterThan(0);
      const again = tune(...flags, '--resume', '--budget', `${kept + 2} trials`, '--quiet');
      expect([0, 4], again.stderr).toContain(again.status);
    } finally {
      disk.unmount();
    }
  }, 120_000);

  test('for the model: the study is safe, and the message names the file', () => {
    const disk = tinyDisk.mount(8);
    try {
      const { status, stderr } = tune(
        ...['--storage', 'sqlite:///safe.db', '--study', 'safe', '--out', disk.path],
        ...['--budget', '4 trials', '--quiet'],
      );
      expect(stderr).toMatch(/weights\.bin|model\.json/);
      expect(stderr).toMatch(/no room left on the disk/);
      expect(stderr).toContain('--resume');
      expect(status).toBe(2);
      expect(trialsOf('safe', '--storage', 'sqlite:///safe.db')).toHaveLength(4);
    } finally {
      disk.unmount();
    }
  }, 60_000);
});
