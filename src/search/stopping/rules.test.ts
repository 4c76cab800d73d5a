import { describe, expect, test } from 'vitest';
import { exp } from '../../math/elementary.js';
import type { Trial } from '../../study/trial.js';
import { extrapolation } from './extrapolation.js';
import { hyperbandStopping } from './hyperband.js';
import { median } from './median.js';
import { patience } from './patience.js';
import { percentile } from './percentile.js';
import { describeStoppingRule, trialWith } from './rule.contract.js';
import type { StoppingRule } from './rule.js';
import { threshold } from './threshold.js';
import { wilcoxon } from './wilcoxon.js';

describeStoppingRule('median', () => median({ startup: 1 }));
describeStoppingRule('percentile', () => percentile({ keep: 25, startup: 2, warmUp: 1, interval: 2 }));
describeStoppingRule('threshold', () => threshold({ lower: -5, upper: 5 }));
describeStoppingRule('patience', () => patience({ reports: 2 }));
describeStoppingRule('patience with a rule', () => patience({ reports: 1, rule: median({ startup: 1 }) }));
describeStoppingRule('hyperband', () => hyperbandStopping({ most: 20, seed: 3 }));
describeStoppingRule('extrapolation', () => extrapolation({ most: 20, startup: 1 }));
describeStoppingRule('wilcoxon', () => wilcoxon());

const complete = (number: number, values: readonly number[]) => trialWith(number, values, 'complete');
const ask = (rule: StoppingRule, values: readonly number[], others: readonly Trial[] = []) =>
  rule.decide(trialWith(99, values), others, 'minimize');

describe('reasons say what was compared', () => {
  const three = [complete(0, [4, 1]), complete(1, [4, 2]), complete(2, [4, 3])];

  test('percentile', () => {
    expect(ask(median({ startup: 3 }), [9, 2.5], three)).toEqual({
      stop: true,
      reason: 'its best, 2.5, is not among the best 50 % of 3 trials at epoch 2, which are 2 or better',
    });
    expect(ask(median({ startup: 4 }), [9, 2.5], three).stop).toBe(false);
    expect(ask(median({ startup: 3, leastTrials: 4 }), [9, 2.5], three).stop).toBe(false);
    expect(ask(median({ startup: 3 }), [Number.NaN], three).reason).toBe('no number up to epoch 1');
  });

  test('threshold', () => {
    const rule = threshold({ lower: 0, upper: 1 });
    expect(ask(rule, [0.5, 2.3456]).reason).toBe('2.35 is above 1');
    expect(ask(rule, [-0.5]).reason).toBe('-0.5 is below 0');
    expect(ask(rule, [Number.NaN]).reason).toBe('not a number');
    expect(ask(rule, [2, 1, 0]).stop).toBe(false);
  });

  test('patience', () => {
    expect(ask(patience({ reports: 2 }), [3, 1, 2, 2, 2]).reason).toBe('no better since epoch 2');
    expect(ask(patience({ reports: 2 }), [3, 1, 2, 2]).stop).toBe(false);
  });

  test('wilcoxon', () => {
    const folds = [0.5, 0.9, 0.1, 0.3];
    const worse = folds.map((value, i) => value + 0.1 + 0.01 * i);
    expect(ask(wilcoxon(), worse, [complete(3, folds)]).reason).toBe(
      'worse than #3 on 4 shared folds (p = 0.0625)',
    );
    expect(ask(wilcoxon(), worse.slice(0, 3), [complete(3, folds)]).stop).toBe(false);
    expect(ask(wilcoxon({ p: 0.05 }), worse, [complete(3, folds)]).stop).toBe(false);
  });
});

describe('wilcoxon', () => {
  test('never stops a trial whose mean is as good', () => {
    const incumbent = complete(0, [10, 0, 0, 0, 0, 0]);
    expect(ask(wilcoxon(), [1, 1, 1, 1, 1, 1], [incumbent]).stop).toBe(false);
    expect(ask(wilcoxon(), [9.5, 1, 1, 1, 1, 1], [incumbent]).stop).toBe(true);
  });

  test('compares the folds that both had, in whatever order they came', () => {
    const report = (epoch: number, value: number) => ({ epoch, value });
    const incumbent = { ...complete(0, [1, 2, 3, 4, 5]) };
    const asked = {
      number: 1,
      intermediate: [report(1, 1.1), report(3, 3.1), report(4, 4.1), report(5, 5.1), report(9, 0)],
    };
    expect(wilcoxon().decide(asked, [incumbent], 'minimize').stop).toBe(false); // its mean is better by the ninth
    const without = { ...asked, intermediate: asked.intermediate.slice(0, 4) };
    expect(wilcoxon().decide(without, [incumbent], 'minimize').stop).toBe(true);
  });
});

describe('hyperband', () => {
  test('trials are compared with their own bracket alone', () => {
    const rule = hyperbandStopping({ most: 20, seed: 1 });
    const others = Array.from({ length: 40 }, (_, number) => trialWith(number, [number, number, number]));
    const stoppedAt = (epochs: number) =>
      Array.from(
        { length: 40 },
        (_, i) => rule.decide(trialWith(40 + i, Array(epochs).fill(50)), others, 'minimize').stop,
      ).filter(Boolean).length;
    const [first, second] = [stoppedAt(1), stoppedAt(3)];
    expect(first).toBeGreaterThan(8);
    expect(second).toBeGreaterThan(first);
    expect(second).toBeLessThan(40);
  });
});

test('options out of range are refused', () => {
  expect(() => percentile({ keep: 101 })).toThrow('percentile with keep = 101: it has to be from 0 to 100');
  expect(() => median({ interval: 0 })).toThrow('interval = 0: it has to be a whole number from 1');
  expect(() => median({ startup: -1 })).toThrow('startup = -1');
  expect(() => threshold({})).toThrow('would stop nothing');
  expect(() => threshold({ lower: 2, upper: 1 })).toThrow('lower has to be the smaller one');
  expect(() => patience({ reports: 1.5 })).toThrow('reports = 1.5');
  expect(() => patience({ reports: 1, minDelta: -1 })).toThrow('minDelta = -1');
  expect(() => wilcoxon({ p: 2 })).toThrow('it is a probability');
  expect(() => wilcoxon({ leastFolds: 1 })).toThrow('a whole number from 2');
  expect(() => hyperbandStopping({ least: 9, most: 5 })).toThrow('most = 5: it has to be at least 9');
});

describe('extrapolation', () => {
  const falling = (end: number, speed: number) =>
    Array.from({ length: 20 }, (_, i) => end + exp(-speed * (i + 1)));
  const past = [0.3, 0.35, 0.4, 0.5, 0.6, 0.7].map((end, i) => complete(i, falling(end, 0.3 + 0.02 * i)));
  const rule = extrapolation({ most: 20 });

  test('stops what levels off above the incumbent, and says the chance', () => {
    const asked = falling(0.9, 0.4).slice(0, 12);
    expect(ask(rule, asked, past).reason).toMatch(/^a [\d.e-]+ % chance to end better than #0 at epoch 20$/);
  });

  test('lets go on what still falls towards it, what is better already, and what has just begun', () => {
    expect(ask(rule, falling(0.29, 0.25).slice(0, 12), past).stop).toBe(false);
    expect(ask(rule, [...falling(0.9, 0.4).slice(0, 11), 0.1], past).stop).toBe(false);
    expect(ask(rule, falling(5, 0.4).slice(0, 2), past).stop).toBe(false);
    expect(ask(rule, falling(0.9, 0.4).slice(0, 12), past.slice(0, 2)).stop).toBe(false);
  });
});
