import { expect, test } from 'vitest';
import type { EngineName } from '../tune/engine-name.js';
import type { TrialJob, TrialOutcome } from '../tune/runner.js';
import type { ChooseEngine, ToWorker } from './trial-message.js';
import type { WorkerListener } from './trial-worker.js';
import { workerRunner } from './worker-runner.js';

interface FakeWorker extends WorkerListener {
  readonly heard: (ToWorker | ChooseEngine)[];
}

function fakeRunner(count: number, engine?: EngineName) {
  const workers: FakeWorker[] = [];
  const runner = workerRunner(
    count,
    (listener) => {
      const heard: FakeWorker['heard'] = [];
      workers.push({ ...listener, heard });
      return { post: (message) => heard.push(message), terminate() {} };
    },
    engine,
  );
  runner.add({ id: 0 } as Parameters<typeof runner.add>[0]);
  return { runner, workers };
}

const job = { label: '#1', parts: [0] } as unknown as TrialJob;
const outcome = { state: 'complete' } as TrialOutcome;
const said = ({ heard }: FakeWorker) => heard.map(({ say }) => say);

test('a worker hears of a part once, and of a job when it is free', async () => {
  const { runner, workers } = fakeRunner(1);
  const first = runner.run(job);
  const second = runner.run(job);
  expect(said(workers[0]!)).toEqual(['part', 'run']);
  workers[0]!.onMessage({ say: 'done', outcome });
  expect(said(workers[0]!)).toEqual(['part', 'run', 'run']);
  workers[0]!.onMessage({ say: 'done', outcome });
  expect(await Promise.all([first.outcome, second.outcome])).toEqual([outcome, outcome]);
});

test('every worker, also one that replaces another, first hears of an engine that is not the plain one', async () => {
  const { runner, workers } = fakeRunner(1, 'fused');
  const { outcome: lost } = runner.run(job);
  workers[0]!.onError(new Error('out of memory'));
  await expect(lost).rejects.toThrow('out of memory');
  runner.run(job);
  for (const { heard } of workers) expect(heard[0]).toEqual({ say: 'engine', engine: 'fused' });
  expect(workers).toHaveLength(2);
});

test('a worker that dies fails its job alone, and the next job gets a new one', async () => {
  const { runner, workers } = fakeRunner(1);
  const first = runner.run(job);
  const second = runner.run(job);
  workers[0]!.onError(new Error('out of memory'));
  await expect(first.outcome).rejects.toThrow('out of memory');
  expect(said(workers[1]!)).toEqual(['part', 'run']);
  workers[1]!.onMessage({ say: 'done', outcome });
  expect(await second.outcome).toBe(outcome);
});

test('a worker that cannot start is started again only for a job', () => {
  const { runner, workers } = fakeRunner(1);
  workers[0]!.onError(new Error('no such file'));
  expect(workers).toHaveLength(1);
  runner.run(job);
  expect(workers).toHaveLength(2);
});

test('a job that is stopped while it waits is told so when it starts', () => {
  const { runner, workers } = fakeRunner(1);
  runner.run(job);
  runner.run(job).stop('interrupted');
  workers[0]!.onMessage({ say: 'done', outcome });
  expect(said(workers[0]!)).toEqual(['part', 'run', 'run', 'stop']);
});

test('a dropped part is forgotten by the workers that know it, and by them alone', () => {
  const { runner, workers } = fakeRunner(2);
  runner.run(job);
  runner.drop(0);
  expect(said(workers[0]!)).toEqual(['part', 'run', 'drop']);
  expect(said(workers[1]!)).toEqual([]);
  runner.drop(0);
  expect(said(workers[0]!)).toEqual(['part', 'run', 'drop']);
});

test('a part that was dropped and added again is sent again', () => {
  const { runner, workers } = fakeRunner(1);
  runner.run(job);
  workers[0]!.onMessage({ say: 'done', outcome });
  runner.drop(0);
  runner.add({ id: 0 } as Parameters<typeof runner.add>[0]);
  runner.run(job);
  expect(said(workers[0]!)).toEqual(['part', 'run', 'drop', 'part', 'run']);
});

test('a worker that goes with an error and then exits is lost once', async () => {
  const { runner, workers } = fakeRunner(1);
  const first = runner.run(job);
  const second = runner.run(job);
  workers[0]!.onError(new Error('out of memory'));
  workers[0]!.onError(new Error('ended by itself, with code 1'));
  await expect(first.outcome).rejects.toThrow('out of memory');
  workers[1]!.onMessage({ say: 'done', outcome });
  expect(await second.outcome).toBe(outcome);
});

test('three deaths in a row without a finished job: everything that waits is refused, and says so', async () => {
  const { runner, workers } = fakeRunner(1);
  const jobs = Array.from({ length: 5 }, () =>
    runner.run(job).outcome.catch((error: Error) => error.message),
  );
  for (let death = 0; death < 3; death++) workers[death]!.onError(new Error(`death ${death}`));
  const said = await Promise.all(jobs);
  expect(said.slice(0, 3)).toEqual(['death 0', 'death 1', 'death 2']);
  expect(said[3]).toMatch(/^3 workers died in a row without finishing a training.*death 2/);
  expect(said[4]).toBe(said[3]);
  await expect(runner.run(job).outcome).rejects.toThrow('3 workers died in a row');
  expect(workers).toHaveLength(3);
});

test('a finished job makes up for deaths before it', async () => {
  const { runner, workers } = fakeRunner(1);
  const ends = [];
  for (let round = 0; round < 4; round++) {
    const dying = runner.run(job).outcome;
    workers.at(-1)!.onError(new Error('died'));
    await expect(dying).rejects.toThrow('died');
    ends.push(runner.run(job).outcome);
    workers.at(-1)!.onMessage({ say: 'done', outcome });
  }
  expect(await Promise.all(ends)).toEqual(new Array(4).fill(outcome));
});

test('a hook that throws fails its job, and the worker goes on with the next when it has stopped', async () => {
  const { runner, workers } = fakeRunner(1);
  const failing = () => {
    throw new Error('no room on the disk');
  };
  const first = runner.run(job, { onEpochs: failing });
  const second = runner.run(job, { onRung: failing });
  workers[0]!.onMessage({ say: 'epochs', reports: [] });
  await expect(first.outcome).rejects.toThrow('no room on the disk');
  expect(said(workers[0]!)).toEqual(['part', 'run', 'stop']);
  workers[0]!.onMessage({ say: 'epochs', reports: [] });
  workers[0]!.onMessage({ say: 'done', outcome });
  workers[0]!.onMessage({ say: 'rung', reports: [] });
  await expect(second.outcome).rejects.toThrow('no room on the disk');
  expect(workers[0]!.heard.at(-1)).toEqual({ say: 'verdict', reason: 'failed' });
});
