import { describe, expect, test } from 'vitest';
import { log10 } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import { categorical, float, space } from '../../space/define.js';
import type { Setting } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import { hyperband } from './hyperband.js';
import { evidence } from './incumbent-prior.js';
import { mutate } from './mutate.js';
import { priorBand, sourceShares } from './prior-band.js';
import { simulate } from './simulate.contract.js';
import type { Progression } from './strategy.js';

const fidelity = { unit: 'epochs', least: 1, most: 27 } as const;
const rungs = [1, 3, 9, 27];

/** Beliefs about where the best settings are; they are at 0.01 and `b`. */
const believing = (rate: number, kind: string) =>
  space({
    rate: float(1e-5, 1, { log: true, prior: { centre: rate, confidence: 0.75 } }),
    kind: categorical(['a', 'b', 'c'], { prior: { centre: kind, confidence: 0.75 } }),
    free: float(0, 1),
  });

const cost = ({ rate, kind, free }: Setting) =>
  Math.abs(log10(rate as number) + 2) + (kind === 'b' ? 0 : 0.5) + Math.abs((free as number) - 0.3);

const run = (strategy: ReturnType<typeof priorBand>, over: ReturnType<typeof believing>, seed: number) =>
  simulate(strategy, {
    space: over,
    fidelity,
    seed,
    budget: 27 * 15,
    report: (setting, epoch) => cost(setting) + 1 / epoch,
  });

const bestOf = (trials: readonly Trial[]) => Math.min(...trials.flatMap(({ value }) => value ?? []));
const meanBest = (make: () => ReturnType<typeof priorBand>, over: ReturnType<typeof believing>) => {
  const seeds = Array.from({ length: 12 }, (_, seed) => seed);
  return seeds.reduce((sum, seed) => sum + bestOf(run(make(), over, seed).trials), 0) / seeds.length;
};

describe('priorBand', () => {
  test('a good belief helps, and a wrong one does little harm', () => {
    const [good, wrong, none] = [
      meanBest(() => priorBand(), believing(0.02, 'b')),
      meanBest(() => priorBand(), believing(0.8, 'a')),
      meanBest(() => hyperband(), believing(0.8, 'a')),
    ];
    expect(good).toBeLessThan(none);
    expect(wrong).toBeLessThan(1.2 * none);
  });

  test('a cheap look explores more: a half is uniform at the lowest rung, then a quarter, a tenth', () => {
    const progression = { trials: [], direction: 'minimize' } as unknown as Progression;
    const shares = rungs.map((_, level) => sourceShares(progression, rungs, level, 3));
    expect(shares.map(({ uniform }) => uniform)).toEqual([1 / 2, 1 / 4, 1 / 10, 1 / 28]);
    expect(shares[0]).toEqual({ uniform: 0.5, prior: 0.5 });
  });

  test('the incumbent takes over from a prior that the best settings deny', () => {
    const over = believing(0.8, 'a');
    const { trials } = run(priorBand(), over, 3);
    const progression: Progression = {
      space: over,
      fidelity,
      direction: 'minimize',
      seed: 3,
      number: trials.length,
      trials,
    };
    const { uniform, prior, near } = sourceShares(progression, rungs, 1, 3);
    expect(uniform).toBe(0.25);
    expect(near).toEqual(trials.find(({ value }) => value === bestOf(trials))!.setting);
    expect(prior).toBeLessThan(0.2);
    const early = { ...progression, trials: trials.slice(0, 8) };
    expect(sourceShares(early, rungs, 1, 3)).toEqual({ uniform: 0.25, prior: 0.75 });
  });
});

describe('the evidence for the incumbent', () => {
  const over = believing(1e-4, 'a');
  const at = (rate: number, kind = 'b'): Setting => ({ rate, kind, free: 0.5 });

  test('is a half where the prior is there already, more where the best settings are away from it', () => {
    expect(evidence(over, at(1e-4, 'a'), [at(0.01), at(0.1)])).toBeCloseTo(0.5, 12);
    expect(evidence(over, at(0.01), [at(0.01), at(0.02)])).toBeGreaterThan(0.9);
    expect(evidence(over, at(0.5), [at(1e-4, 'a')])).toBeLessThan(0.1);
  });

  test('weighs the best the most, and counts in the tails', () => {
    const [near, far] = [at(0.01), at(1e-4, 'a')];
    expect(evidence(over, near, [near, far])).toBeGreaterThan(evidence(over, near, [far, near]));
    const many = space(
      Object.fromEntries(
        Array.from({ length: 400 }, (_, i) => [
          `p${i}`,
          float(0, 1, { prior: { centre: 0.5, confidence: 0.75 } }),
        ]),
      ),
    );
    const setting = Object.fromEntries(Object.keys(many).map((name) => [name, 0.01]));
    expect(evidence(many, setting, [setting])).toBeCloseTo(1, 9);
  });
});

test('a mutation changes half of the hyperparameters, numbers a little, categories to another', () => {
  const over = believing(0.01, 'b');
  const from = { rate: 0.01, kind: 'b', free: 0.5 };
  const draws = stream(1, 0, 'test: mutate');
  const all = Array.from({ length: 2000 }, () => mutate(over, from, draws));
  const changed = (name: keyof typeof from) => all.filter((setting) => setting[name] !== from[name]);
  for (const name of ['rate', 'kind', 'free'] as const)
    expect(changed(name).length / 2000).toBeCloseTo(0.5, 1);
  const kinds = changed('kind').map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'a').length / kinds.length).toBeCloseTo(0.5, 1);
  const moves = changed('free').map(({ free }) => (free as number) - 0.5);
  const deviation = Math.sqrt(moves.reduce((sum, move) => sum + move * move, 0) / moves.length);
  expect(deviation).toBeCloseTo(0.22, 1); // 0.25, truncated at two deviations
});
