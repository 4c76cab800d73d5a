import { describe, expect, test } from 'vitest';
import { log, log10 } from '../math/elementary.js';
import { categorical, float, integer, powers, space } from '../space/define.js';
import { encode } from '../space/encode.js';
import type { Setting, Space } from '../space/parameter.js';
import { bestTrial } from '../study/history.js';
import type { Trial } from '../study/trial.js';
import { random } from './random.js';
import { describeSampler } from './sampler.contract.js';
import type { Sampler } from './sampler.js';
import { blocksOf } from './tpe/blocks.js';
import { tpe } from './tpe.js';

describeSampler('tpe', () => tpe());
describeSampler('tpe by groups', () => tpe({ group: true }));
describeSampler('tpe, each hyperparameter by itself', () => tpe({ multivariate: false }));

interface Problem {
  readonly space: Space;
  /** What is made small, 0 at best; undefined when it diverges. */
  readonly regret: (setting: Setting) => number | undefined;
}

const square = (x: number) => x * x;
const at = (setting: Setting, name: string) => setting[name] as number;

/** Made-up stand-ins for what a network's error looks like. */
const problems: Record<string, Problem> = {
  'a bowl in four numbers': {
    space: space({ a: float(0, 1), b: float(0, 1), c: float(0, 1), d: float(1e-4, 1, { log: true }) }),
    regret: (s) =>
      square(at(s, 'a') - 0.2) +
      square(at(s, 'b') - 0.7) +
      square(at(s, 'c') - 0.5) +
      square((log10(at(s, 'd')) + 2) / 4),
  },
  'a valley across two numbers': {
    space: space({ rate: float(1e-5, 1, { log: true }), batch: powers(2, 8, 4096), junk: float(0, 1) }),
    regret: (s) =>
      square(log10(at(s, 'rate')) + 3 - 0.5 * log10(at(s, 'batch') / 64)) +
      0.05 * square(log(at(s, 'batch') / 128)),
  },
  'a hyperparameter that exists for one choice only': {
    space: space({
      loss: categorical(['squared', 'absolute', 'huber']),
      delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
      layers: integer(0, 4),
    }),
    regret: (s) =>
      ({ squared: 0.5, absolute: 0.8, huber: square(log(at(s, 'delta') / 0.4)) })[s.loss as 'huber'] +
      0.3 * Math.abs(at(s, 'layers') - 3),
  },
  'an edge behind which trials diverge': {
    space: space({
      rate: float(1e-5, 1, { log: true }),
      neurons: integer(4, 512, { log: true }),
      drop: float(0, 0.5),
    }),
    regret: (s) =>
      at(s, 'rate') > 0.05
        ? undefined
        : square(log10(at(s, 'rate') / 0.04)) + square(log(at(s, 'neurons') / 100)) / 4 + at(s, 'drop'),
  },
};

function search(sampler: Sampler, { space: over, regret }: Problem, count: number, seed: number): number {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number++) {
    const setting = sampler.propose({ space: over, direction: 'minimize', trials, seed, number });
    const value = regret(setting);
    trials.push({
      number,
      state: value === undefined ? 'diverged' : 'complete',
      setting,
      ...(value === undefined ? {} : { value }),
      intermediate: [],
      facts: {},
      started: 0,
    });
  }
  return bestTrial(trials, 'minimize')?.value ?? Number.POSITIVE_INFINITY;
}

const seeds = Array.from({ length: 24 }, (_, seed) => seed);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('tpe beats random search', () => {
  test.for(Object.entries(problems))('on %s', ([, problem]) => {
    const ours = seeds.map((seed) => search(tpe(), problem, 45, seed));
    const theirs = seeds.map((seed) => search(random(), problem, 45, seed));
    expect(mean(ours)).toBeLessThan(0.7 * mean(theirs));
    expect(ours.filter((value, i) => value < theirs[i]!).length).toBeGreaterThan(0.6 * seeds.length);
  });
});

test('groups, and hyperparameters by themselves, beat random search too', () => {
  const problem = problems['a hyperparameter that exists for one choice only']!;
  const run = (sampler: Sampler) => mean(seeds.map((seed) => search(sampler, problem, 45, seed)));
  const theirs = run(random());
  expect(run(tpe({ group: true }))).toBeLessThan(0.7 * theirs);
  expect(run(tpe({ multivariate: false }))).toBeLessThan(0.7 * theirs);
  expect(() => tpe({ group: true, multivariate: false })).toThrow(/tpe with group and multivariate: false/);
});

test('groups are of hyperparameters that always exist together', () => {
  const over = space({
    a: categorical(['x', 'y']),
    b: float(0, 1, { when: { parameter: 'a', values: ['x', 'y'] } }),
    c: float(0, 1, { when: { parameter: 'a', values: ['y', 'x'] } }),
    d: float(0, 1, { when: { parameter: 'a', values: ['y'] } }),
    e: float(0, 1),
  });
  expect(blocksOf(over, 'groups')).toEqual([[0, 4], [1, 2], [3]]);
  expect([blocksOf(over, 'all'), blocksOf(over, 'none').length]).toEqual([[[0, 1, 2, 3, 4]], 5]);
});

test('a good prior helps, and a wrong one is overcome', () => {
  const believing = (centre: number): Problem => ({
    space: space({
      a: float(0, 1, { prior: { centre, confidence: 0.75 } }),
      b: float(0, 1, { prior: { centre, confidence: 0.75 } }),
      c: float(0, 1),
    }),
    regret: (s) => square(at(s, 'a') - 0.9) + square(at(s, 'b') - 0.85) + square(at(s, 'c') - 0.3),
  });
  const run = (problem: Problem, sampler: Sampler, count: number) =>
    mean(seeds.map((seed) => search(sampler, problem, count, seed)));
  const plain = { ...believing(0), space: space({ a: float(0, 1), b: float(0, 1), c: float(0, 1) }) };
  expect(run(believing(0.9), tpe(), 15)).toBeLessThan(0.8 * run(plain, tpe(), 15));
  expect(run(believing(0.1), tpe(), 45)).toBeLessThan(0.5 * run(plain, random(), 45));
});

test('trials that run keep others away from where they are', () => {
  const line = space({ x: float(0, 1) });
  const trial = (number: number, x: number, value?: number): Trial => ({
    number,
    state: value === undefined ? 'running' : 'complete',
    setting: { x },
    ...(value === undefined ? {} : { value }),
    intermediate: [],
    facts: {},
    started: 0,
  });
  const done = Array.from({ length: 20 }, (_, i) => trial(i, (i + 0.5) / 20, Math.abs(i - 10)));
  const nearRunning = (trials: Trial[]) =>
    mean(
      seeds.map((seed) => {
        const { x } = tpe().propose({ space: line, direction: 'minimize', trials, seed, number: 30 });
        return Math.abs((x as number) - 0.525) < 0.02 ? 1 : 0;
      }),
    );
  const running = Array.from({ length: 6 }, (_, i) => trial(20 + i, 0.525 + (i - 3) * 0.004));
  expect(nearRunning([...done, ...running])).toBeLessThan(nearRunning(done));
  const heedless = (trials: Trial[]) =>
    tpe({ constantLiar: false }).propose({ space: line, direction: 'minimize', trials, seed: 1, number: 30 });
  expect(heedless([...done, ...running])).toEqual(heedless(done));
});

test('proposals are the same everywhere: recorded bits', () => {
  const over = problems['a valley across two numbers']!.space;
  const history = Array.from({ length: 12 }, (_, number): Trial => {
    const setting = random().propose({ space: over, direction: 'minimize', trials: [], seed: 9, number });
    return { number, state: 'complete', setting, value: number % 5, intermediate: [], facts: {}, started: 0 };
  });
  const setting = tpe().propose({ space: over, direction: 'maximize', trials: history, seed: 4, number: 12 });
  expect(setting).toMatchInlineSnapshot(`
    {
      "batch": 32,
      "junk": 0.5262450419737771,
      "rate": 0.026941301933175954,
    }
  `);
  expect([...encode(over, setting)]).toMatchInlineSnapshot(`
    [
      0.6860837158180908,
      0.25,
      0.5262450419737771,
    ]
  `);
});
