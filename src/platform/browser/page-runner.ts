import type { Runner } from '../../tune/runner.js';
import type { FromWorker } from '../trial-message.js';
import type { StartWorker } from '../trial-worker.js';
import { workerRunner } from '../worker-runner.js';

/** A Runner over the module workers of a page. */
export const pageRunner = (workers: number): Runner => workerRunner(workers, startWorker);

const startWorker: StartWorker = ({ onMessage, onError }) => {
  // Bundlers look for this very expression.
  const worker = new Worker(new URL('./trial-worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage(data);
  worker.onerror = (event) => {
    event.preventDefault();
    // A worker whose file cannot be loaded says nothing of why.
    onError(new Error(event.message || 'a worker could not be started: is trial-worker.js served?'));
  };
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
  };
};
