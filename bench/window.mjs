// Training through a window against the same rows in memory, the same network, epochs taken in turns: CPU time, and the loss on rows that
// neither has seen. Run `npm run build` first.
//
//   node bench/window.mjs [rounds] [seeds]
import { cpuUsage } from 'node:process';
import { stream } from '../dist/math/random.js';
import { blocksOf } from '../dist/network/engine/blocks-in-memory.js';
import { wasmEngine } from '../dist/network/engine/wasm.js';

const [rounds, seeds] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 4)];
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const planOf = (inputs, hidden, batchSize) => ({
  inputs,
  hidden,
  outputs: 1,
  activation: 'relu',
  loss: { kind: 'squared' },
  optimiser: adam,
  weightDecay: 0,
  dropout: 0,
  batchSize,
});

/** y = sin(x₀ x₁) + |x₂| + noise of spread ½; further columns say nothing. */
function drawn(rows, width, name) {
  const random = stream(1, 0, name);
  const inputs = new Float32Array(rows * width).map(() => 2 * random.uniform() - 1);
  const targets = new Float32Array(rows).map((_, row) => {
    const [a, b, c] = inputs.subarray(row * width, row * width + 3);
    return Math.sin(3 * a * b) + Math.abs(c) + random.uniform() - 0.5;
  });
  return { rows, inputs, targets };
}

function begin(plan, source, windowing, trial = 0) {
  const engine = wasmEngine();
  const rows = engine.load(source, windowing);
  const network = engine.network(plan, { seed: 1, trial });
  const rates = new Float32Array(Math.ceil(rows / plan.batchSize));
  return { network, epoch: (rate) => network.epoch(rates.fill(rate)) };
}

const seconds = (work) => {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1e6;
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const windows = { 'blocks of 256': 256, 'blocks of 8,192': 8192 };
for (const [name, width, hidden, batchSize] of [
  ['8-32-1', 8, [32], 32],
  ['20-64-64-1', 20, [64, 64], 64],
]) {
  const plan = planOf(width, hidden, batchSize);
  const examples = drawn(1_000_000, width, 'speed');
  const windowRows = 200_000;
  const all = begin(plan, examples);
  const windowed = Object.entries(windows).map(([label, blockRows]) => ({
    label,
    ...begin(plan, blocksOf(examples, blockRows), { windowRows }),
    ratios: [],
  }));
  for (let round = -1; round < rounds; round++) {
    const inMemory = seconds(() => all.epoch(0.001));
    for (const each of windowed) {
      const through = seconds(() => each.epoch(0.001));
      if (round >= 0) each.ratios.push(inMemory / through);
    }
  }
  for (const { label, ratios } of windowed)
    console.log(
      `${name}, a window of ${windowRows} of ${examples.rows} rows, ${label}: ${median(ratios).toFixed(2)} of the speed in memory (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    );
}

const plan = planOf(20, [64, 64], 256);
const examples = drawn(200_000, 20, 'train');
const held = drawn(50_000, 20, 'held out');
const differences = [];
for (let trial = 0; trial < seeds; trial++) {
  const [all, windowed] = [
    begin(plan, examples, {}, trial),
    begin(plan, blocksOf(examples, 1024), { windowRows: 20_480 }, trial),
  ].map(({ network, epoch }) => {
    for (const rate of [3e-3, 3e-3, 2e-3, 1e-3, 5e-4, 1e-4]) epoch(rate);
    const outputs = network.predict(held.inputs);
    return Math.sqrt(
      outputs.reduce((sum, output, row) => sum + (output - held.targets[row]) ** 2, 0) / held.rows,
    );
  });
  differences.push(windowed - all);
  console.log(
    `rmse on rows held out, seed ${trial}: ${all.toFixed(5)} in memory, ${windowed.toFixed(5)} through a window of a tenth of the rows`,
  );
}
const mean = differences.reduce((sum, each) => sum + each, 0) / seeds;
const spread = Math.sqrt(
  differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (seeds - 1) / seeds,
);
console.log(`difference ${mean.toFixed(5)} ± ${spread.toFixed(5)} (standard error of ${seeds} seeds)`);
