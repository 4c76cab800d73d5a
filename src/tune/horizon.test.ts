import { describe, expect, test } from 'vitest';
import type { Plan } from '../network/plan.js';
import { epochWork } from './cost.js';
import { epochsFor, mostEpochs, rungEpochs } from './horizon.js';
import { atRungs } from './rung-view.js';

const plan = (hidden: readonly number[], batchSize = 32): Plan => ({
  inputs: 10,
  hidden,
  outputs: 1,
  activation: 'relu',
  loss: { kind: 'squared' },
  optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  weightDecay: 0,
  dropout: 0,
  batchSize,
});

describe('epochsFor', () => {
  test('equal work: a larger network gets fewer epochs, in whole fifteenths of the schedule', () => {
    const work = 50 * epochWork(plan([64, 64]), 5000, 1000);
    const [small, medium, large] = [[8], [64, 64], [512, 512]].map((hidden) =>
      epochsFor(plan(hidden), 5000, 1000, work),
    );
    expect(small).toBe(255);
    expect(medium).toBe(45);
    expect(large).toBeLessThan(15);
    expect(large).toBeGreaterThanOrEqual(5);
  });

  test('few rows allow more epochs, so that there are as many steps', () => {
    expect([100_000, 2_000, 1_000, 500, 250, 10].map(mostEpochs)).toEqual([255, 255, 510, 1020, 2040, 2040]);
    expect(epochsFor(plan([8]), 500, 100, 1e15)).toBe(1020);
  });

  test('small batches cost more: more steps of the optimiser', () => {
    expect(epochWork(plan([64], 8), 5000, 0)).toBeGreaterThan(1.3 * epochWork(plan([64], 512), 5000, 0));
  });
});

describe('rungs', () => {
  test('lie where the schedule returns to zero, before the end', () => {
    expect(rungEpochs(15)).toEqual([1, 3, 7]);
    expect(rungEpochs(90)).toEqual([6, 18, 42]);
    expect(rungEpochs(5)).toEqual([1, 2]);
  });

  test('a trial is seen by the best of its epochs at each rung that it reached', () => {
    const values = [5, 4, 6, 3].map((value, i) => ({ epoch: i + 1, value }));
    expect(atRungs(values, 15, 'minimize')).toEqual([
      { epoch: 1, value: 5 },
      { epoch: 2, value: 4 },
    ]);
    expect(atRungs(values, 15, 'maximize')[1]!.value).toBe(6);
    expect(atRungs([], 15, 'minimize')).toEqual([]);
  });
});
