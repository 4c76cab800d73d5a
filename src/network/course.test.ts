import { expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { courses, type Fades } from './course.js';
import { drawExamples, planWith, relativeError } from './engine/random-network.contract.js';
import { wasmEngine } from './engine/wasm.js';
import type { Plan } from './plan.js';
import { Training } from './training.js';

const plan = planWith({ batchSize: 20, dropout: 0.3, weightDecay: 0.2 });

/** The weights after each of `epochs` epochs of two steps. */
function trail(chosen: Plan, epochs: number, fades?: Fades): Float32Array[] {
  const engine = wasmEngine();
  engine.load(drawExamples(chosen, 40, stream(1, 0, 'examples')));
  const network = engine.network(chosen, { seed: 1, trial: 1 });
  const schedule = { kind: 'constant' } as const;
  const training = new Training({ network, plan: chosen, rows: 40, rate: 0.02, schedule, epochs, fades });
  return Array.from({ length: epochs }, () => {
    training.next();
    return network.weights();
  });
}

test('factors go as their schedules, step by step', () => {
  const course = courses(plan, { weightDecay: { kind: 'flat_cosine' }, dropout: { kind: 'constant' } }, 2);
  const at = (epoch: number) => course({ epoch, epochs: 4 });
  expect(at(0)).toEqual({ weightDecay: Float32Array.of(1, 1), dropout: Float32Array.of(1, 1) });
  const { weightDecay } = at(2);
  expect(weightDecay![0]).toBe(1);
  expect(weightDecay![1]).toBeCloseTo((1 + Math.SQRT1_2) / 2, 6);
});

test('weight decay and dropout that fade to the end are those of the plan at first, and then less', () => {
  const plain = trail(plan, 8);
  const faded = trail(plan, 8, { weightDecay: { kind: 'flat_cosine' }, dropout: { kind: 'flat_cosine' } });
  expect(faded.slice(0, 4)).toEqual(plain.slice(0, 4));
  expect(faded[5]).not.toEqual(plain[5]);
  const decayAlone = trail(plan, 8, { weightDecay: { kind: 'flat_cosine' } });
  expect(decayAlone[5]).not.toEqual(faded[5]);
});

test('a uniform average holds the last quarter of the training', () => {
  const plain = trail(plan, 8);
  const averaged = trail({ ...plan, averaging: { kind: 'uniform', from: 0.75 } }, 8);
  expect(averaged.slice(0, 6)).toEqual(plain.slice(0, 6));
  const mean = plain[6].map((weight, i) => (weight + plain[7][i]) / 2);
  expect(relativeError(averaged[7], mean)).toBeLessThan(1e-6);
});
