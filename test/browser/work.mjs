// What has to give the same bits in a page as in Node: this file runs in both, on the built package.
import { sha256 } from '../../dist/data/sha256.js';
import * as elementary from '../../dist/math/elementary.js';
import { stream } from '../../dist/math/random.js';
import { wasmEngine } from '../../dist/network/engine/wasm.js';
import { stepsPerEpoch } from '../../dist/network/plan.js';
import { ratesForEpoch } from '../../dist/network/schedule/schedule.js';
import {
  auto,
  categorical,
  cmaEs,
  float,
  freezeThaw,
  gp,
  grid,
  hyperband,
  iEpoch,
  integer,
  jointGp,
  optimise,
  priorBand,
  random,
  sobol,
  space,
  successiveHalving,
  tpe,
} from '../../dist/platform/browser/index.js';

const hash = (numbers) => sha256(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const sgd = { kind: 'sgd', momentum: 0.9 };
const base = { inputs: 7, hidden: [24, 16], outputs: 1, activation: 'relu', loss: { kind: 'squared' } };
const steps = { optimiser: adam, weightDecay: 0.01, dropout: 0, batchSize: 32 };

const everything = space(
  {
    optimiser: categorical(['sgd', 'adam'], { prior: { weights: [1, 3] } }),
    momentum: float(0, 0.99, { when: { parameter: 'optimiser', values: ['sgd'] } }),
    rate: float(1e-5, 1, { log: true }),
    width: integer(16, 512, { log: true, step: 16 }),
  },
  { limit: [{ sum: { width: 1, rate: 500 }, most: 700 }] },
);

/** Every sampler, with the trials that are enough to see it think. */
export const samplers = {
  random: [random, 40],
  sobol: [sobol, 40],
  grid: [grid, 40],
  tpe: [tpe, 40],
  'tpe in groups': [() => tpe({ group: true }), 40],
  gp: [gp, 18],
  'cma-es': [cmaEs, 60],
};

/** Every strategy, likewise. */
export const strategies = {
  auto: [auto, 20],
  'freeze-thaw': [freezeThaw, 8],
  hyperband: [hyperband, 30],
  'i-epoch': [iEpoch, 12],
  'joint-gp': [jointGp, 16],
  'prior-band': [priorBand, 30],
  'successive halving': [successiveHalving, 30],
};

const cost = ({ rate, width, momentum = 0 }) => Math.abs(rate - 0.01) + 1 / width + momentum / 10;

/** Reports a curve down to its cost, as far as it is trained. */
function trainedFor(setting, trial) {
  const at = (epoch) => cost(setting) + 1 / epoch;
  for (let epoch = trial.from + 1; epoch <= trial.until; epoch++) trial.report(epoch, at(epoch));
  return at(trial.until);
}

/** The trials of a study over a space with everything in it, by the sampler or the strategy of this name. */
export async function searched(name) {
  const [make, trials] = samplers[name] ?? strategies[name];
  const study = { space: everything, trials, seed: 4 };
  const { record } = await (name in samplers
    ? optimise(cost, { ...study, sampler: make() })
    : optimise(trainedFor, { ...study, strategy: make(), fidelity: 9 }));
  return record.trials.map(({ setting, value, intermediate }) => ({ setting, value, intermediate }));
}

export const plans = {
  'relu, squared': { ...base, ...steps },
  'silu, Huber, dropout': {
    ...base,
    ...steps,
    activation: 'silu',
    loss: { kind: 'huber', delta: 0.7 },
    dropout: 0.3,
  },
  'tanh, softmax, batch 7': {
    ...base,
    ...steps,
    outputs: 4,
    activation: 'tanh',
    loss: { kind: 'softmax' },
    batchSize: 7,
  },
  'silu, logistic, SGD, dropout': {
    ...base,
    ...steps,
    activation: 'silu',
    loss: { kind: 'logistic' },
    optimiser: sgd,
    dropout: 0.1,
  },
  'embeddings, silu, softmax': {
    ...base,
    ...steps,
    embeddings: [
      { input: 1, levels: 25, size: 8 },
      { input: 6, levels: 12, size: 3 },
    ],
    outputs: 3,
    activation: 'silu',
    loss: { kind: 'softmax' },
  },
  'a straight line, absolute': { ...base, ...steps, hidden: [], loss: { kind: 'absolute' } },
};

const rows = 300;
const epochs = 15;

/** Trains a plan and returns a hash of its losses, weights and predictions. */
function trained(plan) {
  const random = stream(5, 0, 'test: browser');
  const target = { softmax: () => random.below(plan.outputs), logistic: () => random.below(2) };
  const draw = target[plan.loss.kind] ?? random.normal;
  const levels = new Map(plan.embeddings?.map((each) => [each.input, each.levels]));
  const inputs = Float32Array.from({ length: rows * plan.inputs }, (_, i) => {
    const count = levels.get(i % plan.inputs);
    return count === undefined ? random.normal() : random.below(count + 1) - 1;
  });
  const targets = Float32Array.from({ length: rows }, draw);
  const engine = wasmEngine();
  engine.load({ rows, inputs, targets });
  const network = engine.network(plan, { seed: 8, trial: 2 });
  const rates = new Float32Array(stepsPerEpoch(rows, plan.batchSize));
  const losses = Float64Array.from({ length: epochs }, (_, epoch) =>
    network.epoch(ratesForEpoch({ kind: 'cycles' }, 0.01, { epoch, epochs }, rates)),
  );
  return [losses, network.weights(), network.predict(inputs)].map(hash);
}

function elementaryBits() {
  const random = stream(6, 0, 'test: browser');
  const points = Float64Array.from({ length: 5000 }, () => random.normal() * 10);
  return Object.entries(elementary).map(([name, of]) => {
    const values = points.map((x, i) => (name === 'pow' ? of(Math.abs(x), points[i + 1] ?? 1) : of(x)));
    // Engines may differ in which of the many NaNs they give.
    return [name, hash(values.map((value) => (Number.isNaN(value) ? 12345 : value)))];
  });
}

function streamBits() {
  const draw = stream(0xffffffff, 123456, 'test: ü');
  const numbers = (next) => Float64Array.from({ length: 3000 }, next);
  return {
    uint32: hash(numbers(draw.uint32)),
    uniform: hash(numbers(draw.uniform)),
    normal: hash(numbers(draw.normal)),
    below: hash(numbers(() => draw.below(1000003))),
    permutation: hash(draw.permutation(3000)),
  };
}

export const work = () => ({
  trained: Object.fromEntries(Object.entries(plans).map(([name, plan]) => [name, trained(plan)])),
  elementary: Object.fromEntries(elementaryBits()),
  streams: streamBits(),
});
