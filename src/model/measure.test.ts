import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { differenceInterval } from './bootstrap.js';
import { type Measure, measured, measuredByTarget, measureOf } from './measure.js';
import type { MetricName } from './metric-name.js';
import { metricNames, metrics, score } from './metrics.js';
import { scoreInterval } from './score-interval.js';

interface Case {
  readonly columns: number;
  readonly pool: number[];
  readonly actual: number[];
  readonly predicted: number[];
  readonly scores: Readonly<
    Record<string, { readonly each: number[]; readonly scales?: number[]; readonly overall: number }>
  >;
}

// Made by scripts/reference/multioutput.py.
const reference: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('fixtures/multioutput.json', import.meta.url), 'utf8'),
);
const checks = reference.cases.flatMap((each, i) =>
  Object.keys(each.scores).map((name) => [name as MetricName, i] as const),
);
const ofNumbers = metricNames.filter((name) => metrics[name].tasks.includes('regression'));

const targetsOf = (count: number) => ({
  task: 'regression' as const,
  columns: Array.from({ length: count }, (_, k) => ({
    name: `y${k}`,
    format: { decimal: '.', decorated: false } as const,
  })),
});

function measureFrom(metric: MetricName, pool: readonly number[], width: number): Measure {
  const rows = Uint32Array.from({ length: pool.length / width }, (_, row) => row);
  return measureOf(metric, targetsOf(width), { values: Float64Array.from(pool), width, rows }, rows);
}

const near = (ours: number, theirs: number) =>
  expect(Math.abs(ours - theirs)).toBeLessThan(1e-9 * Math.max(1, Math.abs(theirs)));

describe('against scikit-learn', () => {
  test.each(checks)('%s of several targets, case %d', (name, i) => {
    const { columns, pool, actual, predicted, scores } = reference.cases[i]!;
    const { each, scales, overall } = scores[name]!;
    const measure = measureFrom(name, pool, columns);
    const [truth, guess] = [Float64Array.from(actual), Float64Array.from(predicted)];
    near(measured(measure, truth, guess), overall);
    const own = measuredByTarget(measure, truth, guess)!;
    each.forEach((value, k) => {
      near(own[`y${k}`]!, value);
      near(measure.targets![k]!.scale, scales?.[k] ?? 1);
    });
  });

  test('every metric of numbers is checked', () => {
    expect(new Set(checks.map(([name]) => name))).toEqual(new Set(ofNumbers));
  });
});

test('one target keeps its units and its bits', () => {
  const pool = [1, 2, 3, 5];
  const [truth, guess] = [Float64Array.of(1, 2, 4), Float64Array.of(1.5, 2, 3)];
  for (const name of ofNumbers) {
    const measure = measureFrom(name, pool, 1);
    expect(measure).toEqual({ metric: name, columns: 1 });
    expect(measured(measure, truth, guess)).toBe(score(name, truth, guess));
    expect(measuredByTarget(measure, truth, guess)).toBeUndefined();
  }
});

const positive = fc.integer({ min: 0, max: 8e6 }).map((x) => x / 8);
const rows = (values: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(values, values, values), { minLength: 2, maxLength: 40 });
const twice = (values: readonly number[]) => Float64Array.from(values.flatMap((x) => [x, x]));

describe('two copies of a target', () => {
  test('score alike, and together as each of them ÷ its scale', () => {
    fc.assert(
      fc.property(rows(positive), fc.constantFrom(...ofNumbers), (drawn, name) => {
        const [pool, actual, predicted] = [0, 1, 2].map((k) => drawn.map((row) => row[k]!)) as number[][];
        const measure = measureFrom(name, [...twice(pool!)], 2);
        const own = measuredByTarget(measure, twice(actual!), twice(predicted!))!;
        const alone = score(name, Float64Array.from(actual!), Float64Array.from(predicted!));
        expect(own).toEqual({ y0: alone, y1: alone });
        const { scale } = measure.targets![0]!;
        expect(measure.targets![1]!.scale).toBe(scale);
        near(measured(measure, twice(actual!), twice(predicted!)), alone / scale);
      }),
    );
  });

  test('have the interval of one of them, ÷ its scale', () => {
    const random = stream(3, 0, 'test');
    const actual = Array.from({ length: 300 }, () => 50 + 10 * random.normal());
    const [a, b] = [2, 3].map((noise) => actual.map((y) => y + noise * random.normal())) as number[][];
    for (const metric of ofNumbers) {
      const measure = measureFrom(metric, [...twice(actual)], 2);
      const { scale } = measure.targets![0]!;
      const one = { measure: { metric, columns: 1 }, actual: Float64Array.from(actual), seed: 5 };
      const two = { measure, actual: twice(actual), seed: 5 };
      const pairs = [
        [
          scoreInterval({ ...one, predicted: Float64Array.from(a!) }),
          scoreInterval({ ...two, predicted: twice(a!) }),
        ],
        [
          differenceInterval({ ...one, a: Float64Array.from(a!), b: Float64Array.from(b!) }),
          differenceInterval({ ...two, a: twice(a!), b: twice(b!) }),
        ],
      ];
      for (const [own, both] of pairs) for (const i of [0, 1]) near(both![i]! * scale, own![i]!);
    }
  });
});

test('the constant scores 1 where it was fitted, whatever the units, and the units do not matter', () => {
  const pool = [1, 1e6, 2, 5e6, 9, 2e6];
  const means = Float64Array.from([4, 8e6 / 3, 4, 8e6 / 3, 4, 8e6 / 3]);
  near(measured(measureFrom('rmse', pool, 2), Float64Array.from(pool), means), 1);
  const inOther = pool.map((y, i) => (i % 2 ? y / 1000 : y));
  const guess = Float64Array.of(2, 2e6, 2, 4e6, 7, 2e6);
  near(
    measured(
      measureFrom('rmse', inOther, 2),
      Float64Array.from(inOther),
      guess.map((y, i) => (i % 2 ? y / 1000 : y)),
    ),
    measured(measureFrom('rmse', pool, 2), Float64Array.from(pool), guess),
  );
});

test('a target that is the same everywhere in the pool is not divided by 0', () => {
  const measure = measureFrom('rmse', [1, 7, 2, 7, 3, 7], 2);
  expect(measure.targets![1]!.scale).toBe(1);
});
