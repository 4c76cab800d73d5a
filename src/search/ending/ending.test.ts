import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { categorical, float, space } from '../../space/define.js';
import { sampleUniform } from '../../space/prior.js';
import type { Direction, Trial } from '../../study/trial.js';
import { trialWith } from '../stopping/rule.contract.js';
import { foldNoise } from './fold-noise.js';
import { onceGainIsBelow } from './gain-rule.js';
import { beta, remainingGain } from './remaining-gain.js';
import type { Course, EndingRule } from './rule.js';
import { afterSeconds, afterTrials, anyOf, atValue, onStagnation } from './simple.js';

const over = space({ x: float(0, 1), y: float(0, 1), kind: categorical(['a', 'b']) });
const course = (trials: readonly Trial[], more: Partial<Course> = {}): Course => ({
  space: over,
  direction: 'minimize',
  trials,
  seed: 1,
  ...more,
});
const values = (...all: number[]) => all.map((value, number) => trialWith(number, [value], 'complete'));

/** A study of random settings of a bowl, or of noise alone. */
function study(
  count: number,
  cost: (x: number, y: number, kind: string, noise: number) => number,
  sign = 1,
): Trial[] {
  const draws = stream(7, 0, 'test: ending');
  return Array.from({ length: count }, (_, number) => {
    const setting = sampleUniform(over, draws);
    const value =
      sign * cost(setting.x as number, setting.y as number, setting.kind as string, draws.normal());
    return { ...trialWith(number, [], 'complete'), setting, value };
  });
}
const bowl = (x: number, y: number, kind: string) =>
  (x - 0.3) ** 2 + (y - 0.6) ** 2 + (kind === 'a' ? 0 : 0.1);

describe('simple ends', () => {
  const cases: [string, EndingRule, Course, boolean, string][] = [
    ['trials', afterTrials(2), course([...values(1, 2), trialWith(2, [1], 'paused')]), true, '2 of 2 trials'],
    ['trials', afterTrials(3), course([...values(1, 2), trialWith(2, [1])]), false, '2 of 3 trials'],
    ['time', afterSeconds(60), course([], { seconds: 61.234 }), true, '61.2 of 60 seconds'],
    ['time', afterSeconds(60), course([]), false, '0 of 60 seconds'],
    ['target', atValue(0.5), course(values(0.9, 0.5)), true, 'the best is 0.5, wanted is 0.5'],
    [
      'target',
      atValue(0.5),
      course(values(0.9), { direction: 'maximize' }),
      true,
      'the best is 0.9, wanted is 0.5',
    ],
    ['target', atValue(0.5), course(values(0.9)), false, 'the best is 0.9, wanted is 0.5'],
    ['target', atValue(0.5), course([]), false, 'nothing is trained yet'],
    [
      'stagnation',
      onStagnation({ trials: 2 }),
      course(values(3, 2, 2, 4)),
      true,
      '2 of 2 trials in a row without a better one',
    ],
    [
      'stagnation',
      onStagnation({ trials: 2 }),
      course(values(3, 4, 2, 4)),
      false,
      '1 of 2 trials in a row without a better one',
    ],
    [
      'stagnation',
      onStagnation({ trials: 2, minDelta: 0.5 }),
      course(values(3, 2.9, 2.7)),
      true,
      '2 of 2 trials in a row without a better one',
    ],
  ];
  test.each(cases)('%s: %#', (_, rule, course, end, reason) => {
    expect(rule.decide(course)).toEqual({ end, reason });
  });

  test('small gains add up to an improvement', () => {
    expect(onStagnation({ trials: 3, minDelta: 0.5 }).decide(course(values(3, 2.7, 2.4, 2.3))).end).toBe(
      false,
    );
  });

  test('any of several', () => {
    const rule = anyOf(afterTrials(9), atValue(1));
    expect(rule.name).toBe('trials or target');
    expect(rule.decide(course(values(3, 2)))).toEqual({
      end: false,
      reason: '2 of 9 trials; the best is 2, wanted is 1',
    });
    expect(rule.decide(course(values(3, 1)))).toEqual({ end: true, reason: 'the best is 1, wanted is 1' });
  });

  test('what makes no sense is refused', () => {
    expect(() => afterTrials(0)).toThrow('afterTrials(0)');
    expect(() => afterSeconds(-1)).toThrow('afterSeconds(-1)');
    expect(() => atValue(Number.NaN)).toThrow('atValue(NaN)');
    expect(() => onStagnation({ trials: 0 })).toThrow('trials = 0');
    expect(() => onStagnation({ minDelta: -1 })).toThrow('minDelta = -1');
    expect(() => anyOf()).toThrow('would never end');
    expect(() => onceGainIsBelow(0)).toThrow('onceGainIsBelow(0)');
  });
});

describe('the remaining gain', () => {
  test('is in the metric’s units, the same in both directions, and not told of few trials', () => {
    const gain = remainingGain(course(study(40, bowl)))!;
    expect(gain).toBeGreaterThan(0);
    expect(
      remainingGain(course(study(40, (...all) => 1000 * bowl(all[0], all[1], all[2]))))! / gain,
    ).toBeCloseTo(1000, 3);
    const turned = course(study(40, bowl, -1), { direction: 'maximize' satisfies Direction });
    expect(remainingGain(turned)).toBeCloseTo(gain, 12);
    expect(remainingGain(course(study(19, bowl)))).toBeUndefined();
    expect(remainingGain(course(study(40, () => 1)))).toBeUndefined();
  });

  test('falls as a smooth objective becomes known, and covers what there was to gain', () => {
    const gains = [20, 60, 150].map((count) => remainingGain(course(study(count, bowl)))!);
    expect(gains).toEqual([...gains].sort((a, b) => b - a));
    expect(gains[2]).toBeLessThan(0.5 * gains[0]!);
    [20, 60, 150].forEach((count, i) => {
      expect(gains[i]).toBeGreaterThan(Math.min(...study(count, bowl).map(({ value }) => value!)));
    });
  });

  test('ends a study once it is below the noise, and says so before', () => {
    const [few, some, many] = [10, 25, 150].map((count) =>
      onceGainIsBelow(0.005).decide(course(study(count, bowl))),
    );
    expect(few).toEqual({ end: false, reason: '10 of 20 trials before the remaining gain can be told' });
    expect(some).toMatchObject({
      end: false,
      reason: expect.stringMatching(/^expected remaining gain at most 0\.\d+, noise 0\.005$/),
    });
    expect(many!.end).toBe(true);
  });

  test('β as in Optuna: 2 ln(d n² π²/(6 δ)) / 5', () => {
    expect(beta(3, 20)).toBeCloseTo((2 * Math.log((3 * 400 * Math.PI ** 2) / 6 / 0.1)) / 5, 12);
  });
});

test('the noise of a mean over folds', () => {
  expect(foldNoise([1, 2, 3, 4, 5])).toBeCloseTo(Math.sqrt(2.5 * (1 / 5 + 1 / 4)), 12);
  expect(foldNoise([1])).toBeNaN();
});
