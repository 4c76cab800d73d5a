import { expect, test } from 'vitest';
import { readTable } from '../data/read-table.js';
import { stream } from '../math/random.js';
import { wasmEngine } from '../network/engine/wasm.js';
import { successiveHalving } from '../search/strategy/successive-halving.js';
import { float, integer } from '../space/define.js';
import { abandonRunning } from '../study/history.js';
import { isFinished } from '../study/outcome.js';
import { memoryStore } from '../study/store/memory.js';
import type { StudyRecord, Trial } from '../study/trial.js';
import { constantBaseline } from './baselines.js';
import { courseViews } from './course-view.js';
import { type Method, methodOf } from './method.js';
import { prepare } from './prepare.js';
import { runTrial } from './run-trial.js';
import type { Runner, TrialJob } from './runner.js';
import { search } from './search.js';
import { stagesOf } from './stages.js';
import { studyLog } from './study-log.js';

const random = stream(1, 0, 'table');
const lines = Array.from({ length: 400 }, () => {
  const [a, b] = [random.normal(), random.normal()];
  return `${a},${b},${a * b + 0.1 * random.normal()}`;
});
const table = readTable(new TextEncoder().encode(`a,b,y\n${lines.join('\n')}`), 'made.csv');
const prepared = prepare({ table, data: { target: 'y', folds: 1 }, seed: 1 });
const { direction } = prepared;
const part = prepared.part(0).part;
const space = {
  learning_rate: float(1e-4, 1, { log: true }),
  neurons: integer(4, 32, { log: true }),
};
const first = [
  { learning_rate: 0.001, neurons: 8 },
  { learning_rate: 0.01, neurons: 16 },
  { learning_rate: 0.1, neurons: 8 },
];

const stages = stagesOf(false);
const scale = { direction, constant: constantBaseline(prepared).validation([0]).value };
const isComparable = () => true;
/** One in three goes on from each rung. */
const pausing: Method = {
  strategy: successiveHalving(),
  direction: 'minimize',
  see: courseViews(stages.rungs, scale, isComparable),
};

/** Trains in this thread; `jobs` are what it was given, `dies` after so many of them. */
function runnerHere(dies = Number.POSITIVE_INFINITY) {
  const jobs: TrialJob[] = [];
  const engine = wasmEngine();
  const runner: Runner = {
    workers: 1,
    add() {},
    drop() {},
    async close() {},
    run(job, hooks = {}) {
      jobs.push(job);
      if (jobs.length > dies) throw new Error('killed');
      const outcome = runTrial({
        job,
        parts: [part],
        engineFor: () => engine,
        onEpochs: (reports) => hooks.onEpochs?.(reports),
        onRung: async (reports) => hooks.onRung?.(reports),
        stopRequested: () => undefined,
      });
      return { outcome, stop() {} };
    },
  };
  return { runner, jobs };
}

interface Watched {
  readonly record: StudyRecord;
  readonly jobs: readonly TrialJob[];
  readonly finished: readonly Trial[];
}

/** Searches for so many legs, in a study that is begun or gone on with. */
async function searched(options: {
  readonly method?: Method;
  readonly legs: number;
  readonly store?: ReturnType<typeof memoryStore>;
  readonly dies?: number;
}): Promise<Watched> {
  const { method = pausing, legs, dies } = options;
  const store = options.store ?? (await newStore());
  // As `startStudy` does when a study goes on.
  await store.write('s', abandonRunning((await store.load('s')).trials, 0));
  const log = studyLog(store, await store.load('s'));
  const { runner, jobs } = runnerHere(dies);
  const finished: Trial[] = [];
  await search({
    space,
    direction,
    seed: 7,
    method,
    stages,
    runner,
    log,
    parts: [0],
    first,
    length: () => ({ epochs: 30 }),
    mayGoOn: () => jobs.length < legs,
    mayStart: () => true,
    halt: new AbortController().signal,
    now: () => 0,
    elapsed: () => 0,
    watch: {
      started() {},
      reported() {},
      paused: (trial) => expect(trial.state).toBe('paused'),
      finished: (trial) => void finished.push(trial),
    },
  }).catch((error: Error) => expect(error.message).toBe('killed'));
  return { record: await store.load('s'), jobs, finished };
}

async function newStore() {
  const store = memoryStore();
  await store.create({ name: 's', direction, space, facts: {} });
  return store;
}

const scored = ({ number, state, value, intermediate, facts }: Trial) => ({
  number,
  state,
  value,
  intermediate,
  hash: facts.hash,
});

test('the rules of thumb go to their ends, then trials begin with a look and the best go on; what is paused at the end is stopped', async () => {
  const { record, jobs, finished } = await searched({ legs: 22 });
  expect(record.trials.slice(0, first.length).map(({ setting }) => setting)).toEqual(first);
  expect(jobs.slice(0, 4).map(({ until }) => until)).toEqual([undefined, undefined, undefined, 2]);
  expect(jobs.some(({ from }) => from !== undefined)).toBe(true);
  expect(record.trials.every(isFinished)).toBe(true);
  expect(finished.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    record.trials.map(({ number }) => number),
  );
  const states = new Set(record.trials.map(({ state }) => state));
  expect([...states].sort()).toEqual(['complete', 'stopped']);
  for (const { state, intermediate, value, facts } of record.trials) {
    expect(intermediate.map(({ epoch }) => epoch)).toEqual(intermediate.map((_, i) => i + 1));
    expect(facts.epochs).toBe(intermediate.length);
    if (state === 'stopped') expect([2, 6, 14]).toContain(intermediate.length);
    expect(value).toBe(Math.min(...intermediate.map((each) => each.value)));
  }
}, 60_000);

test('a trial that was paused has the bits of one that was not', async () => {
  const { record, jobs } = await searched({ legs: 22 });
  const continued = [...new Set(jobs.filter(({ from }) => from).map(({ label }) => Number(label.slice(1))))];
  expect(continued.length).toBeGreaterThan(0);
  for (const number of continued) {
    const { setting, facts } = record.trials[number]!;
    const { runner } = runnerHere();
    const job = { label: '', setting, seed: { seed: 7, trial: number }, parts: [0], epochs: 30, rungs: [] };
    const again = await runner.run({ ...job, endAt: Number(facts.epochs) }).outcome;
    expect([number, again.hash]).toEqual([number, facts.hash]);
  }
}, 60_000);

test('a study whose process died goes on as it would have, its paused trials trained again to where they were', async () => {
  const whole = await searched({ legs: 22 });
  let again = 0;
  for (const dies of [8, 10, 12, 14, 16]) {
    const store = await newStore();
    const before = await searched({ legs: 22, store, dies });
    expect(before.record.trials.some(({ state }) => state === 'paused')).toBe(true);
    const after = await searched({ legs: 16, store });
    again += after.jobs.filter(({ until, from }) => from === undefined && until !== 2).length;
    const known = before.record.trials.length - 1;
    expect(after.record.trials.slice(0, known).map(({ setting }) => setting)).toEqual(
      whole.record.trials.slice(0, known).map(({ setting }) => setting),
    );
    for (const { state, intermediate } of after.record.trials)
      if (state !== 'failed')
        expect(intermediate.map(({ epoch }) => epoch)).toEqual(intermediate.map((_, i) => i + 1));
  }
  expect(again).toBeGreaterThan(0);
}, 60_000);

test('one worker and the same seed: the same trials', async () => {
  const [one, two] = [await searched({ legs: 16 }), await searched({ legs: 16 })];
  expect(two.record.trials.map(scored)).toEqual(one.record.trials.map(scored));
}, 60_000);

test('the process over settings and training goes on with trials too', async () => {
  const { jobs } = await searched({ method: methodOf('course', { stages, scale, isComparable }), legs: 90 });
  expect(jobs.some(({ from }) => from !== undefined)).toBe(true);
}, 60_000);

test('halving ends trials at rungs, and none is paused', async () => {
  const { record, jobs } = await searched({
    method: methodOf('halving', { stages, scale, isComparable }),
    legs: 20,
  });
  expect(jobs.every(({ until, from }) => until === undefined && from === undefined)).toBe(true);
  expect(record.trials.some(({ state }) => state === 'stopped')).toBe(true);
}, 60_000);
