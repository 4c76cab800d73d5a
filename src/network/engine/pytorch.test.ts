import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parameterCount, targetWidth } from '../count.js';
import type { Activation, Optimiser, Plan } from '../plan.js';
import { relativeError } from './random-network.contract.js';
import { twinEngine } from './twin.js';

// What scripts/reference/pytorch_fixtures.py wrote, from the same weights, examples and batches.
interface Case {
  readonly optimiser: 'adam' | 'adamw' | 'sgd';
  readonly loss: 'squared' | 'absolute' | 'huber' | 'logistic' | 'softmax';
  readonly activation: Activation;
  /** Rows have weights of 0 to 2. */
  readonly weighted?: boolean;
  /** Two of the inputs are levels. */
  readonly embedded?: boolean;
  readonly losses: number[];
  readonly parameters: number[];
}
const path = new URL('../fixtures/pytorch.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] };

const [rows, batch, steps, rate] = [24, 8, 50, 0.01];
/** A row as given: number, level, number, number, level, number. */
const embeddings = [
  { input: 1, levels: 5, size: 3 },
  { input: 4, levels: 4, size: 2 },
];
const outputs: Record<Case['loss'], number> = { squared: 2, absolute: 2, huber: 1, logistic: 1, softmax: 3 };

/** Multiples of 2⁻²³ from −1 to 1, as in the script. */
function generator(state: number) {
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  };
}

function planOf({ optimiser, loss, activation, embedded }: Case): Plan {
  const adam: Optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  return {
    inputs: embedded ? 6 : 4,
    ...(embedded && { embeddings }),
    hidden: [6, 5],
    outputs: outputs[loss],
    activation,
    loss: loss === 'huber' ? { kind: loss, delta: 0.5 } : { kind: loss },
    optimiser: optimiser === 'sgd' ? { kind: 'sgd', momentum: 0.9 } : adam,
    weightDecay: optimiser === 'adamw' ? 0.05 : 0,
    dropout: 0,
    batchSize: batch,
  };
}

function interleaved(numbers: Float32Array, [first, second]: Float32Array[]): Float32Array {
  const row = (i: number) => {
    const [a, b, c, d] = numbers.subarray(4 * i, 4 * i + 4);
    return [a, first[i], b, c, second[i], d];
  };
  return Float32Array.from(Array.from({ length: rows }, (_, i) => row(i)).flat());
}

const targetOf: Partial<Record<Case['loss'], (raw: number) => number>> = {
  logistic: (raw) => (raw > 0 ? 1 : 0),
  softmax: (raw) => Math.floor((raw + 1) * 1.5),
};

const nameOf = ({ optimiser, loss, activation, weighted, embedded }: Case) =>
  `${optimiser} ${loss} ${activation}${weighted ? ' weighted' : ''}${embedded ? ' embedded' : ''}`;

test('all combinations are there', () => expect(cases).toHaveLength(65));

test.each(cases.map((each) => [nameOf(each), each] as const))(
  'the twin follows PyTorch: %s',
  (_, expected) => {
    const plan = planOf(expected);
    const next = generator(7);
    const draw = (length: number) => Float32Array.from({ length }, next);
    const numbers = draw(rows * 4);
    const targets = draw(rows * targetWidth(plan)).map(targetOf[expected.loss] ?? ((raw) => raw));
    const levels = (plan.embeddings ?? []).map((each) =>
      draw(rows).map((raw) => Math.floor(((raw + 1) / 2) * (each.levels + 1)) - 1),
    );
    const inputs = expected.embedded ? interleaved(numbers, levels) : numbers;
    const parameters = draw(parameterCount(plan));
    const weights = expected.weighted ? draw(rows).map((raw) => 1 + raw) : undefined;
    const engine = twinEngine();
    engine.load({ rows, inputs, targets, weights });
    const network = engine.network(plan, { seed: 0, trial: 0 });
    network.setWeights(parameters);
    const losses = Array.from({ length: steps }, (_, step) =>
      network.step(
        Uint32Array.from({ length: batch }, (_, i) => (step * batch + i) % rows),
        rate,
      ),
    );
    const sampled = losses.filter((_, step) => step % (steps / 5) === 0);
    expect(relativeError(sampled, expected.losses)).toBeLessThan(1e-10);
    expect(relativeError(network.parameters(), expected.parameters)).toBeLessThan(1e-10);
  },
);
