import { afterEach, expect, test } from 'vitest';
import type { JobHooks, Runner, TrialJob, TrialOutcome } from '../../tune/runner.js';
import type { StartWorker, TrialWorker } from '../trial-worker.js';
import { workerRunner } from '../worker-runner.js';
import { threadsOf } from './thread-runner.js';

/** A real thread that does with a job what its label says. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    const done = (label) => parentPort.postMessage({ say: 'done', outcome: { state: 'complete', reason: label } });
    const ways = {
      exit: () => process.exit(3),
      throw: () => setTimeout(() => { throw new Error('lost its way'); }, 0),
      memory: () => { const held = []; for (;;) held.push(new Array(1e5).fill(held.length)); },
      wait: () => { parentPort.postMessage({ say: 'epochs', reports: [] }); setTimeout(() => {}, 60_000); },
      slow: () => setTimeout(() => done('slow'), 700),
      train: () => done('train'),
    };
    parentPort.on('message', (message) => { if (message.say === 'run') ways[message.job.label](); });
  `)}`,
);

let runner: Runner | undefined;
afterEach(() => runner?.close());

function start(workers: number) {
  const threads: TrialWorker[] = [];
  const starter = threadsOf(script, { resourceLimits: { maxOldGenerationSizeMb: 24 } });
  const startWorker: StartWorker = (listener) => {
    const thread = starter(listener);
    threads.push(thread);
    return thread;
  };
  runner = workerRunner(workers, startWorker);
  const run = (label: string, hooks: JobHooks = {}): Promise<TrialOutcome> =>
    runner!.run({ label, parts: [] } as unknown as TrialJob, hooks).outcome;
  return { run, threads };
}

const ended = (label: string) => ({ state: 'complete', reason: label });

test.each([
  ['exit', 'a worker ended by itself, with code 3'],
  ['throw', 'lost its way'],
  ['memory', /memory limit/],
])('a thread that dies by %s fails its job alone, and a new one takes the next', async (way, message) => {
  const { run, threads } = start(2);
  const others = [run('slow'), expect(run(way)).rejects.toThrow(message), run('train')];
  const [slow, , next] = await Promise.all(others);
  expect(slow).toEqual(ended('slow'));
  expect(next).toEqual(ended('train'));
  expect(threads).toHaveLength(3);
});

test('a thread that is ended from outside fails its job alone, and a new one takes the next', async () => {
  const { run, threads } = start(1);
  const atWork = { onEpochs: () => void threads[0]!.terminate() };
  const waiting = expect(run('wait', atWork)).rejects.toThrow('a worker ended by itself, with code 1');
  const next = run('train');
  await waiting;
  expect(await next).toEqual(ended('train'));
  expect(threads).toHaveLength(2);
});

test('threads that die one after the other are not started for ever', async () => {
  const { run, threads } = start(1);
  for (let death = 0; death < 3; death++) await expect(run('exit')).rejects.toThrow('with code 3');
  await expect(run('train')).rejects.toThrow('3 workers died in a row without finishing a training');
  expect(threads).toHaveLength(3);
});
