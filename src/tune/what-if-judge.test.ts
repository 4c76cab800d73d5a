import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import type { Pair } from './paired-training.js';
import { atTheEnd, settled } from './what-if-judge.js';

const step = { change: 'x 1 → 2', setting: {} };
const other = { change: 'x 1 → 2, y 1 → 2', setting: {} };
const comparison = (pairs: readonly Pair[], steps = [step]) =>
  ({ steps, pairs, metric: 'rmse', direction: 'minimize' }) as const;
const pair = (...scores: (number | undefined)[]): Pair => ({ scores, secondsPerEpoch: scores.map(() => 1) });

describe('over the whole procedure', () => {
  /** Pairs whose base and step differ by the effect and noise, looked at as what-if does, until settled or `most` pairs. */
  function verdictOf(number: number, { most, ownNoise, sharedNoise, effect = 0 }: Record<string, number>) {
    const random = stream(7, number, 'null effects');
    const pairs: Pair[] = [];
    while (pairs.length < most!) {
      const split = 100 + sharedNoise! * random.normal();
      pairs.push(pair(split + ownNoise! * random.normal(), split + effect + ownNoise! * random.normal()));
      const judged = settled(comparison(pairs));
      if (judged) return judged[0]!.verdict;
    }
    return atTheEnd(comparison(pairs))[0]!.verdict;
  }

  test.each([
    { most: 8, ownNoise: 10, sharedNoise: 0 },
    { most: 30, ownNoise: 8, sharedNoise: 1 },
    { most: 60, ownNoise: 20, sharedNoise: 20 },
  ])('null effects are called better or worse in 5 of 100 what-ifs at most: %j', (noise) => {
    expect(shareReal(1500, noise)).toBeLessThan(0.05);
  });

  /** How often a what-if says better or worse. */
  function shareReal(asked: number, of: Record<string, number>): number {
    const verdicts = Array.from({ length: asked }, (_, i) => verdictOf(i, of));
    return verdicts.filter((verdict) => verdict === 'better' || verdict === 'worse').length / asked;
  }

  test('an effect of one and a half deviations of the differences is told by eight pairs in nine of ten what-ifs', () => {
    const differing = { most: 8, ownNoise: 10 / Math.SQRT2, sharedNoise: 0, effect: 15 };
    expect(shareReal(500, differing)).toBeGreaterThan(0.88);
  });

  test('one of half of the margin is seldom called real', () => {
    expect(shareReal(500, { most: 8, ownNoise: 1, sharedNoise: 8, effect: 2 })).toBeLessThan(0.05);
  });
});

describe('trainings that blow up', () => {
  test('are counted, make the step worse, and are left out of the mean', () => {
    const pairs = [pair(10, undefined), pair(11, 10), pair(9, undefined), pair(10, 9), pair(12, 11)];
    const [half] = atTheEnd(comparison(pairs.slice(0, 4)));
    expect(half).toMatchObject({ verdict: 'worse', diverged: 2, pairs: 4, score: 9.5 });
    expect(half!.effect).toBeCloseTo(-1, 12);
    const [more] = atTheEnd(comparison([pair(10, undefined), ...pairs]));
    expect(more).toMatchObject({ verdict: 'worse', diverged: 3, pairs: 6, score: 10 });
  });

  test('two of five are not enough', () => {
    const pairs = [pair(10, undefined), pair(11, 10), pair(9, undefined), pair(10, 9.5), pair(12, 9)];
    expect(atTheEnd(comparison(pairs))[0]).toMatchObject({ verdict: 'cannot tell', diverged: 2 });
  });

  test('once in many pairs, or as often as with the base, is no verdict', () => {
    const rare = [
      pair(10, undefined),
      ...Array.from({ length: 7 }, (_, i) => pair(10 + i, 12 + i + (i % 2))),
    ];
    expect(atTheEnd(comparison(rare))[0]).toMatchObject({ verdict: 'worse', diverged: 1 });
    const rareBetter = rare.map(({ scores: [a, b] }) => pair(b === undefined ? a : b, b && a));
    expect(atTheEnd(comparison(rareBetter))[0]).toMatchObject({ verdict: 'better', diverged: 1 });
    const both = Array.from({ length: 8 }, (_, i) =>
      i < 4 ? pair(i < 2 ? undefined : 50, undefined) : pair(10 + i, 10.001 + i - (i % 2) / 100),
    );
    expect(atTheEnd(comparison(both))[0]).toMatchObject({ verdict: 'worse', diverged: 4 });
    const alike = both.map(({ scores: [a, b] }) => pair(b === undefined ? undefined : a, b));
    expect(atTheEnd(comparison(alike))[0]).toMatchObject({ verdict: 'no real difference', diverged: 4 });
  });

  test('a step that mends what the step before broke was better than it', () => {
    const pairs = Array.from({ length: 4 }, (_, i) => pair(10 + i, undefined, 10 + i));
    const [broken, mended] = atTheEnd(comparison(pairs, [step, other]));
    expect(broken).toMatchObject({ verdict: 'worse', diverged: 4 });
    expect(broken!.effect).toBeNaN();
    expect(mended).toMatchObject({ diverged: 0, added: { verdict: 'better' } });
  });
});

test('the time ratio is the median of the pairs', () => {
  const timed = [1, 1.02, 0.98, 9, Number.NaN].map((seconds) => ({
    scores: [1, 1],
    secondsPerEpoch: [1, seconds],
  }));
  expect(atTheEnd(comparison(timed))[0]!.timeRatio).toBeCloseTo(1.01, 12);
  const blown = { scores: [1, undefined], secondsPerEpoch: [1, 5] };
  expect(atTheEnd(comparison([...timed, blown, blown, blown]))[0]!.timeRatio).toBeCloseTo(1.01, 12);
});
