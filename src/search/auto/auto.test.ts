import { describe, expect, test } from 'vitest';
import { checkSetting } from '../../space/check-setting.js';
import { categorical, float, integer, space } from '../../space/define.js';
import type { Space } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import type { Fidelity, Progression } from '../strategy/strategy.js';
import { auto } from './auto.js';

const wide = space({
  rate: float(1e-5, 1, { log: true }),
  layers: integer(0, 4),
  loss: categorical(['a', 'b']),
});
const small = space({ layers: integer(1, 4), loss: categorical(['a', 'b', 'c']) });
const epochs: Fidelity = { unit: 'epochs', least: 1, most: 27 };
const whole: Fidelity = { unit: 'evaluation', least: 1, most: 1 };

function progression(over: Space, fidelity: Fidelity, count: number, fullTrainings?: number): Progression {
  const trials = Array.from({ length: count }, (_, number): Trial => {
    const setting =
      over === small
        ? { layers: 1, loss: 'a' }
        : { rate: 10 ** -((number % 40) / 10), layers: number % 5, loss: 'a' };
    const value = Math.abs(Math.log10((setting as { rate?: number }).rate ?? 1) + 2);
    return {
      number,
      state: 'complete',
      setting,
      value,
      intermediate: [{ epoch: fidelity.most, value }],
      facts: {},
      started: 0,
    };
  });
  return {
    space: over,
    direction: 'minimize',
    trials,
    seed: 1,
    number: count,
    fidelity,
    ...(fullTrainings ? { fullTrainings } : {}),
  };
}

describe('auto', () => {
  test.each([
    ['trials that can be paused', progression(wide, epochs, 20), /^joint-gp: .* after 1 of 27 epochs/],
    [
      'thousands of them',
      progression(wide, epochs, 1_000),
      /^successive halving with tpe: 1000 trials are many/,
    ],
    ['trials that are all or nothing', progression(wide, whole, 20), /^gp: .*3 hyperparameters, 20 trials/],
    ['hundreds of them', progression(wide, whole, 300), /^tpe: 300 trials are many/],
    ['a space of twelve settings', progression(small, whole, 0), /^grid: there are 12 settings/],
    ['a space of twelve settings, and ten trials', progression(small, whole, 0, 10), /^gp/],
  ])('chooses for %s, and says why', (_, given, why) => {
    expect(auto().explain(given)).toMatch(why);
    const step = auto().next(given);
    expect(step.kind).toBe('start');
    if (step.kind === 'start') {
      checkSetting(given.space, step.setting);
      expect(step.why).toMatch(why);
    }
  });
});
