import { expect, test } from 'vitest';
import type { Trial } from '../study/trial.js';
import { courseViews } from './course-view.js';

const rungs = [1, 3, 7, 15];
const trial = (changes: Partial<Trial>): Trial => ({
  number: 0,
  state: 'paused',
  setting: {},
  intermediate: [4, 2, 3, 1, 8, 8].map((value, i) => ({ epoch: i + 1, value })),
  facts: { horizon: 30 },
  started: 0,
  ...changes,
});
const seen = (of: Trial, isComparable = () => true) =>
  courseViews(rungs, { direction: 'minimize', constant: 10 }, isComparable)(of);

test('training is counted in stages, scores are logarithms of the best error so far', () => {
  expect(seen(trial({})).intermediate).toEqual([
    { epoch: 1, value: Math.log(2) },
    { epoch: 3, value: Math.log(1) },
  ]);
});

test('what is worse than the constant is as bad as the constant', () => {
  const intermediate = [1, 2].map((epoch) => ({ epoch, value: 1e9 }));
  expect(seen(trial({ intermediate })).intermediate[0]!.value).toBeCloseTo(Math.log(10), 12);
});

test('of scores that are made great, what is missing to 1 counts', () => {
  const intermediate = [1, 2].map((epoch) => ({ epoch, value: 0.9 }));
  const views = courseViews(rungs, { direction: 'maximize', constant: 0.5 }, () => true);
  expect(views(trial({ intermediate })).intermediate[0]!.value).toBeCloseTo(Math.log(0.1), 12);
});

test('a trial that ended because nothing improved any more is at its end', () => {
  const { intermediate, value } = seen(trial({ state: 'complete', value: 1 }));
  expect(intermediate.map(({ epoch }) => epoch)).toEqual(rungs);
  expect([value, intermediate.at(-1)!.value]).toEqual([0, 0]);
});

test('a trial that had more training than others is no measure for them, but was tried', () => {
  const view = seen(trial({ state: 'complete', value: 1 }), () => false);
  expect([view.state, view.intermediate, 'value' in view]).toEqual(['failed', [], false]);
});
