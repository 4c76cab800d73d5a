import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestValue, compareValues, isBetter } from './direction.js';
import { abandonRunning, bestSoFar, bestTrial, countStates, rankedTrials, valueAtEpoch } from './history.js';
import { epochsTrained, isScored, valueWhenStopped } from './outcome.js';
import type { Direction, Trial, TrialState } from './trial.js';

const trial = (number: number, state: TrialState, value?: number, finished = number): Trial => ({
  number,
  state,
  setting: {},
  ...(value === undefined ? {} : { value }),
  intermediate: [],
  facts: {},
  started: 0,
  finished,
});

const trials = [
  trial(0, 'complete', 3),
  trial(1, 'stopped', 0),
  trial(2, 'complete', 1, 9),
  trial(3, 'diverged'),
  trial(4, 'complete', Number.POSITIVE_INFINITY),
  trial(5, 'complete', 1, 5),
  trial(6, 'running'),
  trial(7, 'complete', 2),
];
const numbers = (some: readonly Trial[]) => some.map(({ number }) => number);

describe('directions', () => {
  const value = fc.option(fc.oneof(fc.double(), fc.constant(Number.NaN)), { nil: undefined });
  const direction = fc.constantFrom<Direction>('minimize', 'maximize');

  test('better is a strict order in which numbers beat what is none', () => {
    fc.assert(
      fc.property(value, value, value, direction, (a, b, c, toward) => {
        expect(isBetter(a, a, toward)).toBe(false);
        expect(isBetter(a, b, toward) && isBetter(b, a, toward)).toBe(false);
        if (isBetter(a, b, toward) && isBetter(b, c, toward)) expect(isBetter(a, c, toward)).toBe(true);
        expect(Math.sign(compareValues(a, b, toward)) + Math.sign(compareValues(b, a, toward))).toBe(0);
      }),
      { seed: 1 },
    );
    expect(isBetter(5, undefined, 'minimize') && isBetter(5, Number.NaN, 'maximize')).toBe(true);
    expect([isBetter(1, 2, 'minimize'), isBetter(1, 2, 'maximize')]).toEqual([true, false]);
  });

  test('the best passes over what is no number', () => {
    expect(bestValue([Number.NaN, 2, undefined, 1], 'minimize')).toBe(1);
    expect(bestValue([Number.NaN, 2, undefined, 1], 'maximize')).toBe(2);
    expect(bestValue([Number.NaN, undefined], 'minimize')).toBeUndefined();
  });
});

describe('a history', () => {
  test('its best is complete and finite; of equals the earliest', () => {
    expect(bestTrial(trials, 'minimize')?.number).toBe(2);
    expect(bestTrial(trials, 'maximize')?.number).toBe(0);
    expect(bestTrial([trials[1]!, trials[3]!], 'minimize')).toBeUndefined();
    expect(numbers(rankedTrials(trials, 'minimize'))).toEqual([2, 5, 7, 0]);
    expect(numbers(trials.filter(isScored))).toEqual([0, 2, 5, 7]);
  });

  test('its best so far follows the order in which trials finished', () => {
    expect(bestSoFar(trials, 'minimize')).toEqual([3, 1, 1, 1]);
    expect(bestSoFar(trials, 'maximize')).toEqual([3, 3, 3, 3]);
  });

  test('its states are counted, absent ones too', () => {
    expect(countStates(trials)).toEqual({
      running: 1,
      paused: 0,
      complete: 5,
      stopped: 1,
      diverged: 1,
      failed: 0,
    });
  });

  test('a value at an epoch is that of the first report from there', () => {
    const intermediate = [
      { epoch: 1, value: 9 },
      { epoch: 4, value: 5 },
    ];
    expect([0, 1, 2, 4, 5].map((epoch) => valueAtEpoch({ intermediate }, epoch))).toEqual([
      9,
      9,
      5,
      5,
      undefined,
    ]);
    expect([epochsTrained({ intermediate }), epochsTrained({ intermediate: [] })]).toEqual([4, 0]);
    expect([valueWhenStopped({ intermediate }), valueWhenStopped({ intermediate: [] })]).toEqual([
      5,
      undefined,
    ]);
  });

  test('what a dead process left running is given up', () => {
    expect(abandonRunning(trials, 7)).toEqual([
      {
        kind: 'finished',
        number: 6,
        state: 'failed',
        time: 7,
        facts: { reason: 'its process ended before it did' },
      },
    ]);
  });
});
