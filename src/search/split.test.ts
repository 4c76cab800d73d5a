import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Direction, Trial } from '../study/trial.js';
import { goodCount, splitTrials } from './split.js';

interface Case {
  direction: Direction;
  trials: Trial[];
  good: number[];
  bad: number[];
}

/** Written by scripts/reference/optuna_tpe.py. */
const { cases } = JSON.parse(
  readFileSync(new URL('./fixtures/optuna-split.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

const numbers = (trials: readonly Trial[]) => trials.map(({ number }) => number);

test.for(cases.map((each) => [each.direction, each.trials.length, each] as const))(
  'a history to %s, of %i trials, is split as Optuna splits it',
  ([, , { direction, trials, good, bad }]) => {
    const split = splitTrials(
      trials.map((trial) => ({ ...trial, value: trial.value ?? undefined }) as Trial),
      direction,
    );
    expect(numbers(split.good)).toEqual(good);
    expect(numbers(split.bad)).toEqual(bad);
  },
);

test('diverged trials are bad, failed ones are in neither part', () => {
  const trial = (number: number, state: Trial['state'], value?: number) =>
    ({ number, state, value, setting: {}, intermediate: [], facts: {}, started: 0 }) as Trial;
  const trials = [trial(0, 'diverged'), trial(1, 'complete', 3), trial(2, 'failed'), trial(3, 'complete', 1)];
  const { good, bad } = splitTrials(trials, 'minimize');
  expect([numbers(good), numbers(bad)]).toEqual([[3], [0, 1]]);
});

test('a tenth is good, at most 25', () => {
  expect([0, 1, 10, 11, 250, 999].map(goodCount)).toEqual([0, 1, 1, 2, 25, 25]);
});
