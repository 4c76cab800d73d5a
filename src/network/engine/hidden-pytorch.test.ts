import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unitParts } from '../count.js';
import type { Activation, Plan } from '../plan.js';
import { planWith, relativeError } from './random-network.contract.js';
import { twinEngine } from './twin.js';

// What scripts/reference/hidden_fixtures.py wrote, from the same weights, examples and batches.
interface Case extends Pick<Plan, 'normalisation' | 'residual' | 'activationMix'> {
  readonly optimiser: 'adamw' | 'momentum';
  readonly loss: 'squared' | 'softmax';
  readonly activation: Activation;
  readonly losses: number[];
  /** Of all rows at the end, by running statistics. */
  readonly outputs: number[];
  readonly parameters: number[];
}
const path = new URL('../fixtures/hidden.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] };

const [inputs, width, outputs, rows, batchSize, steps, rate] = [4, 5, 3, 28, 8, 200, 0.01];
const hidden = [width, width, width, width];

/** Multiples of 2⁻²³ from −1 to 1, as in the script. */
function generator(state: number) {
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  };
}

function planOf({ normalisation, residual, activationMix, optimiser, loss, activation }: Case): Plan {
  const decays = optimiser === 'adamw';
  return planWith({
    ...{ inputs, hidden, outputs, normalisation, residual, activationMix, activation, batchSize },
    loss: { kind: loss },
    optimiser: decays
      ? { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
      : { kind: 'sgd', momentum: 0.9 },
    weightDecay: decays ? 0.05 : 0,
  });
}

/** Parameters in file order. */
function drawParameters(plan: Plan, draw: (length: number) => number[]): number[] {
  const first = {
    gain: () => draw(width).map((raw) => 1 + raw / 2),
    shift: () => draw(width),
    runningMean: () => new Array<number>(width).fill(0),
    runningVariance: () => new Array<number>(width).fill(1),
    mix: () => draw(width).map((raw) => (1 + raw) / 2),
  };
  const layers = hidden.flatMap((_, i) => [
    ...draw((i === 0 ? inputs : width) * width + width),
    ...unitParts(plan).flatMap((part) => first[part]()),
  ]);
  return [...layers, ...draw(width * outputs + outputs)];
}

const nameOf = ({ normalisation, residual, activationMix, optimiser, loss, activation }: Case) =>
  [normalisation, residual && `residual ${residual}`, activationMix && 'mix', optimiser, loss, activation]
    .filter(Boolean)
    .join(' ');

test('all combinations are there, each twice', () => {
  const parts = cases.map(({ normalisation, residual, activationMix }) =>
    JSON.stringify([normalisation, residual, activationMix]),
  );
  expect(new Set(parts).size).toBe(3 * 3 * 2 - 1);
  expect(cases).toHaveLength(34);
});

test.each(cases.map((each) => [nameOf(each), each] as const))(
  'the twin follows PyTorch for 200 steps: %s',
  (_, expected) => {
    const plan = planOf(expected);
    const next = generator(11);
    const draw = (length: number) => Array.from({ length }, next);
    const given = Float32Array.from(draw(rows * inputs));
    const targets =
      expected.loss === 'softmax'
        ? draw(rows).map((raw) => Math.floor((raw + 1) * 1.5))
        : draw(rows * outputs);
    const engine = twinEngine();
    engine.load({ rows, inputs: given, targets: Float32Array.from(targets) });
    const network = engine.network(plan, { seed: 0, trial: 0 });
    network.setWeights(drawParameters(plan, draw));
    const perEpoch = Math.ceil(rows / batchSize);
    const losses = Array.from({ length: steps }, (_, step) => {
      const first = (step % perEpoch) * batchSize;
      const count = Math.min(batchSize, rows - first);
      return network.step(
        Uint32Array.from({ length: count }, (_, i) => first + i),
        rate,
      );
    });
    const sampled = losses.filter((_, step) => step % (steps / 5) === 0);
    expect(relativeError(sampled, expected.losses)).toBeLessThan(1e-6);
    expect(relativeError(network.parameters(), expected.parameters)).toBeLessThan(1e-6);
    // Outputs are float32.
    expect(relativeError(network.predict(given), expected.outputs)).toBeLessThan(1e-6);
  },
);
