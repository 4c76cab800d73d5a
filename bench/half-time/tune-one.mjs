// One tuning of half-time.mjs: takes a job as JSON, prints what came of it as JSON.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { dist, name, file, target, seed, method, budget, workers, out } = JSON.parse(process.argv[2]);
const { tune } = await import(pathToFileURL(join(dist, 'index.js')).href);
const finished = await tune({
  data: file,
  target,
  seed,
  ...(method && { method }),
  budget,
  workers,
  out,
  storage: 'memory:',
  study: `${name}-${seed}`,
  report: false,
});
const { metric, direction, test, baselines, trials, best, report, winner } = finished;
const errorOf = (score) => (direction === 'minimize' ? score : 1 - score);
console.log(
  JSON.stringify({
    metric,
    error: errorOf(test[metric]),
    default: errorOf(baselines.default[metric]),
    trials,
    winner,
    networks: report.networks,
    best,
  }),
);
