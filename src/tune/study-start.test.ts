import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayedLine } from '../cli/render/replayed.js';
import { readTable } from '../data/read-table.js';
import { memoryStore } from '../study/store/memory.js';
import type { EngineName } from './engine-name.js';
import { prepare } from './prepare.js';
import { defaultSpace } from './space.js';
import { startStudy } from './study-start.js';

const file = new URL('../../examples/penguins.csv', import.meta.url);
const data = { target: 'species' };
const prepared = prepare({ table: readTable(readFileSync(file), 'penguins.csv'), data, seed: 1 });

const options = {
  prepared,
  space: defaultSpace(prepared.problem),
  data,
  source: { file: 'penguins.csv', bytes: 1, sha256: 'a' },
  seed: 1,
  budget: { trials: 3 },
  owner: { id: 'me', isAlive: () => false },
  now: () => 0,
};

test('a study that goes on keeps its last answer until there is another', async () => {
  const store = memoryStore();
  const start = (resume: boolean, onTop: boolean) =>
    startStudy({ ...options, name: 'again', store, resume, onTop, budget: { trials: 1 } });
  await (await start(false, false)).log.flush();
  const time = 0;
  await store.write('again', [
    { kind: 'started', number: 0, setting: {}, time },
    { kind: 'finished', number: 0, state: 'complete', value: 1, time },
    { kind: 'noted', facts: { finished: { event: 'finished' } } },
  ]);
  await expect(start(true, false)).rejects.toThrow('study "again" has finished');
  await (await start(true, true)).log.flush();
  // Here the run is killed.
  expect((await store.load('again')).facts.finished).toEqual({ event: 'finished' });
  expect((await start(true, false)).resumed).toBe(true);
});

test('a study of an earlier version, whose columns were encoded otherwise, takes no new trials', async () => {
  const store = memoryStore();
  const start = (resume: boolean) => startStudy({ ...options, name: 'old', store, resume });
  await start(false);
  expect((await start(true)).resumed).toBe(true);
  await store.write('old', [{ kind: 'noted', facts: { format: 1, kept: true } }]);
  await expect(start(true)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('study "old" was made by an earlier version'),
    next: expect.stringContaining('--study'),
  });
});

test('a study goes on with the engine that trained it, and no other', async () => {
  const store = memoryStore();
  const start = (name: string, trainedOn?: EngineName) =>
    startStudy({ ...options, name, store, resume: true, trainedOn });
  await start('was-plain');
  await start('was-fused', 'fused');
  expect((await start('was-plain', 'plain')).resumed).toBe(true);
  expect((await start('was-fused', 'fused')).resumed).toBe(true);
  await expect(start('was-plain', 'fused')).rejects.toThrow(
    'was trained on the plain engine, not the fused one',
  );
  await expect(start('was-fused')).rejects.toThrow('was trained on the fused engine, not the plain one');
});

test('bits that differ from those of an earlier version are explained', () => {
  const replayed = { same: false, what: 'trial 0', hash: 'a', recorded: 'b' };
  expect(replayedLine({ ...replayed, older: true })).toContain('was made by an earlier version');
  expect(replayedLine(replayed)).not.toContain('earlier version');
});
