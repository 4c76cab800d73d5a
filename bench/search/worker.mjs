// Studies of some (method, task, seed) one after the other, in a thread.
import { parentPort, workerData } from 'node:worker_threads';
import { methods } from './methods.mjs';
import { python, simulatePeer } from './peers/optuna.mjs';
import { simulate } from './simulate.mjs';
import { suites } from './suites.mjs';

const { suite, options } = workerData;

parentPort.on('message', async ({ method, task: name, seed }) => {
  try {
    const task = await suites[suite].openTask(name, options);
    const study =
      method in methods
        ? simulate(methods[method](), task, { seed, ...options })
        : await simulatePeer(method, task, { seed, ...options }, await python());
    parentPort.postMessage({ method, task: name, seed, ...study });
  } catch (error) {
    parentPort.postMessage({ method, task: name, seed, error: error.stack });
  }
});
