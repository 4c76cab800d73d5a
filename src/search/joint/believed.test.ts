import { describe, expect, test } from 'vitest';
import { float, space } from '../../space/define.js';
import type { Setting } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import type { Progression } from '../strategy/strategy.js';
import { evenLooks, firstLook, trustIn } from './believed.js';

const centred = (centre: number) => float(0, 1, { prior: { centre, confidence: 0.75 } });
const believed = space({ a: centred(0.8), b: centred(0.2), c: centred(0.5) });
const mode = { a: 0.8, b: 0.2, c: 0.5 };

const progression = (trials: readonly Trial[], over = believed): Progression => ({
  space: over,
  direction: 'minimize',
  seed: 3,
  number: trials.length,
  trials,
  fidelity: { unit: 'epochs', least: 1, most: 9 },
});

/** First looks whose report is what `cost` says; NaN blows up. */
function look(count: number, cost: (setting: Setting) => number, over = believed): Trial[] {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number++) {
    const { setting, facts = {} } = firstLook(progression(trials, over), 1);
    const value = cost(setting);
    const diverged = Number.isNaN(value);
    trials.push({
      number,
      state: diverged ? 'diverged' : 'paused',
      setting,
      intermediate: diverged ? [] : [{ epoch: 1, value }],
      facts,
      started: 0,
    });
  }
  return trials;
}

const fromMode = ({ setting }: Trial) =>
  Math.hypot(...Object.entries(mode).map(([name, at]) => Number(setting[name]) - at));

describe('first looks where something is believed', () => {
  test('begin with the believed best, then three that know nothing of it, then both kinds in turns', () => {
    const trials = look(24, (setting) => Math.abs(Number(setting.a) - 0.8));
    expect(trials[0]!.setting).toEqual(mode);
    expect(evenLooks(trials).map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22,
    ]);
    const near = trials.slice(1).filter((trial) => !evenLooks(trials).includes(trial));
    const average = (some: readonly Trial[]) =>
      some.reduce((sum, each) => sum + fromMode(each), 0) / some.length;
    expect(average(near)).toBeLessThan(0.6 * average(evenLooks(trials)));
  });

  test('know nothing of a belief whose best is worse than most others', () => {
    const trials = look(12, (setting) => -Math.abs(Number(setting.a) - 0.8));
    expect(evenLooks(trials).length).toBe(11);
  });

  test('nor of one whose best blows up', () => {
    const trials = look(12, (setting) => (setting.a === 0.8 ? Number.NaN : 1));
    expect(evenLooks(trials).length).toBe(11);
  });

  test('are a Sobol’ sequence without beliefs', () => {
    const trials = look(8, () => 1, space({ a: float(0, 1), b: float(0, 1), c: float(0, 1) }));
    expect(evenLooks(trials)).toEqual([]);
    expect(trials.filter(({ setting }) => Number(setting.a) < 0.5).length).toBe(4);
  });
});

test('a belief is trusted as far as its best beats more than half of what was looked at without it', () => {
  expect(trustIn(0, [1, 2, 3, 4])).toEqual({ trust: 1, beats: 1 });
  expect(trustIn(2.5, [1, 2, 3, 4])).toEqual({ trust: 0, beats: 0.5 });
  expect(trustIn(1.5, [1, 2, 3, 4])).toEqual({ trust: 0.5, beats: 0.75 });
  expect(trustIn(9, [1, 2, 3, 4]).trust).toBe(0);
});
