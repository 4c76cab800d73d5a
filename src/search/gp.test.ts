import { describe, expect, test } from 'vitest';
import { exp, log10 } from '../math/elementary.js';
import { categorical, float, integer, powers, space } from '../space/define.js';
import { encode } from '../space/encode.js';
import type { Setting, Space } from '../space/parameter.js';
import { bestTrial } from '../study/history.js';
import type { Trial } from '../study/trial.js';
import { type GpOptions, gp } from './gp.js';
import { random } from './random.js';
import { describeSampler } from './sampler.contract.js';
import type { Sampler } from './sampler.js';

/** A narrower search than the default's: these tests make some thousand proposals. */
const narrow: GpOptions = { candidates: 64, searches: 1 };

describeSampler('gp', () => gp(narrow));

const square = (x: number) => x * x;
const at = (setting: Setting, name: string) => setting[name] as number;

function trialOf(number: number, setting: Setting, value: number | undefined, seconds = 1): Trial {
  return {
    number,
    state: value === undefined ? 'diverged' : 'complete',
    setting,
    ...(value === undefined ? {} : { value }),
    intermediate: [],
    facts: {},
    started: 0,
    finished: 1000 * seconds,
  };
}

type Regret = (setting: Setting) => number | undefined;

function search(sampler: Sampler, over: Space, regret: Regret, count: number, seed: number): Trial[] {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number++) {
    const setting = sampler.propose({ space: over, direction: 'minimize', trials, seed, number });
    trials.push(trialOf(number, setting, regret(setting)));
  }
  return trials;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const bestOf = (trials: Trial[]) => bestTrial(trials, 'minimize')!.value;

const mixed = space({
  rate: float(1e-5, 1, { log: true }),
  batch: powers(2, 8, 1024),
  loss: categorical(['squared', 'absolute', 'huber']),
  delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  layers: integer(0, 4),
});
const mixedRegret: Regret = (s) =>
  square(log10(at(s, 'rate')) + 3 - 0.5 * log10(at(s, 'batch') / 64)) +
  { squared: 1, absolute: 1.3, huber: square(log10(at(s, 'delta') / 0.4)) }[s.loss as 'huber'] +
  0.3 * Math.abs(at(s, 'layers') - 3);

test('gp finds a mixed, conditional place that random search comes nowhere near', () => {
  const ours = [1, 2, 3].map((seed) => bestOf(search(gp(narrow), mixed, mixedRegret, 40, seed)));
  const theirs = [1, 2, 3].map((seed) => bestOf(search(random(), mixed, mixedRegret, 40, seed)));
  expect(mean(ours)).toBeLessThan(0.2 * mean(theirs));
});

describe('where trials diverge', () => {
  const over = space({ rate: float(1e-5, 1, { log: true }), drop: float(0, 0.5) });
  const regret: Regret = (s) =>
    at(s, 'rate') > 0.05 ? undefined : square(log10(at(s, 'rate') / 0.04)) + at(s, 'drop');

  test('gp comes near the edge, and learns to stay on this side of it', () => {
    const trials = search(gp(narrow), over, regret, 45, 2);
    expect(bestOf(trials)).toBeLessThan(0.02);
    const late = trials.slice(25).filter(({ state }) => state === 'diverged');
    expect(late.length).toBeLessThan(8);
  });
});

test('a prior leads first, and a wrong one is overcome', () => {
  const believing = (centre: number) =>
    space({ a: float(0, 1, { prior: { centre, confidence: 0.75 } }), b: float(0, 1) });
  const regret: Regret = (s) => square(at(s, 'a') - 0.9) + square(at(s, 'b') - 0.3);
  const early = (belief: number) =>
    mean(
      search(gp({ ...narrow, belief }), believing(0.1), regret, 12, 1)
        .slice(5)
        .map(({ setting }) => at(setting, 'a')),
    );
  expect(early(100)).toBeLessThan(early(0) - 0.1);
  expect(bestOf(search(gp(narrow), believing(0.1), regret, 25, 1))).toBeLessThan(1e-3);
});

test('trials that run keep others away from where they are', () => {
  const line = space({ x: float(0, 1), y: float(0, 1) });
  const done = Array.from({ length: 12 }, (_, number) => {
    const setting = random().propose({ space: line, direction: 'minimize', trials: [], seed: 3, number });
    return trialOf(number, setting, square(at(setting, 'x') - 0.4) + square(at(setting, 'y') - 0.4));
  });
  const proposeBeside = (trials: Trial[]) =>
    gp().propose({ space: line, direction: 'minimize', trials, seed: 1, number: 40 });
  const distance = (a: Setting, b: Setting) =>
    Math.sqrt(square(at(a, 'x') - at(b, 'x')) + square(at(a, 'y') - at(b, 'y')));
  const first = proposeBeside(done);
  const again = proposeBeside(done.map((trial) => ({ ...trial })));
  const running: Trial = {
    number: 12,
    state: 'running',
    setting: first,
    intermediate: [],
    facts: {},
    started: 0,
  };
  const second = proposeBeside([...done, running]);
  expect(again).toEqual(first);
  expect(distance(first, second)).toBeGreaterThan(0.03);
});

test('a resumed study goes on as it would have, whatever was remembered', () => {
  const sampler = gp(narrow);
  const trials: Trial[] = [];
  for (let number = 0; number < 45; number++) {
    const history = { space: mixed, direction: 'minimize' as const, trials, seed: 6, number };
    const setting = sampler.propose(history);
    if (number % 11 === 0) expect(gp(narrow).propose(structuredClone(history))).toEqual(setting);
    const running = number % 5 === 4;
    trials.push(
      running
        ? { ...trialOf(number, setting, 1), state: 'running' }
        : trialOf(number, setting, mixedRegret(setting)),
    );
    // A trial that ran comes to its end among later ones.
    const late = trials[number - 3];
    if (late?.state === 'running')
      trials[number - 3] = trialOf(number - 3, late.setting, mixedRegret(late.setting));
  }
});

test('what a trial takes counts where it is asked, less as the budget is spent', () => {
  const over = space({ x: float(0, 1), y: float(0, 1) });
  const regret = (s: Setting) => square(at(s, 'x') - 0.8) + square(at(s, 'y') - 0.5);
  const seconds = (s: Setting) => exp(12 * at(s, 'x'));
  const trials = Array.from({ length: 14 }, (_, number) => {
    const setting = random().propose({ space: over, direction: 'minimize', trials: [], seed: 5, number });
    return trialOf(number, setting, regret(setting), seconds(setting));
  });
  const x = (options: GpOptions) =>
    at(gp(options).propose({ space: over, direction: 'minimize', trials, seed: 1, number: 14 }), 'x');
  const spent = trials.reduce((sum, { finished }) => sum + finished! / 1000, 0);
  expect(x({ expense: {} })).toBeLessThan(x({}) - 0.05);
  expect(x({ expense: { budget: spent } })).toBeCloseTo(x({}), 6);
});

test('in many dimensions it goes on from the incumbent', () => {
  const over = space(Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`x${i}`, float(0, 1)])));
  const regret: Regret = (s) =>
    Object.values(s).reduce<number>((sum, x, i) => sum + square((x as number) - 0.3 - i / 60), 0);
  const ours = bestOf(search(gp(narrow), over, regret, 50, 1));
  const theirs = bestOf(search(random(), over, regret, 50, 1));
  expect(ours).toBeLessThan(0.5 * theirs);
});

test('proposals are the same everywhere: recorded bits', () => {
  const trials = Array.from({ length: 14 }, (_, number) => {
    const setting = random().propose({ space: mixed, direction: 'minimize', trials: [], seed: 9, number });
    return trialOf(number, setting, mixedRegret(setting));
  });
  const setting = gp().propose({ space: mixed, direction: 'minimize', trials, seed: 4, number: 14 });
  expect(setting).toMatchInlineSnapshot(`
    {
      "batch": 32,
      "delta": 1.4009250898128458,
      "layers": 0,
      "loss": "huber",
      "rate": 0.0006985569787818605,
    }
  `);
  expect([...encode(mixed, setting)]).toMatchInlineSnapshot(`
    [
      0.36884036714696683,
      0.3125,
      0.8333333333333334,
      0.7237224545003214,
      0.1,
    ]
  `);
});
