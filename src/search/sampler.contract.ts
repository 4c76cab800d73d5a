import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSetting } from '../space/check-setting.js';
import { boolean, categorical, float, integer, powers, space } from '../space/define.js';
import type { Setting, Space } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import type { History, Sampler } from './sampler.js';

/** A space with every kind of hyperparameter, nested conditions, priors and one that has a single value. */
export const contractSpace = space({
  batch_size: powers(2, 8, 4096, { prior: { centre: 32, confidence: 0.5 } }),
  loss: categorical(['squared', 'absolute', 'huber'], { prior: { centre: 'squared', confidence: 0.3 } }),
  huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  clip: boolean({ when: { parameter: 'huber_delta', values: [1] } }),
  learning_rate: float(1e-5, 1, { log: true, prior: { centre: 1e-3, confidence: 0.75 } }),
  layers: integer(0, 4),
  neurons: integer(4, 512, { log: true, when: { parameter: 'layers', values: [1, 2, 3, 4] } }),
  fixed: float(0.5, 0.5),
  dropout: float(0, 0.5, { step: 0.1 }),
  embedding: integer(8, 128, { log: true, step: 8 }),
});

/** Some combinations of it are forbidden, and two sums have bounds: about one setting in eight is allowed. */
export const constrainedSpace = space(
  {
    optimiser: categorical(['sgd', 'adam', 'rmsprop']),
    momentum: float(0, 0.99, { when: { parameter: 'optimiser', values: ['sgd', 'rmsprop'] } }),
    layers: integer(0, 6),
    blocks: integer(0, 3),
    batch_size: powers(2, 8, 64),
    weight: float(0, 1),
    other_weight: float(0, 1),
  },
  {
    forbid: [
      { optimiser: 'sgd', momentum: { to: 0.5 } },
      { optimiser: ['adam', 'rmsprop'], batch_size: [8, 16], layers: { from: 2 } },
    ],
    limit: [
      { sum: { layers: 1, blocks: 2 }, most: 6 },
      { sum: { weight: 1, other_weight: 1 }, least: 0.5, most: 1 },
    ],
  },
);

/** A history of `count` trials with settings that `propose` gives, in all states; of fewer when the sampler is done before. */
export function makeHistory(sampler: Sampler, count: number, seed = 1, over: Space = contractSpace): History {
  const trials: Trial[] = [];
  const history = (number: number): History => ({ space: over, direction: 'minimize', trials, seed, number });
  for (let number = 0; number < count; number++) {
    if (sampler.isDone?.(history(number))) return history(number);
    const setting = sampler.propose(history(number));
    trials.push(makeTrial(number, setting));
  }
  return history(count);
}

const states = [
  'complete',
  'stopped',
  'complete',
  'diverged',
  'running',
  'stopped',
  'complete',
  'failed',
] as const;

function makeTrial(number: number, setting: Setting): Trial {
  const state = states[number % states.length]!;
  const value = ((number * 37) % 11) + (number % 16 === 2 ? Number.POSITIVE_INFINITY : 0);
  return {
    number,
    state,
    setting,
    ...(state === 'complete' || state === 'stopped' ? { value } : {}),
    intermediate: number % 5 === 0 ? [] : [{ epoch: 1 + (number % 3), value }],
    facts: {},
    started: number,
  };
}

const keyOf = (setting: Setting) => JSON.stringify(setting);

/** What every sampler does. */
export function describeSampler(name: string, makeSampler: () => Sampler): void {
  describe(`${name} keeps the sampler's contract`, () => {
    test('every proposal is a whole setting of the space, whatever the history', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 60 }), fc.nat(), (count, seed) => {
          const history = makeHistory(makeSampler(), count, seed);
          const setting = makeSampler().propose(history);
          checkSetting(contractSpace, setting);
        }),
        { seed: 1, numRuns: 15 },
      );
    });

    test('a proposal depends on the history and the seed alone', () => {
      const history = makeHistory(makeSampler(), 30);
      const before = JSON.stringify(history);
      const sampler = makeSampler();
      const first = sampler.propose(history);
      sampler.propose({ ...history, number: 99 });
      expect(sampler.propose(history)).toEqual(first);
      expect(makeSampler().propose(structuredClone(history))).toEqual(first);
      expect(JSON.stringify(history)).toBe(before);
    });

    test('other numbers and other seeds give other proposals', () => {
      const history = makeHistory(makeSampler(), 30);
      const proposals = [0, 1, 2, 3].map((i) => makeSampler().propose({ ...history, number: 30 + i }));
      const seeded = [5, 6, 7].map((seed) => makeSampler().propose({ ...history, seed }));
      const keys = [...proposals, ...seeded].map((setting) => keyOf(setting));
      expect(new Set(keys).size).toBe(7);
    });

    test('nothing is proposed twice before a small space is used up, and then it goes on or says that it is done', () => {
      const small = space({ a: categorical(['x', 'y', 'z']), b: integer(1, 4) });
      const history = makeHistory(makeSampler(), 14, 3, small);
      const keys = history.trials.map(({ setting }) => keyOf(setting));
      expect(new Set(keys.slice(0, 10)).size).toBe(10);
      expect(keys.length).toBe(makeSampler().isDone ? 12 : 14);
      expect(makeSampler().isDone?.(history) ?? true).toBe(true);
    });

    test('no constraint is ever broken', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(), (count, seed) => {
          const history = makeHistory(makeSampler(), count, seed, constrainedSpace);
          for (const { setting } of history.trials) checkSetting(constrainedSpace, setting);
        }),
        { seed: 1, numRuns: 8 },
      );
    });

    test('constraints that leave nothing are said', () => {
      const none = space(
        { a: float(0, 1), b: float(0, 1) },
        { forbid: [{ a: { to: 0.5 } }, { a: { from: 0.5 } }] },
      );
      const nothing = makeHistory(makeSampler(), 0, 1, none);
      expect(() => makeSampler().propose(nothing)).toThrow(/constraints leave/);
    });

    test('a history in which everything failed or runs is no obstacle', () => {
      const history = makeHistory(makeSampler(), 25);
      for (const state of ['failed', 'diverged', 'running'] as const) {
        const trials = history.trials.map((trial) => ({ ...trial, state, value: undefined as never }));
        checkSetting(contractSpace, makeSampler().propose({ ...history, trials }));
      }
    });
  });
}
