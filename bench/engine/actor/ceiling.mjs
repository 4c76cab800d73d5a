// The machine's ceiling: milliseconds that as many operations as an epoch needs take in the fastest of some loops.
// V8 is made ready as a worker makes it for its engine.
// node actor/ceiling.mjs plain|fused '[{"file": …, "vectors": …}, …]'
import { readFileSync } from 'node:fs';
import { readyForFused, revectorize } from '../../../dist/platform/node/v8.js';
import { trueFlops } from '../workloads.mjs';
import { speak } from './speak.mjs';

if (process.argv[2] === 'fused') readyForFused();
else revectorize();
const rounds = 100_000;
const loops = JSON.parse(process.argv[3]).map(({ file, vectors }) => {
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file))).exports;
  return { unit: () => run(rounds), flops: rounds * vectors * 4 * 2 };
});

function flopsPerMillisecond({ unit, flops }) {
  let best = 0;
  for (let round = 0; round < 8; round++) {
    const start = process.cpuUsage();
    for (let i = 0; i < 10; i++) unit();
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, (10 * flops) / (user + system));
  }
  return best;
}

const speeds = loops.map(flopsPerMillisecond);
const fastest = loops[speeds.indexOf(Math.max(...speeds))];

await speak({ version: `node ${process.versions.node}` }, (workload) => ({
  unit: fastest.unit,
  share: fastest.flops / trueFlops(workload),
}));
