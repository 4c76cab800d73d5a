// What has to give the same bits in a page as in Node: this file runs in both, on the built package.
import { sha256 } from '../../dist/data/sha256.js';
import * as elementary from '../../dist/math/elementary.js';
import { stream } from '../../dist/math/random.js';
import { wasmEngine } from '../../dist/network/engine/wasm.js';
import { stepsPerEpoch } from '../../dist/network/plan.js';
import { ratesForEpoch } from '../../dist/network/schedule/schedule.js';
import {
  categorical,
  float,
  integer,
  optimise,
  random,
  space,
  tpe,
} from '../../dist/platform/browser/index.js';

const hash = (numbers) => sha256(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const sgd = { kind: 'sgd', momentum: 0.9 };
const base = { inputs: 7, hidden: [24, 16], outputs: 1, activation: 'relu', loss: { kind: 'squared' } };
const steps = { optimiser: adam, weightDecay: 0.01, dropout: 0, batchSize: 32 };

/** The settings and values of a study over a space with everything in it, with two samplers. */
export async function searched() {
  const over = space(
    {
      optimiser: categorical(['sgd', 'adam'], { prior: { weights: [1, 3] } }),
      momentum: float(0, 0.99, { when: { parameter: 'optimiser', values: ['sgd'] } }),
      rate: float(1e-5, 1, { log: true }),
      width: integer(16, 512, { log: true, step: 16 }),
    },
    { limit: [{ sum: { width: 1, rate: 500 }, most: 700 }] },
  );
  const cost = ({ rate, width, momentum = 0 }) => Math.abs(rate - 0.01) + 1 / width + momentum / 10;
  const studies = [random(), tpe()].map((sampler) =>
    optimise(cost, { space: over, sampler, trials: 40, seed: 4 }),
  );
  return (await Promise.all(studies)).map(({ record }) =>
    record.trials.map(({ setting, value }) => ({ setting, value })),
  );
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
