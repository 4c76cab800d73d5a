import { describe, expect, test } from 'vitest';
import type { Trial, TrialState } from '../../study/trial.js';
import { promotion } from './promotion.js';

const rungs = [1, 3, 9];

/** A trial with the values of its epochs from the first. */
const trial = (number: number, values: readonly number[], state: TrialState = 'paused'): Trial => ({
  number,
  state,
  setting: {},
  intermediate: values.map((value, i) => ({ epoch: i + 1, value })),
  facts: {},
  started: 0,
});

/** How many of `n` trials at the lowest rung go on before another one arrives, and which. */
function promotedOf(n: number): number[] {
  let trials = Array.from({ length: n }, (_, number) => trial(number, [(number * 7) % n]));
  const promoted: number[] = [];
  for (let found = promotion(rungs.slice(0, 2), trials, 'minimize', 3); found; ) {
    promoted.push(found.number);
    trials = trials.map((one) => (one.number === found!.number ? { ...one, state: 'running' } : one));
    found = promotion(rungs.slice(0, 2), trials, 'minimize', 3);
  }
  return promoted;
}

describe('promotion', () => {
  test('a third of all that came goes on, those that went on counted', () => {
    expect([2, 3, 8, 9, 27].map((n) => promotedOf(n).length)).toEqual([0, 1, 2, 3, 9]);
  });

  test('the best goes first, by the value it had at the rung', () => {
    const trials = [trial(0, [3, 0]), trial(1, [1, 9]), trial(2, [2, 2])];
    expect(promotion(rungs, trials, 'minimize', 3)).toMatchObject({ number: 1, until: 3, level: 0 });
    expect(promotion(rungs, trials, 'maximize', 3)).toMatchObject({ number: 0, until: 3 });
  });

  test('the highest rung comes first', () => {
    const low = [4, 5, 6, 7, 8, 9].map((value, i) => trial(i, [value]));
    const high = [1, 2, 3].map((value, i) => trial(10 + i, [value, value, value]));
    expect(promotion(rungs, [...low, ...high], 'minimize', 3)).toMatchObject({
      number: 10,
      until: 9,
      level: 1,
    });
  });

  test('one that diverged came to the rung, and never takes a place of the best', () => {
    const two = [trial(0, [5]), trial(1, [6])];
    expect(promotion(rungs, two, 'minimize', 3)).toBeUndefined();
    expect(promotion(rungs, [...two, trial(2, [], 'diverged')], 'minimize', 3)?.number).toBe(0);
    expect(promotion(rungs, [...two, trial(2, [1], 'diverged')], 'minimize', 3)?.number).toBe(0);
    expect(promotion(rungs, [...two, trial(2, [], 'failed')], 'minimize', 3)).toBeUndefined();
  });

  test('a stopped trial keeps its place, but does not go on', () => {
    expect(
      promotion(rungs, [trial(0, [1], 'stopped'), trial(1, [2]), trial(2, [3])], 'minimize', 3),
    ).toBeUndefined();
  });

  test('one that is not a number is the worst', () => {
    const trials = [trial(0, [Number.NaN]), trial(1, [2]), trial(2, [3])];
    expect(promotion(rungs, trials, 'minimize', 3)?.number).toBe(1);
  });

  test('one that was paused before the first rung is brought there', () => {
    expect(promotion([2, 6], [trial(0, [1])], 'minimize', 3)).toMatchObject({ number: 0, until: 2 });
  });
});
