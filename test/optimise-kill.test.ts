import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { optimise } from '../src/optimise/optimise.js';
import { openStore } from '../src/platform/node/open-store.js';
import type { Trial } from '../src/study/trial.js';
// @ts-expect-error: a script without types.
import { objective, options } from './optimise/search.mjs';

/** A study in SQLite whose process is killed, again and again, in the midst of trials. */

const program = fileURLToPath(new URL('optimise/search.mjs', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweetspot-optimise-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the search until it says the number of a trial, then kills it; resolves when it is gone. */
function runAndKill(storage: string, at: number): Promise<void> {
  const child = spawn('node', [program, storage], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (data: Buffer) => {
    if (
      data
        .toString()
        .split('\n')
        .some((line) => line !== '' && Number(line) >= at)
    )
      child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('exit', () => resolve()));
}

const essence = (trials: readonly Trial[]) =>
  trials.map(({ number, state, setting, value, intermediate }) => ({
    number,
    state,
    setting,
    value,
    intermediate,
  }));

test('has the very trials of one that nobody killed', { timeout: 60_000 }, async () => {
  const whole = await optimise(objective, options);
  const storage = join(folder, 'studies.db');
  for (const at of [3, 11, 12, 30]) await runAndKill(storage, at);
  const store = await openStore(storage);
  const { record } = await optimise(objective, { ...options, store });
  expect(essence(record.trials)).toEqual(essence(whole.record.trials));
  const kept = await store.load('killed');
  expect(essence(kept.trials)).toEqual(essence(whole.record.trials));
  expect(kept.space).toEqual(whole.record.space);
  expect(record.trials.filter(({ facts }: Trial) => facts.restarts !== undefined).length).toBeGreaterThan(0);
  await store.close();
});
