// Studies of some (method, task, seed) one after the other, in a thread.
import { parentPort, workerData } from 'node:worker_threads';
import { methods } from './methods.mjs';
import { python, simulatePeer } from './peers/optuna.mjs';
import { simulate } from './simulate.mjs';
import { suites } from './suites.mjs';

const { suite, options } = workerData;

parentPort.on('message', async ({ task: name, ...job }) => {
  const { method } = job;
  try {
    const task = await suites[suite].openTask(name, options);
    const study =
      method in methods
        ? simulate(methods[method](), task, { ...job, ...options })
        : await simulatePeer(method, task, { ...job, ...options }, await python());
    parentPort.postMessage({ ...job, task: name, ...study });
  } catch (error) {
    parentPort.postMessage({ error: `${method}, task ${name}, seed ${job.seed}: ${error.stack}` });
  }
});
