import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { fitKernel } from './fit.js';
import { matern } from './matern.js';
import { addPoint, layPoints, type Points, takePoints } from './points.js';
import { posterior } from './posterior.js';
import { optunaPrior } from './prior.js';
import { makeRegression, type Observations } from './regression.js';
import { makeWorkspace } from './workspace.js';

interface Case {
  readonly numeric: number;
  readonly x: number[][];
  readonly y: number[];
  readonly raw: number[];
  readonly logPosterior: number;
  readonly asked: number[][];
  readonly mean: number[];
  readonly variance: number[];
  readonly fitted: number;
}

const { cases } = JSON.parse(readFileSync(new URL('./fixtures/optuna-gp.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

function set({ numeric, x, y }: Case, most = x.length) {
  const columns = x[0]!.length;
  const workspace = makeWorkspace();
  const covariance = matern(workspace, { numeric, groups: x[0]!.map((_, c) => c) }, most);
  const regression = makeRegression(workspace, covariance, optunaPrior, columns, most);
  const points: Points = layPoints(takePoints(workspace, columns, most), x);
  const observations: Observations = { points, values: y };
  return { regression, observations, predictor: posterior(workspace, regression, columns, most) };
}

describe.each(
  cases.map(
    (each) => [`${each.numeric} numbers of ${each.x[0]!.length}, ${each.x.length} points`, each] as const,
  ),
)('%s', (_, each) => {
  const { regression, observations, predictor } = set(each);

  test('the log posterior is Optuna’s', () => {
    expect(regression.logPosterior(observations, each.raw)!.value).toBeCloseTo(each.logPosterior, 8);
  });

  test('its gradient is that of finite differences', () => {
    const { gradient } = regression.logPosterior(observations, each.raw)!;
    const step = 1e-5;
    each.raw.forEach((_, p) => {
      const moved = (by: number) =>
        regression.logPosterior(
          observations,
          each.raw.map((value, i) => (i === p ? value + by : value)),
        )!.value;
      const slope = (moved(step) - moved(-step)) / (2 * step);
      expect(Math.abs(gradient[p]! - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    });
  });

  test('mean and variance are Optuna’s, together and one by one', () => {
    const process = predictor(regression.condition(observations, each.raw)!);
    const { mean, variance } = process.predict(each.asked);
    each.asked.forEach((point, i) => {
      const looked = process.look(point);
      for (const found of [mean[i]!, looked.mean]) expect(found).toBeCloseTo(each.mean[i]!, 9);
      for (const found of [variance[i]!, looked.variance]) expect(found).toBeCloseTo(each.variance[i]!, 9);
    });
  });

  test('gradients of mean and variance are those of finite differences', () => {
    const process = predictor(regression.condition(observations, each.raw)!);
    const step = 1e-6;
    for (const point of each.asked.slice(0, 3)) {
      process.look(point);
      const gradient = process.gradient(0.7, -1.3);
      point.forEach((_, c) => {
        const moved = (by: number) => {
          const { mean, variance } = process.look(point.map((value, i) => (i === c ? value + by : value)));
          return 0.7 * mean - 1.3 * variance;
        };
        const slope = c < each.numeric ? (moved(step) - moved(-step)) / (2 * step) : 0;
        expect(Math.abs(gradient[c]! - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
      });
    }
  });

  test('fitted, the log posterior is at least Optuna’s', () => {
    const found = fitKernel(regression, observations);
    expect(found.logPosterior).toBeGreaterThan(each.fitted - 0.01);
    expect(found.calls).toBeLessThan(80);
    expect(regression.logPosterior(observations, found.raw)!.value).toBe(found.logPosterior);
  });
});

test('observations added one by one leave the bits that conditioning on all gives', () => {
  const each = cases[5]!;
  const n = each.x.length;
  const grown = set({ ...each, x: each.x.slice(0, n - 3) }, n);
  grown.regression.condition(grown.observations, each.raw);
  let { points } = grown.observations;
  for (const row of each.x.slice(n - 3, n - 1)) points = addPoint(points, row);
  grown.regression.extend({ points, values: each.y.map((y) => y + 1) }, n - 3);
  points = addPoint(points, each.x[n - 1]!);
  const extended = grown.predictor(grown.regression.extend({ points, values: each.y }, n - 1)!);
  const whole = set(each, n);
  const conditioned = whole.predictor(whole.regression.condition(whole.observations, each.raw)!);
  expect(extended.predict(each.asked)).toEqual(conditioned.predict(each.asked));
  expect(extended.look(each.asked[0]!)).toEqual(conditioned.look(each.asked[0]!));
});

test('no variance is above its bound', () => {
  for (const each of cases) {
    const { regression, observations, predictor } = set(each);
    const process = predictor(regression.condition(observations, each.raw)!);
    const { mean, variance } = process.predict(each.asked);
    const screened = process.screen(each.asked);
    expect(screened.mean).toEqual(mean);
    variance.forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(screened.variance[i]! + 1e-12);
    });
  }
});

test('pending points: what they turn out to be moves the mean by the tail, as conditioning on it does', () => {
  const each = cases[5]!;
  const n = each.x.length;
  const { regression, observations, predictor } = set(each, n);
  const process = predictor(regression.condition({ ...observations, pending: 2 }, each.raw)!);
  const { mean, variance, tails } = process.predict(each.asked);
  const { factor, white, noise } = process.conditioned;
  const step = factor.stride / 8;
  const draw = [0.8, -1.3];
  const fantasy = [n - 2, n - 1].map((i, r) => {
    const row = factor.numbers().slice(i * step, i * step + n);
    let value = 0;
    for (let j = 0; j < n - 2; j++) value += row[j]! * white.numbers()[j]!;
    for (let q = 0; q <= r; q++) value += row[n - 2 + q]! * draw[q]!;
    return value;
  });
  const looks = each.asked.map((point) => process.look(point));
  const other = set(each, n);
  const values = [...each.y.slice(0, n - 2), ...fantasy];
  const extraNoise = values.map((_, i) => (i < n - 2 ? 0 : 1e-6 - noise));
  const known = other.predictor(
    other.regression.condition({ ...other.observations, values, extraNoise }, each.raw)!,
  );
  const expected = known.predict(each.asked);
  each.asked.forEach((_, i) => {
    const moved = draw.reduce((sum, e, r) => sum + e * tails[r]![i]!, mean[i]!);
    expect(moved).toBeCloseTo(expected.mean[i]!, 9);
    expect(variance[i]).toBeCloseTo(expected.variance[i]!, 9);
    expect([...looks[i]!.tail]).toEqual(tails.map((tail) => expect.closeTo(tail[i]!, 9)));
  });
});

test('the gradient of a tail is that of finite differences', () => {
  const each = cases[5]!;
  const { regression, observations, predictor } = set(each);
  const process = predictor(regression.condition({ ...observations, pending: 2 }, each.raw)!);
  const point = each.asked[0]!;
  process.look(point);
  const gradient = process.gradient(0.3, 0.4, [1.5, -2]);
  const at = (c: number, by: number) => {
    const { mean, variance, tail } = process.look(point.map((value, i) => (i === c ? value + by : value)));
    return 0.3 * mean + 0.4 * variance + 1.5 * tail[0]! - 2 * tail[1]!;
  };
  for (let c = 0; c < each.numeric; c++)
    expect(gradient[c]).toBeCloseTo((at(c, 1e-6) - at(c, -1e-6)) / 2e-6, 5);
});

test('known noise of single observations counts', () => {
  const each = cases[3]!;
  const { regression, observations, predictor } = set(each);
  const extraNoise = each.x.map((_, i) => (i === 4 ? 1e6 : 0));
  const process = predictor(regression.condition({ ...observations, extraNoise }, each.raw)!);
  const without = set({ ...each, x: each.x.filter((_, i) => i !== 4), y: each.y.filter((_, i) => i !== 4) });
  const other = without.predictor(without.regression.condition(without.observations, each.raw)!);
  for (const point of each.asked) {
    expect(process.look(point).mean).toBeCloseTo(other.look(point).mean, 5);
    expect(process.look(point).variance).toBeCloseTo(other.look(point).variance, 5);
  }
});

test('a group shares its relevance', () => {
  const draws = stream(3, 0, 'grouped');
  const x = Array.from({ length: 12 }, () => [draws.uniform(), draws.uniform(), draws.uniform()]);
  const y = x.map(([a, b]) => a! - b!);
  const workspace = makeWorkspace();
  const covariance = matern(workspace, { numeric: 3, groups: [0, 1, 1] }, 12);
  const regression = makeRegression(workspace, covariance, optunaPrior, 3, 12);
  const observations = { points: layPoints(takePoints(workspace, 3, 12), x), values: y };
  const raw = [0.4, 1.1, -0.2, -4];
  const { gradient } = regression.logPosterior(observations, raw)!;
  raw.forEach((_, p) => {
    const moved = (by: number) =>
      regression.logPosterior(
        observations,
        raw.map((value, i) => (i === p ? value + by : value)),
      )!.value;
    expect(gradient[p]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 5);
  });
});
