import { expect, test } from 'vitest';
import { float, integer } from '../space/define.js';
import type { Setting } from '../space/parameter.js';
import type { Trial, TrialState } from '../study/trial.js';
import { noPathText } from './on-trial.js';

const space = { rate: float(1e-4, 1, { log: true }), layers: integer(0, 4) };
const untuned = { rate: 0.01, layers: 1 };

const trial = (number: number, setting: Setting, state: TrialState = 'complete'): Trial => ({
  number,
  state,
  setting,
  value: number,
  intermediate: [],
  facts: number === 0 ? { proposer: 'rules of thumb' } : {},
  started: 0,
});

/** The default, and so many others that came to their end; two more did not. */
const study = (others: number) => ({
  space,
  trials: [
    trial(0, untuned),
    ...Array.from({ length: others }, (_, i) => trial(i + 1, { rate: 0.02 + i / 100, layers: 2 })),
    trial(others + 1, { rate: 0.5, layers: 4 }, 'stopped'),
    trial(others + 2, { rate: 0.9, layers: 4 }, 'diverged'),
  ],
});

test.each([
  [0, 'The best setting so far is the default, but no other trial came to its end'],
  [1, 'The best setting so far is the default, but only 1 other trial came to its end'],
  [7, 'The best setting so far is the default, but only 7 other trials came to their end'],
  [8, 'The best setting is the default itself: none of the 8 other trials that came to their end was better'],
])('the default is the best of %i others', (others, said) => {
  const text = noPathText(study(others), { setting: untuned });
  expect(text.startsWith(said)).toBe(true);
  expect(text).toMatch(/\.$/);
});

test('another setting is the best, and its way was not measured', () => {
  expect(noPathText(study(9), { setting: { rate: 0.02, layers: 2 } })).toMatch(
    /was not measured: no pair of trainings fitted into the time/,
  );
});
