import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cos } from '../math/elementary.js';
import { categorical, float, integer, powers, space } from '../space/define.js';
import type { Setting, Space } from '../space/parameter.js';
import type { Trial, TrialState } from '../study/trial.js';
import { cmaEs } from './cma-es.js';
import { random } from './random.js';
import { describeSampler, makeHistory } from './sampler.contract.js';
import type { Sampler } from './sampler.js';

describeSampler('cma-es', () => cmaEs());
describeSampler('cma-es with small and large restarts', () => cmaEs({ restarts: 'bipop' }));

const trialOf = (
  number: number,
  setting: Setting,
  value?: number,
  state: TrialState = 'complete',
): Trial => ({
  number,
  state,
  setting,
  ...(value === undefined ? {} : { value }),
  intermediate: [],
  facts: {},
  started: 0,
});

function search(
  sampler: Sampler,
  over: Space,
  objective: (setting: Setting) => number,
  count: number,
  seed = 1,
) {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number++) {
    const setting = sampler.propose({ space: over, direction: 'minimize', trials, seed, number });
    trials.push(trialOf(number, setting, objective(setting)));
  }
  return Math.min(...trials.map(({ value }) => value!));
}

const square = (x: number) => x * x;
const numbers = (setting: Setting) => Object.values(setting).map(Number);
const cube = (d: number) =>
  space(Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, float(-2, 2)])));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A bent valley, with the minimum 0 at 1, 1, 1 … */
const rosenbrock = (setting: Setting) => {
  const x = numbers(setting);
  return x.slice(1).reduce((sum, next, i) => sum + 100 * square(next - square(x[i]!)) + square(1 - x[i]!), 0);
};

/** Many hollows, the deepest at 0.3. */
const rastrigin = (setting: Setting) =>
  numbers(setting).reduce((sum, x) => sum + 3 + square(2 * (x - 0.3)) - 3 * cos(4 * Math.PI * (x - 0.3)), 0);

describe('cma-es', () => {
  test('follows a bent valley to its end', () => {
    expect(search(cmaEs(), cube(5), rosenbrock, 2500)).toBeLessThan(1e-8);
  });

  test('begins again elsewhere when it has converged', () => {
    const run = (restarts: 'ipop' | 'bipop' | 'none') =>
      [1, 2, 3, 4].map((seed) => search(cmaEs({ restarts }), cube(2), rastrigin, 3000, seed));
    expect(mean(run('ipop'))).toBeLessThan(1e-9);
    expect(mean(run('bipop'))).toBeLessThan(1e-9);
    expect(mean(run('none'))).toBeGreaterThan(0.1);
  });

  test('does not come to rest beside the best whole number', () => {
    const mixed = space({
      layers: integer(1, 20),
      width: powers(2, 4, 1024),
      gates: integer(0, 1),
      rate: float(1e-5, 1, { log: true }),
      drop: float(0, 1),
    });
    const objective = (s: Setting) =>
      square((s.layers as number) - 13) +
      square((s.width as number) / 256 - 1) +
      (s.gates === 1 ? 0 : 1) +
      square(Number(s.rate) * 100 - 1) +
      square(Number(s.drop) - 0.25);
    for (const seed of [1, 2, 3]) expect(search(cmaEs(), mixed, objective, 800, seed)).toBeLessThan(0.01);
  });

  test('chooses categories beside it', () => {
    const mixed = space({ kind: categorical(['a', 'b', 'c', 'd']), x: float(0, 1), y: float(0, 1) });
    const objective = (s: Setting) =>
      'badc'.indexOf(String(s.kind)) / 4 + square(Number(s.x) - 0.7) + square(Number(s.y) - 0.2);
    const ours = [1, 2, 3].map((seed) => search(cmaEs(), mixed, objective, 150, seed));
    const theirs = [1, 2, 3].map((seed) => search(random(), mixed, objective, 150, seed));
    expect(mean(ours)).toBeLessThan(0.02 * mean(theirs));
  });

  test('what it keeps from one proposal to the next changes no proposal', () => {
    const over = space({ a: float(0, 1), n: integer(0, 9) });
    const settings = makeHistory(random(), 60, 1, over).trials.map(({ setting }) => setting);
    const states: TrialState[] = ['complete', 'running', 'failed', 'paused', 'diverged', 'stopped'];
    const made = settings.map((setting, number) =>
      states.map((state) => trialOf(number, setting, number % 7, state)),
    );
    const changes = fc.array(fc.tuple(fc.nat(59), fc.constantFrom(0, 0, 0, 1, 2, 4, 5)), {
      minLength: 30,
      maxLength: 90,
    });
    fc.assert(
      fc.property(changes, fc.boolean(), (all, sameArray) => {
        const sampler = cmaEs();
        const trials: Trial[] = [];
        for (const [place, state] of all) {
          // A running trial may get an outcome; others are appended.
          const open = trials.findIndex(({ state: now }, i) => now === 'running' && i >= place % 5);
          if (open >= 0 && place % 2 === 0) trials[open] = made[open]![state]!;
          else if (trials.length < 60) trials.push(made[trials.length]![state]!);
          const shown = sameArray ? trials : [...trials];
          const history = { space: over, direction: 'minimize', trials: shown, seed: 3, number: 99 } as const;
          expect(sampler.propose(history)).toEqual(cmaEs().propose(history));
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });
});
