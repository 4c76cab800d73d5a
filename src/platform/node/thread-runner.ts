import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { EngineName } from '../../tune/engine-name.js';
import type { Runner } from '../../tune/runner.js';
import type { StartWorker } from '../trial-worker.js';
import { workerRunner } from '../worker-runner.js';
import { readyForFused } from './v8.js';

/** A Runner over worker threads; only those at work keep the process alive. Throws where Node cannot run the engine. */
export function threadRunner(workers: number, engine: EngineName = 'plain'): Runner {
  if (engine === 'fused') readyForFused();
  return workerRunner(workers, threadsOf(new URL('./trial-worker.js', import.meta.url)), engine);
}

/** Starts worker threads of this file. */
export const threadsOf =
  (file: URL, options?: WorkerOptions): StartWorker =>
  ({ onMessage, onError }) => {
    const thread = new Worker(file, options);
    thread.unref();
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', (code) => onError(new Error(`a worker ended by itself, with code ${code}.`)));
    return {
      post: (message) => thread.postMessage(message),
      busy: (isBusy) => (isBusy ? thread.ref() : thread.unref()),
      terminate: () => thread.terminate(),
    };
  };
