import { describe, expect, test } from 'vitest';
import type { Plan } from '../network/plan.js';
import type { Setting } from '../space/parameter.js';
import { epochWork } from './cost.js';
import { epochsFor, fairRungs, mostEpochs, rungEpochs } from './horizon.js';
import { atRungs } from './rung-view.js';
import { scheduleNames, scheduleOf } from './schedule-setting.js';
import { defaultSpace } from './space.js';

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
    expect(atRungs(values, trial({}), 'minimize')).toEqual([
      { epoch: 1, value: 5 },
      { epoch: 2, value: 4 },
    ]);
    expect(atRungs(values, trial({}), 'maximize')[1]!.value).toBe(6);
    expect(atRungs([], trial({}), 'minimize')).toEqual([]);
  });

  test.each(scheduleNames)('a trial with %s has rungs only where its schedule is fair to it', (schedule) => {
    const values = Array.from({ length: 90 }, (_, i) => ({ epoch: i + 1, value: -i }));
    const seen = atRungs(values, { setting: { schedule }, facts: { horizon: 90 } }, 'minimize');
    const neverFair = ['cosine', 'one_cycle'].includes(schedule);
    expect(fairRungs(scheduleOf({ schedule }), 90)).toEqual(neverFair ? [] : [6, 18, 42]);
    expect(seen.map(({ epoch }) => epoch)).toEqual(neverFair ? [4] : [1, 2, 3, 4]);
  });

  test('a rung within the warm-up is left out', () => {
    const setting = { schedule: 'constant', warmup_epochs: 10 };
    expect(fairRungs(scheduleOf(setting), 90)).toEqual([18, 42]);
  });

  test('the default space holds schedules alone that can be compared at every rung', () => {
    const problem = {
      task: 'regression',
      rows: 500,
      inputs: 5,
      outputs: 1,
      numeric: 5,
      logTarget: true,
    } as const;
    const { schedule } = defaultSpace(problem);
    const { choices } = schedule as { choices: readonly string[] };
    expect(choices.length).toBeGreaterThan(1);
    for (const choice of choices)
      expect(fairRungs(scheduleOf({ schedule: choice }), 255), choice).toEqual(rungEpochs(255));
  });
});

const trial = (setting: Setting) => ({ setting, facts: { horizon: 15 } });
