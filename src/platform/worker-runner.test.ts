import { expect, test } from 'vitest';
import type { TrialJob, TrialOutcome } from '../tune/runner.js';
import type { ToWorker } from './trial-message.js';
import type { WorkerListener } from './trial-worker.js';
import { workerRunner } from './worker-runner.js';

interface FakeWorker extends WorkerListener {
  readonly heard: ToWorker[];
}

function fakeRunner(count: number) {
  const workers: FakeWorker[] = [];
  const runner = workerRunner(count, (listener) => {
    const heard: ToWorker[] = [];
    workers.push({ ...listener, heard });
    return { post: (message) => heard.push(message), terminate() {} };
  });
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
