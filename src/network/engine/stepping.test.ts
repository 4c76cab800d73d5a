import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { type Plan, stepsPerEpoch } from '../plan.js';
import { optimisers } from './contract/optimiser.contract.js';
import {
  drawEmbeddings,
  drawExamples,
  drawPeriodic,
  planWith,
  relativeError,
} from './random-network.contract.js';
import { twinEngine } from './twin.js';
import { wasmEngine } from './wasm.js';

const rows = 29;

/** A plan of odd widths with any way of stepping; case `number` of many. */
function drawStepping(name: string, number: number): Plan {
  const random = stream(30, number, `stepping ${name}`);
  const one = <T>(...choices: readonly T[]): T => choices[random.below(choices.length)];
  const embeddings = random.below(2) === 0 ? { embeddings: drawEmbeddings(5, random) } : {};
  // Of very few units a layer's normalisation leaves signs, whose slopes no float32 follows.
  const width = 4 + random.below(9);
  return planWith({
    inputs: 5,
    ...embeddings,
    periodic: one(undefined, drawPeriodic(planWith({ inputs: 5, ...embeddings }), random)),
    inputScale: one(undefined, true),
    ...one<Partial<Plan>>(
      { hidden: [] },
      { hidden: [width, 5] },
      { hidden: [width, width, width], residual: 1 },
    ),
    normalisation: one(undefined, 'batch', 'layer'),
    activationMix: one(undefined, true),
    outputs: 1 + random.below(3),
    activation: 'silu',
    dropout: one(0, 0.2),
    batchSize: 6,
    optimiser: optimisers[name],
    weightDecay: one(0, 0.1),
    decay: one(undefined, 'coupled'),
    clip: one<Plan['clip']>(undefined, { kind: 'norm', most: 0.5 }, { kind: 'value', most: 0.05 }),
    averaging: one<Plan['averaging']>(
      undefined,
      { kind: 'exponential', decay: 0.9 },
      { kind: 'exponential', decay: 0.9, corrected: false },
      { kind: 'uniform', from: 0 },
    ),
    parametrisation: one(undefined, 'ntk'),
    rateFactors: one(undefined, {
      biases: 0.3,
      embeddings: 2,
      inputScale: 6,
      periodic: 0.1,
      mix: 0.5,
      normalisation: 0.7,
      first: 0.5,
      last: 3,
    }),
    decayFactors: one(undefined, { biases: 0.5, weights: 2, mix: 0.1, normalisation: 1 }),
  });
}

/** Both engines trained alike over four epochs of five steps whose decay and dropout fade. */
function drift(plan: Plan): number {
  const examples = drawExamples(plan, rows, stream(4, rows, 'examples'));
  const [ours, twins] = [wasmEngine(), twinEngine()].map((engine) => {
    engine.load(examples);
    const network = engine.network(plan, { seed: 8, trial: 2 });
    const steps = stepsPerEpoch(rows, plan.batchSize);
    for (let epoch = 0; epoch < 4; epoch++) {
      const fading = Float32Array.from({ length: steps }, (_, step) => 1 - (epoch + step / steps) / 4);
      network.epoch(new Float32Array(steps).fill(0.004), { weightDecay: fading, dropout: fading });
    }
    return [network.weights(), network.predict(examples.inputs)];
  });
  return Math.max(...ours.map((numbers, i) => relativeError(numbers, twins[i])));
}

describe('kernels follow the twin over 20 steps', () => {
  test.each(Object.keys(optimisers))('%s', (name) => {
    for (let number = 0; number < 40; number++) {
      const plan = drawStepping(name, number);
      expect(drift(plan), JSON.stringify(plan)).toBeLessThan(1e-4);
    }
  });
});

test('an optimiser keeps no more than it needs', () => {
  const bytes = (changes: Partial<Plan>) => {
    const plan = planWith({ hidden: [100, 100], ...changes });
    const engine = wasmEngine();
    engine.load(drawExamples(plan, rows, stream(4, rows, 'examples')));
    return engine.network(plan, { seed: 8, trial: 2 }).save().length;
  };
  const kept = Object.fromEntries(
    Object.entries(optimisers).map(([name, optimiser]) => [
      name,
      bytes({ optimiser }) / bytes({ optimiser: optimisers['gradient descent'] }),
    ]),
  );
  expect(kept).toEqual({
    'gradient descent': 1,
    momentum: expect.closeTo(2, 1),
    nesterov: expect.closeTo(2, 1),
    rmsprop: expect.closeTo(2, 1),
    'rmsprop with momentum': expect.closeTo(3, 1),
    adam: expect.closeTo(3, 1),
  });
  expect(bytes({ averaging: { kind: 'uniform', from: 0 } }) / bytes({})).toBeCloseTo(4 / 3, 1);
});
