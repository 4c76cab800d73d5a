// The machine's ceiling: milliseconds that as many operations as an epoch needs take in the fastest of some loops.
// node actor/ceiling.mjs '[{"file": …, "vectors": …}, …]'
import { readFileSync } from 'node:fs';
import { trueFlops } from '../workloads.mjs';
import { speak } from './speak.mjs';

const rounds = 100_000;
const loops = JSON.parse(process.argv[2]).map(({ file, vectors }) => {
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
