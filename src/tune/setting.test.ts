import { expect, test } from 'vitest';
import type { Setting } from '../space/parameter.js';
import { type ProblemSize, recipeOf } from './setting.js';

const size: ProblemSize = {
  ...{ task: 'regression', rows: 100, inputs: 4, levelInputs: [], outputs: 1, pieces: {} },
  residualScale: { linear: 1, log: 1 },
};
const hiddenOf = (setting: Setting) => {
  const { normalisation, residual } = recipeOf({ neurons: 8, ...setting }, size).plan;
  return { normalisation, residual };
};

test.each<[Setting, ReturnType<typeof hiddenOf>]>([
  [{ layers: 3 }, { normalisation: undefined, residual: undefined }],
  [
    { layers: 3, normalisation: 'none', residual: 0 },
    { normalisation: undefined, residual: undefined },
  ],
  [
    { layers: 3, normalisation: 'batch', residual: 2 },
    { normalisation: 'batch', residual: 2 },
  ],
  [
    { layers: 2, normalisation: 'layer', residual: 1 },
    { normalisation: 'layer', residual: 1 },
  ],
  [
    { layers: 2, normalisation: 'layer', residual: 2 },
    { normalisation: 'layer', residual: undefined },
  ],
  [
    { layers: 0, normalisation: 'batch', residual: 1 },
    { normalisation: undefined, residual: undefined },
  ],
])('%j has hidden layers with %j', (setting, want) => {
  expect(hiddenOf(setting)).toEqual(want);
});

test('a setting without them makes the plan that it always made', () => {
  expect(Object.keys(recipeOf({ layers: 2, neurons: 8 }, size).plan)).toEqual([
    ...[
      'inputs',
      'outputs',
      'hidden',
      'activation',
      'loss',
      'optimiser',
      'weightDecay',
      'dropout',
      'batchSize',
    ],
  ]);
});
