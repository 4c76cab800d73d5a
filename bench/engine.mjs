// Milliseconds for an epoch and nominal GFLOP/s (6 × parameters × rows / time) of the engine on four workloads: ReLU, Adam.
// node bench/engine.mjs [seconds per workload], after npm run build. CPU time of this process, best of the rounds: other
// work on the machine can only add to it.
import { epochFlops } from '../dist/network/count.js';
import { wasmEngine } from '../dist/network/engine/wasm.js';

const workloads = [
  { name: 'W1', inputs: 8, hidden: [32], outputs: 1, batchSize: 32, rows: 20_000, measured: 20_000 },
  { name: 'W2', inputs: 20, hidden: [64, 64], outputs: 1, batchSize: 64, rows: 50_000, measured: 50_000 },
  { name: 'W3', inputs: 54, hidden: [256, 256], outputs: 7, batchSize: 128, rows: 100_000, measured: 20_000 },
  { name: 'W4', inputs: 784, hidden: [512, 512], outputs: 10, batchSize: 256, rows: 60_000, measured: 6_000 },
];
const seconds = Number(process.argv[2] ?? 2);
const only = process.argv[3];
const activation = process.argv[4] ?? 'relu';
const engine = wasmEngine();

function examples({ inputs, outputs, measured: rows }) {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  const targets = Float32Array.from({ length: rows }, () =>
    outputs === 1 ? next() : Math.floor(((next() + 1) / 2) * outputs),
  );
  return { rows, inputs: Float32Array.from({ length: rows * inputs }, next), targets };
}

function milliseconds(workload) {
  const { inputs, hidden, outputs, batchSize, measured } = workload;
  engine.load(examples(workload));
  const network = engine.network(
    {
      inputs,
      hidden,
      outputs,
      activation,
      loss: { kind: outputs === 1 ? 'squared' : 'softmax' },
      optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      weightDecay: 0,
      dropout: 0,
      batchSize,
    },
    { seed: 1, trial: 0 },
  );
  const rates = new Float32Array(Math.ceil(measured / batchSize)).fill(1e-3);
  let best = Number.POSITIVE_INFINITY;
  for (const until = performance.now() + 1000 * seconds; performance.now() < until; ) {
    best = Math.min(
      best,
      round(() => network.epoch(rates)),
    );
  }
  return best;
}

/** CPU milliseconds of one call, averaged over at least 50 ms of calls: shorter ones the clock cannot tell. */
function round(call) {
  const start = process.cpuUsage();
  for (let calls = 1; ; calls++) {
    call();
    const { user, system } = process.cpuUsage(start);
    if (user + system > 50_000) return (user + system) / 1000 / calls;
  }
}

for (const workload of workloads.filter(({ name }) => only === undefined || name === only)) {
  const { name, inputs, hidden, outputs, batchSize, rows, measured } = workload;
  const ms = milliseconds(workload) * (rows / measured);
  const gflops = epochFlops(workload, rows) / ms / 1e6;
  const shape = [inputs, ...hidden, outputs].join('-');
  console.log(
    `${name} ${shape} batch ${batchSize} rows ${rows}: ${ms.toPrecision(3)} ms/epoch, ${gflops.toFixed(1)} GFLOP/s`,
  );
}
