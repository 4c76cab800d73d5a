import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Optimiser, Plan } from '../plan.js';
import { relativeError } from './random-network.contract.js';
import { twinEngine } from './twin.js';

// What scripts/reference/stepping_fixtures.py wrote, from the same weights, examples and batches.
interface Case {
  readonly optimiser: string;
  readonly decay?: 'coupled' | 'decoupled';
  readonly clip?: 'norm' | 'value';
  readonly averaging?: 'exponential' | 'corrected' | 'uniform';
  readonly ntk?: boolean;
  readonly factors?: Plan['rateFactors'];
  readonly losses: number[];
  readonly parameters: number[];
}
const path = new URL('../fixtures/stepping.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] };

const [rows, batch, steps, rate] = [24, 8, 200, 2 ** -6];
const optimisers: Record<string, Optimiser> = {
  'gradient descent': { kind: 'sgd', momentum: 0 },
  momentum: { kind: 'sgd', momentum: 0.9 },
  nesterov: { kind: 'sgd', momentum: 0.8, nesterov: true },
  rmsprop: { kind: 'rmsprop', beta: 0.95, epsilon: 0.1 },
  'rmsprop with momentum': { kind: 'rmsprop', beta: 0.95, epsilon: 0.1, momentum: 0.7 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.95, epsilon: 1e-3 },
};
const averagings: Record<NonNullable<Case['averaging']>, Plan['averaging']> = {
  exponential: { kind: 'exponential', decay: 0.97, corrected: false },
  corrected: { kind: 'exponential', decay: 0.97 },
  uniform: { kind: 'uniform', from: 0.75 },
};

const planOf = ({ optimiser, decay, clip, averaging, ntk, factors }: Case): Plan => ({
  inputs: 4,
  hidden: [6, 5],
  outputs: 3,
  activation: 'tanh',
  loss: { kind: 'squared' },
  optimiser: optimisers[optimiser],
  weightDecay: decay ? 0.05 : 0,
  decay,
  dropout: 0,
  batchSize: averaging === 'uniform' ? rows : batch,
  clip: clip && { kind: clip, most: clip === 'norm' ? 0.1 : 0.02 },
  averaging: averaging && averagings[averaging],
  parametrisation: ntk ? 'ntk' : 'standard',
  rateFactors: factors,
});

/** Multiples of 2⁻²³ from −1 to 1, as in the script. */
function generator(state: number) {
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  };
}

const nameOf = ({ losses, parameters, ...options }: Case) => JSON.stringify(options);

test('all combinations are there', () => {
  expect(cases).toHaveLength(3 + 6 * 12);
  expect(new Set(cases.map(nameOf)).size).toBe(cases.length);
});

test.each(cases.map((each) => [nameOf(each), each] as const))(
  'the twin follows PyTorch over 200 steps: %s',
  (_, expected) => {
    const plan = planOf(expected);
    const next = generator(11);
    const draw = (length: number) => Float32Array.from({ length }, next);
    const engine = twinEngine();
    engine.load({ rows, inputs: draw(rows * 4), targets: draw(rows * 3) });
    const network = engine.network(plan, { seed: 0, trial: 0 });
    network.setWeights(draw(network.parameters().length));
    const losses = Array.from({ length: steps }, (_, step) =>
      expected.averaging === 'uniform'
        ? network.epoch(Float32Array.of(rate), { averages: step >= 0.75 * steps })
        : network.step(
            Uint32Array.from({ length: batch }, (_, i) => (step * batch + i) % rows),
            rate,
          ),
    );
    const sampled = losses.filter((_, step) => step % (steps / 5) === 0);
    expect(relativeError(sampled, expected.losses)).toBeLessThan(1e-7);
    expect(relativeError(network.parameters(), expected.parameters)).toBeLessThan(1e-7);
  },
);
