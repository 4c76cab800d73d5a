import type { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { TrialJob } from '../../tune/runner.js';
import { threadRunner } from './thread-runner.js';

const threads = vi.hoisted(() => [] as EventEmitter[]);
vi.mock('node:worker_threads', async () => {
  const { EventEmitter } = await import('node:events');
  class Worker extends EventEmitter {
    constructor() {
      super();
      threads.push(this);
    }
    ref() {}
    unref() {}
    postMessage() {}
    async terminate() {
      this.emit('exit', 1);
    }
  }
  return { Worker };
});

const job = { label: '', parts: [] } as unknown as TrialJob;

test('a thread that exits without an error fails its job', async () => {
  const runner = threadRunner(1);
  const { outcome } = runner.run(job);
  threads.at(-1)!.emit('exit', 0);
  await expect(outcome).rejects.toThrow('a worker ended by itself, with code 0');
  await runner.close();
});
