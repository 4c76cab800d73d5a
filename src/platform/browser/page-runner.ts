import { usageError } from '../../error.js';
import { hasFused } from '../../network/engine/fused.js';
import type { EngineName } from '../../tune/engine-name.js';
import type { Runner } from '../../tune/runner.js';
import type { FromWorker } from '../trial-message.js';
import type { StartWorker } from '../trial-worker.js';
import { workerRunner } from '../worker-runner.js';

/** A Runner over the module workers of a page. Throws where the browser cannot run the engine. */
export function pageRunner(workers: number, engine: EngineName = 'plain'): Runner {
  if (engine === 'fused' && !hasFused())
    throw usageError(
      'the fused engine needs fused multiply-add in WebAssembly (relaxed SIMD), which this browser does not have.',
      "Leave out engine: 'fused': the plain engine runs everywhere.",
    );
  return workerRunner(workers, startWorker, engine);
}

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
