import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { openDatabase } from './driver.js';
import { openSqlite } from './open.js';

/** How often the writer is killed; `npm run check:kill` sets 20. */
const rounds = Number(process.env.SWEETSPOT_KILLS ?? 5);

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const isBuilt = existsSync(join(root, 'dist/platform/node/open-store.js'));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));

function startWriter(path: string, study: string, trials?: number) {
  const args = [join(root, 'test/store/write-trials.mjs'), path, study, ...(trials ? [String(trials)] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const firstLine = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      resolve();
    });
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, firstLine, ended, acknowledged: () => output.split('\n').slice(0, -1).map(Number) };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function killAtRandom(child: ChildProcess, delay: number) {
  await pause(delay);
  child.kill('SIGKILL');
}

function integrity(path: string): unknown {
  const database = openDatabase(path);
  const result = database.prepare('PRAGMA integrity_check').get();
  database.close();
  return result?.integrity_check;
}

// Needs `npm run build`: the writer is a plain Node process.
test.skipIf(!isBuilt)(`a writer killed at ${rounds} random moments loses no finished trial`, async () => {
  const path = join(folder, 'killed.db');
  const draws = stream(Date.now() >>> 0, 0, 'test: when to kill');
  const acknowledged = new Set<number>();
  for (let round = 0; round < rounds; round++) {
    const writer = startWriter(path, 'study');
    await writer.firstLine;
    await killAtRandom(writer.child, draws.uniform() * 80);
    await writer.ended;
    for (const number of writer.acknowledged()) acknowledged.add(number);

    expect(integrity(path)).toBe('ok');
    const store = openSqlite(path);
    const { trials } = await store.load('study');
    await store.close();
    expect(trials.map(({ number }) => number)).toEqual(trials.map((_, i) => i));
    for (const number of acknowledged)
      expect(trials[number]).toMatchObject({ state: 'complete', value: number / 7, facts: { epochs: 4 } });
    expect(trials.filter(({ state }) => state === 'running').length).toBeLessThanOrEqual(1);
  }
  expect(acknowledged.size).toBeGreaterThan(rounds);
});

test.skipIf(!isBuilt)('two processes write to one file at once', async () => {
  const path = join(folder, 'shared.db');
  const writers = ['one', 'two'].map((study) => startWriter(path, study, 60));
  expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0]);
  expect(integrity(path)).toBe('ok');
  const store = openSqlite(path);
  const summaries = await store.list();
  expect(summaries.map(({ name, trials }) => [name, trials.complete]).sort()).toEqual([
    ['one', 60],
    ['two', 60],
  ]);
  for (const name of ['one', 'two'])
    for (const { setting, intermediate } of (await store.load(name)).trials)
      expect([Object.keys(setting).length, intermediate.length]).toEqual([3, 4]);
  await store.close();
});
