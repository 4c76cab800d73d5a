import { expect, test } from 'vitest';
import type { Plan } from '../network/plan.js';
import { checkSetting } from '../space/check-setting.js';
import type { Setting } from '../space/parameter.js';
import { fadesOf, steppingOf, steppingSpace } from './optimiser-setting.js';

const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

test.each<[Setting, Partial<Plan>]>([
  [{}, { optimiser: adam as Plan['optimiser'] }],
  [{ optimiser: 'adamw', averaging: 'none' }, { optimiser: adam as Plan['optimiser'] }],
  [
    { optimiser: 'adam', beta2: 0.95 },
    { optimiser: { ...adam, beta2: 0.95 } as Plan['optimiser'], decay: 'coupled' },
  ],
  [{ optimiser: 'rmsprop' }, { optimiser: { kind: 'rmsprop', beta: 0.99, epsilon: 1e-8, momentum: 0 } }],
  [{ optimiser: 'gradient_descent', momentum: 0.5 }, { optimiser: { kind: 'sgd', momentum: 0 } }],
  [{ optimiser: 'momentum', momentum: 0.5 }, { optimiser: { kind: 'sgd', momentum: 0.5 } }],
  [{ optimiser: 'nesterov' }, { optimiser: { kind: 'sgd', momentum: 0.9, nesterov: true } }],
  [
    { optimiser: 'momentum', clip: 2, averaging: 'uniform' },
    {
      optimiser: { kind: 'sgd', momentum: 0.9 },
      clip: { kind: 'norm', most: 2 },
      averaging: { kind: 'uniform', from: 0.75 },
    },
  ],
])('%j', (setting, want) => {
  checkSetting(steppingSpace, setting, { partial: true });
  expect(steppingOf(setting, 100, 10)).toEqual(want);
});

test.each([
  [2, 100, 10, 1 - 1 / 20],
  [0.5, 100, 10, 1 - 1 / 5],
  [0.01, 100, 10, 0],
  [1, 101, 10, 1 - 1 / 11],
])('an average that reaches back %d epochs of %i rows in batches of %i', (epochs, rows, batch, decay) => {
  const { averaging } = steppingOf({ averaging: 'exponential', averaging_epochs: epochs }, rows, batch);
  expect(averaging).toEqual({ kind: 'exponential', decay });
});

test('weight decay and dropout fade where the setting says so', () => {
  const flat = { kind: 'flat_cosine' };
  expect(fadesOf({ weight_decay_schedule: 'constant' })).toEqual({});
  expect(fadesOf({ dropout_schedule: 'flat_cosine' })).toEqual({ fades: { dropout: flat } });
  expect(fadesOf({ weight_decay_schedule: 'flat_cosine', dropout_schedule: 'flat_cosine' })).toEqual({
    fades: { weightDecay: flat, dropout: flat },
  });
});
