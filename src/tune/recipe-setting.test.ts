import { expect, test } from 'vitest';
import { realMlp } from '../network/recipe/realmlp.js';
import { recipeNames } from './recipe-setting.js';
import { type ProblemSize, recipeOf } from './setting.js';

const size: ProblemSize = {
  task: 'regression',
  rows: 900,
  inputs: 4,
  levelInputs: [{ input: 2, levels: 20 }],
  outputs: 1,
  residualScale: { linear: 1, log: 1 },
  pieces: { 8: [0, 3].map((input) => ({ input, edges: [0, 1] })), 16: [] },
};
const problem = { ...size, task: 'regression', levels: size.levelInputs, numbers: [0, 3] } as const;

test.each(['realmlp-td-s', 'realmlp-td'] as const)('%s is the recipe for what the part has', (recipe) => {
  const { plan, rate, schedule, fades } = realMlp(recipe, problem);
  expect(recipeOf({ recipe }, size)).toEqual({
    ...{ plan, rate, schedule, targetScale: 'linear' },
    ...(fades && { fades }),
  });
});

test('what a setting says beside its recipe stands', () => {
  const said = {
    learning_rate: 0.1,
    batch_size: 2000,
    weight_decay: 0.5,
    dropout: 0.25,
    layers: 2,
    neurons: 32,
  };
  const { plan, rate, targetScale } = recipeOf({ recipe: 'realmlp-td', target_scale: 'log', ...said }, size);
  expect([rate, plan.batchSize, plan.weightDecay, plan.dropout, targetScale]).toEqual([
    0.1,
    900,
    0.5,
    0.25,
    'log',
  ]);
  expect(plan.hidden).toEqual([32, 32]);
});

test('plain, or none, is each hyperparameter for itself', () => {
  const setting = { layers: 1, neurons: 8, learning_rate: 0.01 };
  expect(recipeOf({ ...setting, recipe: 'plain' }, size)).toEqual(recipeOf(setting, size));
  expect(recipeOf(setting, size).plan.hidden).toEqual([8]);
  expect(recipeNames[0]).toBe('plain');
});
