import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { percentileInterval } from './bootstrap.js';
import { measured } from './measure.js';
import { scoreInterval, scoreLevel } from './score-interval.js';

const reference = JSON.parse(
  readFileSync(new URL('fixtures/score-interval.json', import.meta.url), 'utf8'),
) as Record<'actual' | 'predicted' | 'rmse' | 'mae', number[]> & { wilson: number[][] };

describe('the interval of a score', () => {
  test.each(['rmse', 'mae'] as const)('%s: that of NumPy with 200,000 resamples', (metric) => {
    const [low, high] = scoreInterval({
      measure: { metric, columns: 1 },
      actual: Float64Array.from(reference.actual),
      predicted: Float64Array.from(reference.predicted),
      seed: 1,
      resamples: 20_000,
    });
    const [lowest, highest] = reference[metric] as [number, number];
    const width = highest - lowest;
    expect(Math.abs(low - lowest) / width).toBeLessThan(0.03);
    expect(Math.abs(high - highest) / width).toBeLessThan(0.03);
  });

  test.each([
    ['rmse', 1],
    ['accuracy', 2],
    ['auc', 2],
  ] as const)('%s: weights that are all alike change nothing, and wild ones widen it', (metric, classes) => {
    const random = stream(3, 0, 'test');
    const actual = Float64Array.from({ length: 300 }, (_, i) => i % 2);
    const predicted = Float64Array.from({ length: 300 * classes }, (_, i) => {
      const second = 0.25 + 0.25 * actual[Math.floor(i / classes)]! + 0.5 * random.uniform();
      return classes === 1 || i % 2 === 1 ? second : 1 - second;
    });
    const width = (weights?: Float64Array) => {
      const [low, high] = scoreInterval({
        measure: { metric, columns: classes },
        actual,
        predicted,
        seed: 1,
        weights,
      });
      return high - low;
    };
    expect(width(actual.map(() => 0.3)) / width()).toBeCloseTo(1, 9);
    expect(width(actual.map((_, i) => (i % 10 < 2 ? 20 : 0.1)))).toBeGreaterThan(1.5 * width());
  });

  test.each(reference.wilson)('a share of %d of %d rows: that of SciPy', (right, rows, lowest, highest) => {
    const actual = new Float64Array(rows!);
    const predicted = Float64Array.from({ length: 2 * rows! }, (_, i) =>
      (i % 2 === 0) === i / 2 < right! || (i % 2 === 1 && (i - 1) / 2 >= right!) ? 0.9 : 0.1,
    );
    const [low, high] = scoreInterval({
      measure: { metric: 'accuracy', columns: 2 },
      actual,
      predicted,
      seed: 1,
    });
    expect(low).toBeCloseTo(lowest!, 6);
    expect(high).toBeCloseTo(highest!, 6);
  });

  test('holds the truth nearly as often as it says where errors have heavy tails, and oftener than percentiles', () => {
    const random = stream(21, 0, 'test');
    const heavy = () => {
      let squares = 0;
      for (let i = 0; i < 5; i++) squares += random.normal() ** 2 / 5;
      return random.normal() / Math.sqrt(squares);
    };
    const truth = Math.sqrt(5 / 3);
    const held = { studentised: 0, percentile: 0 };
    const draws = 300;
    for (let draw = 0; draw < draws; draw++) {
      const sample = {
        measure: { metric: 'rmse', columns: 1 },
        actual: new Float64Array(100),
        predicted: Float64Array.from({ length: 100 }, heavy),
        seed: draw,
        resamples: 300,
      } as const;
      const isIn = ([low, high]: readonly [number, number]) => (low <= truth && truth <= high ? 1 : 0);
      held.studentised += isIn(scoreInterval(sample));
      held.percentile += isIn(percentileInterval({ ...sample, level: scoreLevel }));
    }
    expect(held.studentised / draws).toBeGreaterThan(0.85);
    expect(held.studentised).toBeGreaterThan(held.percentile + 0.02 * draws);
  });

  test.each([
    ['rmse', (i: number) => (i === 0 ? 15 : (i % 7) / 10 - 0.3)],
    ['rmse', (i: number) => (i === 0 ? 15 : 0)],
    ['mae', (i: number) => (i < 2 ? 15 : 1e-9 * i)],
  ] as const)(
    '%s: where one row makes up the error, it says neither nothing nor anything',
    (metric, error) => {
      const rows = 180;
      const predicted = Float64Array.from({ length: rows }, (_, i) => error(i));
      const options = { measure: { metric, columns: 1 }, actual: new Float64Array(rows), predicted, seed: 1 };
      const [low, high] = scoreInterval(options);
      const score = measured(options.measure, options.actual, predicted);
      expect(low).toBeLessThan(score);
      expect(high).toBeGreaterThan(1.3 * score);
      // Ten such rows among 180 would be far from what was seen.
      expect(high).toBeLessThan(score * 10);
    },
  );

  test('a perfect model has no spread to be told by', () => {
    const actual = Float64Array.of(1, 2, 3, 4);
    expect(
      scoreInterval({ measure: { metric: 'rmse', columns: 1 }, actual, predicted: actual, seed: 1 }),
    ).toEqual([0, 0]);
    expect(
      scoreInterval({ measure: { metric: 'r2', columns: 1 }, actual, predicted: actual, seed: 1 }),
    ).toEqual([1, 1]);
  });
});
