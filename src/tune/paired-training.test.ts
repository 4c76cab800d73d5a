import { expect, test } from 'vitest';
import type { Trial } from '../study/trial.js';
import { trainingSeconds } from './paired-training.js';

const trial = (trained: number): Trial => ({
  number: 0,
  state: 'stopped',
  setting: {},
  intermediate: trained === 0 ? [] : [{ epoch: trained, value: 1 }],
  facts: { horizon: 900, seconds: 6 },
  started: 0,
});

test('what a whole training takes on one split, by one of a third of its length on three', () => {
  expect(trainingSeconds(trial(300), 3)).toBe(6);
  expect(trainingSeconds(trial(900), 3)).toBe(2);
  expect(trainingSeconds(trial(0), 3)).toBe(2);
});
