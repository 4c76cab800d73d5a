import { expect, test } from 'vitest';
import { float, space } from '../../space/define.js';
import type { Trial, TrialState } from '../../study/trial.js';
import { isTimeToFinish } from './finishing.js';

const trial = (number: number, state: TrialState, trained: number): Trial => ({
  number,
  state,
  setting: { x: 0.5 },
  intermediate: Array.from({ length: trained }, (_, i) => ({ epoch: i + 1, value: 1 })),
  facts: {},
  started: 0,
});

const isTime = (
  trials: readonly Trial[],
  targets: readonly (readonly [number, number])[] = [],
  meant?: number,
) =>
  isTimeToFinish(
    {
      space: space({ x: float(0, 1) }),
      direction: 'minimize',
      seed: 1,
      number: trials.length,
      trials,
      fidelity: { unit: 'epochs', least: 1, most: 10 },
      targets: new Map(targets),
    },
    { finish: 0.5, first: 1, ...(meant === undefined ? {} : { meant }) },
  );

test('trials are trained to their end while less than their share of what was handed out is theirs', () => {
  const looks = [trial(0, 'paused', 5), trial(1, 'paused', 6)];
  expect(isTime(looks.slice(0, 1))).toBe(false);
  expect(isTime(looks)).toBe(true);
  expect(isTime([...looks, trial(2, 'complete', 10)])).toBe(false);
});

test('a trial in progress counts by where it is to go', () => {
  const looks = [trial(0, 'paused', 5), trial(1, 'paused', 6), trial(2, 'running', 1)];
  expect(isTime(looks, [[2, 3]])).toBe(true);
  expect(isTime(looks, [[2, 10]])).toBe(false);
  expect(isTime(looks)).toBe(false);
});

test('a trial that was given up on the way to its end has used up its share', () => {
  const looks = [trial(0, 'paused', 4), trial(1, 'paused', 4), trial(2, 'paused', 5)];
  expect(isTime(looks)).toBe(true);
  expect(isTime(looks, [], 6)).toBe(true);
  expect(isTime(looks, [], 5)).toBe(false);
});
