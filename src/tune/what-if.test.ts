import { describe, expect, test } from 'vitest';
import type { Prepared } from './prepare.js';
import type { Runner, RunningJob, TrialJob, TrialOutcome } from './runner.js';
import { defaultSetting, defaultSpace } from './space.js';
import { type WhatIfJob, whatIf } from './what-if.js';
import type { WhatIfEvent } from './what-if-event.js';
import { whatIfSteps } from './what-if-steps.js';

const problem = {
  task: 'regression',
  rows: 1000,
  inputs: 5,
  numeric: 3,
  outputs: 1,
  logTarget: false,
} as const;
const space = defaultSpace(problem);
const base = defaultSetting(problem);
const part = {
  task: 'regression',
  measure: { metric: 'rmse', columns: 1 },
  outputs: 1,
  inputs: 5,
  numeric: 3,
  levelInputs: [],
  rows: 1000,
  validationRows: 200,
  residualScale: { linear: 1, log: 1 },
  pieces: {},
};
const prepared = {
  metric: 'rmse',
  measures: [part.measure],
  direction: 'minimize',
  partsOf: (round: number) => [round],
  forget: () => true,
  part: (id: number) => ({ part: { ...part, id } }),
} as unknown as Prepared;

/** A runner that answers at once with what `train` says, or with `stopped` once it was told to stop. */
function fakeRunner(train: (job: TrialJob) => Partial<TrialOutcome> | undefined) {
  const known = new Set<number>();
  const started: TrialJob[] = [];
  let mostKnown = 0;
  const run = (job: TrialJob): RunningJob => {
    started.push(job);
    const said = train(job);
    let stop = (_reason: string) => {};
    const outcome = new Promise<TrialOutcome>((resolve) => {
      stop = () => resolve({ state: 'stopped', reports: [] } as unknown as TrialOutcome);
      if (said) resolve({ state: 'complete', seconds: 1, reports: [{}], ...said } as TrialOutcome);
    });
    return { outcome, stop: (reason) => stop(reason) };
  };
  const runner: Runner = {
    workers: 2,
    add({ id }) {
      known.add(id);
      mostKnown = Math.max(mostKnown, known.size);
    },
    drop: (id) => void known.delete(id),
    run,
    close: async () => {},
  };
  return { runner, started, known, mostKnown: () => mostKnown };
}

const jobFor = (runner: Runner, more: Partial<WhatIfJob> = {}): WhatIfJob => ({
  record: { name: 's', space, facts: { seed: 1 }, trials: [], direction: 'minimize' },
  prepared,
  runner,
  steps: whatIfSteps(space, base, { change: 'layers=2', raise: [], lower: [] }),
  base,
  horizon: 30,
  baseSeconds: 0.001,
  budgetSeconds: 20,
  began: performance.now(),
  ...more,
});

const isBase = ({ setting }: TrialJob) => setting.layers === 1;
const scored = (value: number) => ({ best: { epoch: 1, value } });

describe('whatIf', () => {
  test('is clear at 5 pairs at the earliest, forgets each pair, and takes turns at being first', async () => {
    let pair = 0;
    const fake = fakeRunner((job) => scored(isBase(job) ? 10 : 12 + (pair++ % 3) / 10));
    const event = await whatIf(jobFor(fake.runner));
    expect(event.steps[0]).toMatchObject({ verdict: 'worse', pairs: 5, diverged: 0 });
    expect(fake.known.size).toBe(0);
    // The pair that is judged and the one that waits behind it.
    expect(fake.mostKnown()).toBe(2);
    expect(fake.started.slice(0, 8).map(isBase)).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test('what blows up is counted and not scored', async () => {
    const events: WhatIfEvent[] = [];
    const fake = fakeRunner((job) => (isBase(job) ? scored(10) : { state: 'diverged', ...scored(1) }));
    const event = await whatIf(jobFor(fake.runner, { onEvent: (each) => events.push(each) }));
    expect(event.steps[0]).toMatchObject({ verdict: 'worse', pairs: 4, diverged: 4 });
    expect(event).toMatchObject({ baseScore: 10, baseDiverged: 0 });
    expect(events[0]).toMatchObject({ event: 'pair', scores: [10, null] });
  });

  test('epochs are timed, so that one who blew up early is not called fast', async () => {
    const fake = fakeRunner((job) =>
      isBase(job)
        ? { ...scored(10), seconds: 4, reports: new Array(8).fill({}) }
        : { ...scored(20), seconds: 1, reports: new Array(2).fill({}) },
    );
    expect((await whatIf(jobFor(fake.runner))).steps[0]!.timeRatio).toBe(1);
  });

  test('interrupted before the first pair ends, it says so', async () => {
    const controller = new AbortController();
    const fake = fakeRunner(() => void setTimeout(() => controller.abort()));
    await expect(whatIf(jobFor(fake.runner, { signal: controller.signal }))).rejects.toThrow(
      'interrupted before the first pair of trainings ended',
    );
    expect(fake.known.size).toBe(0);
  });

  /** Trainings that take so many milliseconds an epoch, by how many epochs they have. */
  function slowRunner(perEpoch: (epochs: number) => number) {
    const { runner, started } = fakeRunner((job) => scored(isBase(job) ? 10 : 12));
    const run: Runner['run'] = (job) => {
      const { outcome, stop } = runner.run(job);
      const milliseconds = perEpoch(job.epochs) * job.epochs;
      const later = new Promise((resolve) => setTimeout(resolve, milliseconds));
      const timed = later.then(async () => ({ ...(await outcome), seconds: milliseconds / 1000 }));
      return { outcome: timed, stop };
    };
    return { runner: { ...runner, run }, started };
  }

  test.each([
    ['far longer than believed are shortened', 2, 0.001, 300, 60],
    ['far less are made longer', 0.5, 1, 15, 300],
  ])(
    'trainings that take %s after the first pair, which does not count',
    async (_, milliseconds, baseSeconds, first, most) => {
      const { runner, started } = slowRunner(() => milliseconds);
      const event = await whatIf(jobFor(runner, { horizon: 300, budgetSeconds: 2, baseSeconds }));
      expect(started[0]!.epochs).toBeGreaterThanOrEqual(first);
      expect(event.epochs).not.toBe(started[0]!.epochs);
      expect(event.epochs).toBeLessThanOrEqual(most);
      expect(event.epochs % 15).toBe(0);
      expect(event.steps[0]!.pairs).toBeGreaterThanOrEqual(4);
      const pair = started.filter(({ seed }) => seed.trial === started[0]!.seed.trial);
      expect(pair[0]!.epochs).toBe(started[0]!.epochs);
      expect(pair.at(-1)!.epochs).toBe(event.epochs);
    },
  );

  test('where longer ones take far more than foreseen, it goes back to the length before, and to its pairs', async () => {
    const { runner, started } = slowRunner((epochs) => (epochs > 100 ? 4 : 0.5));
    const event = await whatIf(jobFor(runner, { horizon: 300, budgetSeconds: 2, baseSeconds: 1 }));
    const lengths = started.map(({ epochs }) => epochs);
    expect(new Set(lengths).size).toBe(2);
    expect(Math.max(...lengths)).toBe(300);
    expect(event.epochs).toBe(lengths[0]);
    const short = started.filter(({ epochs }) => epochs === lengths[0]);
    expect(new Set(short.map(({ seed }) => seed.trial)).size).toBeGreaterThanOrEqual(5);
    expect(event.steps[0]!.pairs).toBeGreaterThanOrEqual(5);
  });

  test('trainings that fit are as long as the study’s, whatever number of epochs that is', async () => {
    const fake = fakeRunner((job) => scored(isBase(job) ? 10 : 12));
    expect((await whatIf(jobFor(fake.runner, { horizon: 20 }))).epochs).toBe(20);
    expect(fake.started.every(({ epochs }) => epochs === 20)).toBe(true);
  });

  test('no time for a pair asks for more', async () => {
    const fake = fakeRunner(() => undefined);
    await expect(whatIf(jobFor(fake.runner, { budgetSeconds: 0.05 }))).rejects.toThrow('ended in 0.05 s');
  });
});
