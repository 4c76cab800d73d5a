// Training from the blocks of a large table on the disk against the same rows in memory: CPU and wall time of an epoch, in turns, and the loss on the
// validation part. Run `npm run build` first.
//
//   node bench/made-table.mjs MADE.csv
//   node bench/from-disk.mjs MADE.csv [--cache FOLDER] [--rows 500000] [--rounds 5] [--seeds 4]
//
// `--rows` of the training part are what both train on: few enough to be held. The page cache of the system holds what was read lately, as it
// would in any training that reads its rows again and again.
import { cpuUsage } from 'node:process';
import { parseArgs } from 'node:util';
import { wasmEngine } from '../dist/network/engine/wasm.js';
import { loadBig } from '../dist/platform/node/big/load.js';
import { openBlocks } from '../dist/platform/node/big/store/open-blocks.js';
import { prepare } from '../dist/tune/prepare.js';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cache: { type: 'string' },
    rows: { type: 'string', default: '500000' },
    rounds: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '4' },
  },
});
const [most, rounds, seeds] = [flags.rows, flags.rounds, flags.seeds].map(Number);
const data = { target: 'y' };
const { table, whole } = await loadBig(positionals[0], {
  seed: 0,
  ...(flags.cache && { cacheFolder: flags.cache }),
});
const prepared = await whole.prepared(prepare({ table, data, seed: 0 }), data);
const { part } = prepared.part(0);
const stored = openBlocks(part.stored, 'linear');
const blocks = {
  ...stored,
  rows: Math.floor(Math.min(most, stored.rows) / stored.blockRows) * stored.blockRows,
};
const held = inMemory(blocks);
const plan = {
  inputs: blocks.inputs,
  hidden: [64, 64],
  outputs: 1,
  activation: 'relu',
  loss: { kind: 'squared' },
  optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  weightDecay: 0,
  dropout: 0,
  batchSize: 256,
};

function inMemory({ rows, inputs: width, blockRows, read }) {
  const [inputs, targets] = [new Float32Array(rows * width), new Float32Array(rows)];
  for (let first = 0; first < rows; first += blockRows)
    read(first / blockRows, {
      inputs: inputs.subarray(first * width),
      targets: targets.subarray(first),
    });
  return { rows, inputs, targets };
}

function begin(source, trial = 0, windowing = {}) {
  const engine = wasmEngine();
  const rows = engine.load(source, windowing);
  const network = engine.network(plan, { seed: 1, trial });
  const rates = new Float32Array(Math.ceil(rows / plan.batchSize));
  return { network, epoch: (rate) => network.epoch(rates.fill(rate)) };
}

function timed(work) {
  const [wall, cpu] = [performance.now(), cpuUsage()];
  work();
  const { user, system } = cpuUsage(cpu);
  return { wall: performance.now() - wall, cpu: (user + system) / 1000 };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const memory = begin(held);
const others = {
  'the same rows on the disk': begin(blocks),
  [`as many an epoch of all ${stored.rows}`]: begin(stored, 0, { epochRows: blocks.rows }),
};
const rowsShown = `${blocks.rows} rows × ${blocks.inputs}`;
for (const each of [memory, ...Object.values(others)]) each.epoch(1e-3);
for (const [name, other] of Object.entries(others)) {
  const times = Array.from({ length: rounds }, () =>
    [memory, other].map(({ epoch }) => timed(() => epoch(1e-3))),
  );
  for (const clock of ['cpu', 'wall']) {
    const shares = times.map(([ours, theirs]) => ours[clock] / theirs[clock]);
    console.log(
      `${rowsShown}, ${name}, ${clock} time: ${median(shares).toFixed(2)} of the speed in memory (${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)})`,
    );
  }
}

/** In the standardised units that the network is trained in. */
function validationRmse(network) {
  const outputs = network.predict(part.validationInputs);
  const { mean, deviation } = part.coding.linear.columns[0];
  const sum = outputs.reduce(
    (sum, output, row) => sum + (output - (part.validationTruth[row] - mean) / deviation) ** 2,
    0,
  );
  return Math.sqrt(sum / outputs.length);
}

const differences = Array.from({ length: seeds }, (_, trial) => {
  const [inMemory, fromDisk] = [held, blocks].map((source) => {
    const { network, epoch } = begin(source, trial);
    for (const rate of [3e-3, 2e-3, 1e-3, 3e-4]) epoch(rate);
    return validationRmse(network);
  });
  console.log(
    `validation rmse, seed ${trial}: ${inMemory.toFixed(5)} in memory, ${fromDisk.toFixed(5)} from the disk`,
  );
  return fromDisk - inMemory;
});
const mean = differences.reduce((sum, each) => sum + each, 0) / seeds;
const spread = Math.sqrt(
  differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (seeds - 1) / seeds,
);
console.log(`difference ${mean.toFixed(5)} ± ${spread.toFixed(5)} (standard error of ${seeds} seeds)`);
console.log(`${Math.round(process.resourceUsage().maxRSS / 1000)} MB at most`);
stored.close();
