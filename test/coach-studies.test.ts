import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { coach, openStore, type tune, tune as tuneTable } from '../dist/index.js';
import { stream } from '../src/math/random.js';

/** What the coach says of small studies with something planted in their table, and of the same table without it. */

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-coach-'));
const storage = `sqlite:///${join(folder, 'studies.db')}`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Options = Partial<Parameters<typeof tune>[0]>;

/** A study of few trials; `yOf` makes the target of a wave, a slope and normal noise. */
async function saidOf(
  study: string,
  rows: number,
  yOf: (f: number, noise: number) => number,
  more: Options = {},
) {
  const { normal } = stream(7, rows, 'coach study');
  const lines = Array.from({ length: rows }, () => {
    const [a, b, c] = [normal(), normal(), normal()];
    return [a, b, c, yOf(Math.sin(2 * a) + 0.5 * b, normal())].map((value) => value.toFixed(4)).join(',');
  });
  const data = new TextEncoder().encode(['a,b,c,y', ...lines].join('\n'));
  const same = { target: 'y', budget: '12 trials', workers: 1, seed: 1, out: folder, storage } as const;
  await tuneTable({ ...same, data, study, ...more });
  const store = await openStore(storage);
  try {
    return coach((await store.load(study))!).study;
  } finally {
    await store.close();
  }
}
const namesOf = (said: Awaited<ReturnType<typeof saidOf>>) => said.map(({ name }) => name);
const timeout = 120_000;

test('a target that is cut off at a limit', { timeout }, async () => {
  const said = await saidOf('capped', 500, (f, noise) => Math.min(0.5, f + 0.1 * noise));
  expect(said.find(({ name }) => name === 'capped target')!.sees).toContain('0.5');
  expect(namesOf(await saidOf('whole', 500, (f, noise) => f + 0.1 * noise))).not.toContain('capped target');
});

test('a target of which a few rows lie far out', { timeout }, async () => {
  const far = (f: number, noise: number) => f + 0.1 * noise + (noise > 2.4 ? 60 : 0);
  const said = await saidOf('tail', 500, far);
  expect(said.find(({ name }) => name === 'skewed target')!.advice.says).toContain('Tune again');
  expect(namesOf(await saidOf('tail by mae', 500, far, { metric: 'mae' }))).not.toContain('skewed target');
});

test('validation rows that are too few to tell which trial is the best', { timeout }, async () => {
  const loud = (f: number, noise: number) => 0.3 * f + noise;
  const said = await saidOf('few rows', 120, loud);
  console.log(said);
  console.log(await saidOf('many rows', 1500, (f, noise) => f + 0.1 * noise));
});
