// A study of 60 small networks drawn at random and trained to their ends, as in the experiment in which a surrogate got the sign of a known interaction wrong: stochastic
// gradient descent at a constant rate for 20 epochs, some of it diverging. Asked about from a fixed setting, near which no search has looked.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../dist/platform/node/open-store.js';
import { reopen } from '../../../dist/platform/node/reopen.js';
import { loadTable } from '../../../dist/platform/node/source.js';
import { thisProcess } from '../../../dist/platform/node/this-process.js';
import { threadRunner } from '../../../dist/platform/node/thread-runner.js';
import { random } from '../../../dist/search/random.js';
import { sampled } from '../../../dist/search/strategy/sampled.js';
import { prepare } from '../../../dist/tune/prepare.js';
import { search } from '../../../dist/tune/search.js';
import { stagesOf } from '../../../dist/tune/stages.js';
import { startStudy } from '../../../dist/tune/study-start.js';
import { tableOf } from './tables.mjs';
import { whereOf } from './where.mjs';

const trials = 60;
const epochs = 20;

const space = {
  batch_size: { kind: 'ordinal', values: [8, 16, 32, 64, 128, 256] },
  learning_rate: { kind: 'float', low: 1e-3, high: 1, log: true },
  layers: { kind: 'integer', low: 1, high: 3, log: false },
  neurons: { kind: 'integer', low: 8, high: 64, log: true },
  optimiser: { kind: 'categorical', choices: ['gradient_descent'] },
  schedule: { kind: 'categorical', choices: ['constant'] },
  activation: { kind: 'categorical', choices: ['relu'] },
};
const fixed = { optimiser: 'gradient_descent', schedule: 'constant', activation: 'relu' };

/** Where the questions start: the setting, and how long its trainings are. */
export function baseOf({ trials }) {
  const complete = trials.filter(({ state }) => state === 'complete');
  const seconds = complete.reduce((sum, { facts }) => sum + Number(facts.seconds), 0) / complete.length;
  return {
    setting: { batch_size: 16, learning_rate: 0.05, layers: 2, neurons: 32, ...fixed },
    facts: { horizon: epochs, seconds },
    intermediate: [],
  };
}

/** A larger batch, then four times the rate, then a layer less; and that rate with the small batch. */
export const questionsOf = () => [
  { change: 'batch_size=256', raise: ['learning_rate=0.2'], lower: ['layers=1'] },
  { change: 'learning_rate=0.2', raise: [], lower: [] },
];

/** The study, made where it is not there yet. */
export async function studyOn(name, { folder, kept, seed, workers }) {
  const where = whereOf(name, kept);
  const done = join(kept, `${name}.done`);
  if (!existsSync(done)) {
    // What a run that was ended left behind.
    for (const end of ['', '-shm', '-wal']) rmSync(join(kept, `${name}.db${end}`), { force: true });
    await trainAtRandom(where, tableOf(name, folder, kept), seed, workers);
    writeFileSync(done, '');
  }
  return reopen(where);
}

async function trainAtRandom({ study, storage }, { data, target }, seed, workers) {
  const options = { target, dropBadRows: true };
  const { table, source } = await loadTable(data, options);
  const prepared = prepare({ table, data: options, seed });
  const store = await openStore(storage);
  const runner = threadRunner(workers);
  const { log } = await startStudy({
    ...{ name: study, store, resume: false, prepared, space, data: options, source, seed },
    ...{ budget: { trials }, owner: thisProcess(), now: Date.now },
  });
  const parts = prepared.partsOf(0);
  for (const part of parts) runner.add(prepared.part(part).part);
  const { direction } = prepared;
  const watch = { started() {}, reported() {}, paused() {}, finished() {} };
  await search({
    ...{ space, direction, seed, runner, log, parts, watch, first: [], stages: stagesOf(false) },
    method: { strategy: sampled(random()), direction, see: (trial) => trial },
    length: () => ({ epochs }),
    mayGoOn: () => log.trials.length < trials || log.trials.some(({ state }) => state === 'running'),
    mayStart: () => log.trials.length < trials,
    halt: new AbortController().signal,
    now: Date.now,
    elapsed: () => performance.now() / 1000,
  });
  await log.flush();
  await runner.close();
  await store.close();
}
