import { describe, expect, test } from 'vitest';
import type { Activation, Plan } from '../plan.js';
import { firstWeights } from './first-weights.js';
import { planWith } from './random-network.contract.js';

const seed = { seed: 1, trial: 1 };
const weightsOf = (plan: Plan) =>
  firstWeights(plan, seed, { rows: 0, inputs: new Float32Array(0), targets: new Float32Array(0) });
const meanSquare = (numbers: Float32Array) => numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length;

describe('first weights', () => {
  test.each<[Activation, number]>([
    ['relu', 1 / 50],
    ['silu', 1 / 50],
    ['tanh', 1 / 250],
  ])('have the variance of %s', (activation, variance) => {
    const weights = weightsOf(planWith({ inputs: 50, hidden: [200], activation }));
    expect(meanSquare(weights.subarray(0, 10_000)) / variance).toBeCloseTo(1, 1);
    expect(meanSquare(weights.subarray(10_000, 10_200)) / (1 / 150)).toBeCloseTo(1, 0);
    expect(meanSquare(weights.subarray(10_200, 10_400)) / (1 / 600)).toBeCloseTo(1, 0);
    expect(weights[10_400]).toBe(0);
  });

  test('of a straight line lead a vector to the outputs, and are zero elsewhere', () => {
    const embeddings = [
      { input: 0, levels: 2, size: 2 },
      { input: 2, levels: 1, size: 1 },
    ];
    const plan = planWith({ hidden: [], embeddings, outputs: 2 });
    const [tables, line] = [new Array(5).fill(0), [1, 0, 0, 1, 1, 0, 0, 0, 0, 0]];
    expect([...weightsOf(plan)]).toEqual([...tables, ...line]);
  });

  test('of a straight line of numbers are zero', () => {
    expect(weightsOf(planWith({ hidden: [] }))).toEqual(new Float32Array(4));
  });
});
