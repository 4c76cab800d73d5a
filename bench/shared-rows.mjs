// Peak memory of the whole process while workers train on one table of encoded rows in memory. Run `npm run build` first.
//
//   node bench/shared-rows.mjs [gigabytes] [workers]
import { memoryUsage, resourceUsage } from 'node:process';
import { shared, sharedFloats } from '../dist/data/shared-array.js';
import { threadRunner } from '../dist/platform/node/thread-runner.js';

const [gigabytes, workers] = [Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 4)];
const inputs = 20;
const rows = Math.floor((gigabytes * 1e9) / (4 * (inputs + 1)));
const validationRows = 20_000;
const measure = { metric: 'rmse', columns: 1 };

const trainInputs = sharedFloats(rows * inputs);
const trainTargets = sharedFloats(rows);
for (let row = 0, state = 1; row < rows; row++) {
  for (let k = 0; k < inputs; k++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    trainInputs[row * inputs + k] = state / 2 ** 31 - 1;
  }
  trainTargets[row] = trainInputs[row * inputs] * trainInputs[row * inputs + 1];
}
const part = {
  id: 0,
  task: 'regression',
  measure,
  outputs: 1,
  inputs,
  levelInputs: [],
  rows,
  validationRows,
  trainInputs,
  windowed: true,
  trainTargets: { linear: trainTargets },
  validationInputs: shared(trainInputs.slice(0, validationRows * inputs)),
  validationTruth: shared(Float64Array.from(trainTargets.subarray(0, validationRows))),
  coding: {
    linear: {
      kind: 'numbers',
      columns: [{ transform: 'none', shift: 0, mean: 0, deviation: 1, low: -1, high: 1 }],
    },
  },
  residualScale: { linear: 1, log: 1 },
  pieces: {},
};

const megabytes = (bytes) => `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;
console.log(
  `${rows.toLocaleString('en-US')} rows × ${inputs + 1} numbers are ${megabytes(4 * rows * (inputs + 1))}; ${megabytes(memoryUsage().rss)} before training`,
);
const runner = threadRunner(workers);
runner.add(part);
const jobs = Array.from({ length: 2 * workers }, (_, trial) =>
  runner.run({
    label: '',
    setting: { layers: 2, neurons: 32, batch_size: 256, learning_rate: 0.003, loss: 'squared' },
    seed: { seed: 1, trial },
    parts: [0],
    epochs: 15,
    rows: [rows / 32, rows / 16],
    endAt: 3,
    rungs: [],
  }),
);
const outcomes = await Promise.all(jobs.map(({ outcome }) => outcome));
console.log(
  `${workers} workers, ${outcomes.length} trials (${outcomes.map(({ state }) => state).join(', ')}): peak ${megabytes(resourceUsage().maxRSS * 1024)}`,
);
await runner.close();
