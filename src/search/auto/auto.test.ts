import { describe, expect, test } from 'vitest';
import { checkSetting } from '../../space/check-setting.js';
import { categorical, float, integer, space } from '../../space/define.js';
import type { Space } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import type { Fidelity, Progression } from '../strategy/strategy.js';
import { auto } from './auto.js';

const small = space({ layers: integer(1, 4), loss: categorical(['a', 'b', 'c']) });
const counted = space({ layers: integer(0, 9), loss: categorical(['a', 'b', 'c']) });
const wide = space({
  rate: float(1e-5, 1, { log: true }),
  layers: integer(0, 4),
  loss: categorical(['a', 'b']),
});
const epochs: Fidelity = { unit: 'epochs', least: 1, most: 27 };
const whole: Fidelity = { unit: 'evaluation', least: 1, most: 1 };

function progression(over: Space, fidelity: Fidelity, count: number, fullTrainings?: number): Progression {
  const trials = Array.from({ length: count }, (_, number): Trial => {
    const rate = 10 ** -((number % 40) / 10);
    const value = Math.abs(Math.log10(rate) + 2);
    const setting = { ...(over === wide ? { rate } : {}), layers: number % 5, loss: 'a' };
    const intermediate = [{ epoch: fidelity.most, value }];
    return { number, state: 'complete', setting, value, intermediate, facts: {}, started: 0 };
  });
  const history = { space: over, direction: 'minimize', trials, seed: 1, number: count } as const;
  return { ...history, fidelity, ...(fullTrainings ? { fullTrainings } : {}) };
}

describe('auto', () => {
  test.each([
    ['trials that can be paused', progression(wide, epochs, 20), /^joint-gp: .* after 1 of 27 epochs/],
    ['thousands of them', progression(wide, epochs, 1_000), /^successive halving with tpe: 1000 trials are/],
    [
      'trials that are all or nothing',
      progression(wide, whole, 20),
      /^gp, and tpe for one in 4: .*20 trials/,
    ],
    [
      'settings that can be counted',
      progression(counted, whole, 20),
      /^gp, and tpe for one in 2: .*20 trials/,
    ],
    ['hundreds of trials', progression(wide, whole, 300), /^tpe: 300 trials are many/],
    ['a space of twelve settings', progression(small, whole, 0), /^grid: there are 12 settings/],
    ['twelve settings and ten trials', progression(small, whole, 0, 10), /^gp/],
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
