import { expect, test } from 'vitest';
import { sobol as sequence } from '../math/sobol.js';
import { categorical, float, space } from '../space/define.js';
import { describeSampler, makeHistory } from './sampler.contract.js';
import { sobol } from './sobol.js';

describeSampler("a Sobol' sequence", () => sobol());

test('trial n has point n of the scrambled sequence', () => {
  const cube = space({ a: float(0, 1), b: float(0, 1) });
  const { trials } = makeHistory(sobol(), 8, 5, cube);
  const wanted = trials.map((_, number) => [...sequence(2, 5).point(number)]);
  expect(trials.map(({ setting }) => [setting.a, setting.b])).toEqual(wanted);
});

test('every choice comes up as often after 2ᵐ trials', () => {
  const mixed = space({ choice: categorical(['w', 'x', 'y', 'z']), a: float(0, 1) });
  const { trials } = makeHistory(sobol(), 32, 2, mixed);
  for (const choice of ['w', 'x', 'y', 'z'])
    expect(trials.filter(({ setting }) => setting.choice === choice).length).toBe(8);
});
