import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { coach, openStore, type TuneOptions, tune } from '../dist/index.js';
import { stream } from '../src/math/random.js';

/** What the coach says of small studies with something planted in their table, and of the same table without it. */

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-coach-'));
const storage = `sqlite:///${join(folder, 'studies.db')}`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Options = Pick<TuneOptions, 'budget' | 'metric'> & { readonly validation?: number };

/** The target by a function of the columns and by normal noise. */
type Target = (f: number, noise: number) => number;

/** A study of a table with three columns. */
async function saidOf(study: string, rows: number, target: Target, { validation, ...more }: Options) {
  const { normal } = stream(7, rows, 'coach study');
  const csv = (count: number) => {
    const lines = Array.from({ length: count }, () => {
      const [a, b, c] = [normal(), normal(), normal()];
      return [a, b, c, target(Math.sin(2 * a) + 0.5 * b, normal())].map((each) => each.toFixed(4)).join(',');
    });
    return new TextEncoder().encode(['a,b,c,y', ...lines].join('\n'));
  };
  await tune({
    ...{ data: csv(rows), target: 'y', workers: 1, seed: 1, out: folder, storage, study, report: false },
    ...(validation && { validation: csv(validation) }),
    ...more,
  });
  const store = await openStore(storage);
  try {
    return coach((await store.load(study))!).study;
  } finally {
    await store.close();
  }
}

const namesOf = (said: Awaited<ReturnType<typeof saidOf>>) => said.map(({ name }) => name);
const timeout = 300_000;

// What is said of a target is known before the first trial: the time that a study has is of no importance to it.
const short = { budget: '2s' };

test('a target that is cut off at a limit', { timeout }, async () => {
  const said = await saidOf('capped', 500, (f, noise) => Math.min(0.5, f + 0.1 * noise), short);
  const capped = said.find(({ name }) => name === 'capped target')!;
  expect(capped.sees).toContain('exactly 0.5, the largest value');
  expect(capped.advice.says).toContain('Tune again');
  const whole = await saidOf('whole', 500, (f, noise) => f + 0.1 * noise, short);
  expect(namesOf(whole)).not.toContain('capped target');
  expect(namesOf(whole)).not.toContain('skewed target');
});

test('a target of which a few rows lie far out', { timeout }, async () => {
  const far = (f: number, noise: number) => f + 0.1 * noise + (noise > 2.4 ? 60 : 0);
  const said = await saidOf('tail', 500, far, short);
  expect(said.find(({ name }) => name === 'skewed target')!.sees).toContain(
    'squared distances from the mean',
  );
  expect(namesOf(await saidOf('tail by mae', 500, far, { ...short, metric: 'mae' }))).not.toContain(
    'skewed target',
  );
});

test('validation rows that are too few to tell which trial is the best', { timeout }, async () => {
  const few = await saidOf('few', 60, (f, noise) => 0.3 * f + noise, { budget: '3 trials', validation: 30 });
  const said = few.find(({ name }) => name === 'validation too small')!;
  expect(said.sees).toContain('30 validation rows');
  expect(said.trials.length).toBeGreaterThanOrEqual(2);
  const many = await saidOf('many', 160, (f, noise) => f + 0.1 * noise, {
    budget: '4 trials',
    validation: 400,
  });
  expect(namesOf(many)).not.toContain('validation too small');
});
