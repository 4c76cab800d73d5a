import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Task } from '../data/task.js';
import type { MetricName } from './metric-name.js';
import {
  defaultMetric,
  direction,
  metricNames,
  metrics,
  reportedMetrics,
  requireMetricSuits,
  score,
  scores,
} from './metrics.js';

interface Case {
  readonly task: Task;
  readonly classes: number;
  readonly actual: number[];
  readonly predicted: number[];
  readonly weights?: number[];
  readonly scores: Readonly<Record<MetricName, number>>;
}

// Made by scripts/reference/metrics.py.
const reference: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('fixtures/metrics.json', import.meta.url), 'utf8'),
);
const checks = reference.cases.flatMap((each, i) =>
  Object.entries(each.scores).map(([name, value]) => [name as MetricName, i, value] as const),
);

describe('against scikit-learn', () => {
  test.each(checks)('%s of case %d is %d', (name, i, value) => {
    const { actual, predicted, classes, weights } = reference.cases[i]!;
    const own = weights && Float64Array.from(weights);
    const ours = score(name, Float64Array.from(actual), Float64Array.from(predicted), classes, own);
    expect(Math.abs(ours - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
  });

  test('every metric is checked', () => {
    expect(new Set(checks.map(([name]) => name))).toEqual(new Set(metricNames));
  });
});

describe('weights', () => {
  const everyMetric = reference.cases.flatMap(({ task }, i) =>
    metricNames.filter((each) => metrics[each].tasks.includes(task)).map((name) => [name, i] as const),
  );

  test.each(everyMetric)('%s of case %d: a row of weight 3 counts as three rows', (name, i) => {
    const { actual, predicted, classes } = reference.cases[i]!;
    const truth = Float64Array.from(actual);
    const guess = Float64Array.from(predicted);
    const times = truth.map((_, row) => [1, 3, 0, 2][row % 4]!);
    const repeated = [...times.keys()].flatMap((row) => new Array<number>(times[row]!).fill(row));
    const many = score(
      name,
      Float64Array.from(repeated, (row) => actual[row]!),
      Float64Array.from(repeated.flatMap((row) => predicted.slice(row * classes, (row + 1) * classes))),
      classes,
    );
    const weighted = (factor: number) =>
      score(
        name,
        truth,
        guess,
        classes,
        times.map((each) => factor * each),
      );
    expect(Math.abs(weighted(1) / many - 1)).toBeLessThan(1e-9);
    expect(Math.abs(weighted(1e-6) / many - 1)).toBeLessThan(1e-9);
    expect(score(name, truth, guess, classes, new Float64Array(truth.length).fill(1))).toBeCloseTo(
      score(name, truth, guess, classes),
      12,
    );
  });
});

test('the sums of a metric give its score', () => {
  for (const { actual, predicted, classes, task } of reference.cases)
    for (const name of metricNames.filter((each) => metrics[each].tasks.includes(task))) {
      const { sums, weighted } = metrics[name];
      const truth = Float64Array.from(actual);
      const guess = Float64Array.from(predicted);
      const whole = score(name, truth, guess, classes);
      if (weighted) {
        expect(weighted(truth, guess, classes)(new Uint32Array(truth.length).fill(1))).toBeCloseTo(whole, 12);
        continue;
      }
      const total = new Float64Array(sums!.width(classes));
      truth.forEach((y, row) => {
        const terms = new Float64Array(total.length);
        sums!.terms(y, guess, row, classes, terms, 0);
        for (let k = 0; k < total.length; k++) total[k]! += terms[k]!;
      });
      expect(sums!.finish(total, 0, truth.length, classes)).toBeCloseTo(whole, 4);
    }
});

describe('what is odd', () => {
  test('a class that never occurs is left out of averages', () => {
    const actual = Float64Array.of(0, 1);
    const predicted = Float64Array.of(0.9, 0.1, 0, 0.2, 0.8, 0);
    expect(scores(['balanced_accuracy', 'auc', 'f1'], actual, predicted, 3)).toEqual({
      balanced_accuracy: 1,
      auc: 1,
      f1: 1,
    });
  });

  test('one class alone has an auc of a half', () => {
    expect(score('auc', Float64Array.of(1, 1), Float64Array.of(0.5, 0.5, 0.1, 0.9), 2)).toBe(0.5);
  });

  test('equal targets explain nothing', () => {
    expect(score('r2', Float64Array.of(3, 3), Float64Array.of(3, 3))).toBe(0);
  });

  test('auc does not mind the scale of probabilities', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 20 })), {
      minLength: 2,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const actual = Float64Array.from(pairs, ([y]) => y);
        const at = (f: (p: number) => number) =>
          score('auc', actual, Float64Array.from(pairs.flatMap(([, p]) => [1 - f(p), f(p)])), 2);
        expect(at((p) => p / 20)).toBe(at((p) => (p * p) / 400));
      }),
    );
  });
});

test('directions', () => {
  expect(metricNames.filter((name) => direction(name) === 'minimize')).toEqual([
    'rmse',
    'mae',
    'rmsle',
    'log_loss',
  ]);
});

test('what is measured when nothing is said', () => {
  expect([defaultMetric('regression'), defaultMetric('binary')]).toEqual(['rmse', 'log_loss']);
  expect(reportedMetrics('regression')).toEqual(['rmse', 'mae', 'r2']);
  expect(reportedMetrics('binary')).toEqual(['log_loss', 'accuracy', 'balanced_accuracy', 'auc']);
});

test('a metric that does not suit is refused', () => {
  expect(() => requireMetricSuits('auc', 'regression', Float64Array.of(1), 'price')).toThrow(
    'metric auc does not measure predictions of numbers.',
  );
  expect(() => requireMetricSuits('rmse', 'binary', Float64Array.of(1), 'price')).toThrow(
    'predictions of classes',
  );
  expect(() => requireMetricSuits('rmsle', 'regression', Float64Array.of(1, -2, -3), 'price')).toThrow(
    'metric rmsle cannot be used: target column "price" has negative values (such as -2).',
  );
  requireMetricSuits('rmsle', 'regression', Float64Array.of(0, 2), 'price');
});
