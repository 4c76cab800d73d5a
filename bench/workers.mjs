// Epochs a second of two workers against one, side by side: the same trainings, taken in turns. Run `npm run build` first.
//
//   node bench/workers.mjs [rounds]
import { fileURLToPath } from 'node:url';
import { loadTable } from '../dist/platform/node/source.js';
import { threadRunner } from '../dist/platform/node/thread-runner.js';
import { prepare } from '../dist/tune/prepare.js';
import { defaultSetting, portfolio } from '../dist/tune/space.js';

const diamonds = fileURLToPath(new URL('../examples/diamonds.csv', import.meta.url));
const rounds = Number(process.argv[2] ?? 3);
const { table } = await loadTable(diamonds, {});
const prepared = prepare({ table, data: { target: 'price' }, seed: 1 });
const settings = [defaultSetting(prepared.problem), ...portfolio(prepared.problem).slice(0, 1)];
const trainings = 8;
const epochs = 15;

async function epochsPerSecond(runner) {
  const began = performance.now();
  const jobs = Array.from({ length: trainings }, (_, trial) =>
    runner.run({
      label: '',
      setting: settings[trial % 2],
      seed: { seed: 1, trial },
      parts: [0],
      epochs,
      rungs: [],
    }),
  );
  const outcomes = await Promise.all(jobs.map(({ outcome }) => outcome));
  const total = outcomes.reduce((sum, { reports }) => sum + reports.length, 0);
  return total / ((performance.now() - began) / 1000);
}

const runners = [threadRunner(1), threadRunner(2)];
for (const runner of runners) {
  runner.add(prepared.part(0).part);
  await epochsPerSecond(runner);
}
const ratios = [];
for (let round = 0; round < rounds; round++) {
  const one = await epochsPerSecond(runners[0]);
  const two = await epochsPerSecond(runners[1]);
  ratios.push(two / one);
  console.log(
    `1 worker ${one.toFixed(1)} epochs/s, 2 workers ${two.toFixed(1)} epochs/s: ${(two / one).toFixed(2)} times`,
  );
}
console.log(`median ${ratios.sort((a, b) => a - b)[Math.floor(rounds / 2)].toFixed(2)} times`);
await Promise.all(runners.map((runner) => runner.close()));
