import { expect, test } from 'vitest';
import { float, space } from '../../space/define.js';
import type { Trial } from '../../study/trial.js';
import { jointGp } from '../strategy/joint-gp.js';
import { simulate } from '../strategy/simulate.contract.js';
import type { Progression } from '../strategy/strategy.js';
import { asRound, lastRound, nextRound, withoutBetter } from './rounds.js';

const believed = space({ a: float(0, 1, { prior: { centre: 0.3, confidence: 0.5 } }), b: float(0, 1) });
const fidelity = { unit: 'epochs', least: 1, most: 27 } as const;

const trial = (number: number, values: readonly number[], facts: Trial['facts'] = {}): Trial => ({
  number,
  state: 'paused',
  setting: { a: number / 10, b: 0.5 },
  intermediate: values.map((value, i) => ({ epoch: i + 1, value })),
  facts,
  started: 0,
});

const study = (...trials: Trial[]): Progression => ({
  space: believed,
  direction: 'minimize',
  seed: 1,
  number: trials.length,
  trials,
  fidelity,
});

test('a round sees its own trials, and none but the first believes anything', () => {
  const first = lastRound(study(trial(0, [1]), trial(1, [2])));
  expect(first.number).toBe(0);
  expect(first.progression.trials.length).toBe(2);
  expect(first.progression.space.a!.prior).toBeDefined();
  expect(asRound(first)).toEqual({});

  const second = nextRound(first);
  expect(second.progression.trials).toEqual([]);
  const later = lastRound(study(trial(0, [1]), trial(1, [2]), trial(2, [3], asRound(second))));
  expect(later.number).toBe(1);
  expect(later.progression.trials.map(({ number }) => number)).toEqual([2]);
  expect(later.progression.space.a).not.toHaveProperty('prior');
});

test('counts what was trained of trials that were begun after one about as good as the best', () => {
  const costs = { rows: [], trials: [], costs: [0, 1, 1], best: 0, seen: 3 };
  const trials = [trial(0, [1, 1]), trial(1, [1, 0.009]), trial(2, [1, 1, 1]), trial(3, [0])];
  expect(withoutBetter(study(...trials), costs)).toBe(4);
  expect(withoutBetter(study(trial(0, [1, 1]), trial(1, [1, 0.011]), trial(2, [0])), costs)).toBe(0);
  const blown = { ...trial(0, [0]), state: 'diverged' } as const;
  expect(withoutBetter(study(blown, trial(1, [0]), trial(2, [1])), costs)).toBe(1);
});

const valley = ({ a, b }: Record<string, unknown>, epoch: number) =>
  (Number(a) - 0.2) ** 2 + (Number(b) - 0.2) ** 2 + 1 / epoch;
const roundsOf = (trials: readonly Trial[]) => trials.map(({ facts }) => Number(facts.joint_gp_round ?? 0));

test('begins anew where nothing better comes, and tries no setting twice', () => {
  const options = { candidates: 16, searches: 1, startup: 4, anew: 3, anewFrom: 5 };
  const hills = space({ a: float(0, 1), b: float(0, 1) });
  const job = { space: hills, fidelity, report: valley, budget: 16 * 27 };
  const { trials } = simulate(jointGp(options), job);
  const rounds = roundsOf(trials);
  expect(rounds).toEqual([...rounds].sort());
  expect(rounds.at(-1)).toBeGreaterThan(0);
  expect(new Set(trials.map(({ setting }) => JSON.stringify(setting))).size).toBe(trials.length);
  expect(new Set(roundsOf(simulate(jointGp({ ...options, anew: 99 }), job).trials))).toEqual(new Set([0]));
});
