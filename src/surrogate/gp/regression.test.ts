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
  const regression = makeRegression(workspace, covariance, optunaPrior, most);
  const points: Points = layPoints(takePoints(workspace, columns, most), x);
  const observations: Observations = { points, values: y };
  return { regression, observations, predictor: posterior(workspace, regression, most, columns) };
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

test('an observation more is what conditioning on all gives', () => {
  const each = cases[5]!;
  const n = each.x.length;
  const { regression, observations, predictor } = set({ ...each, x: each.x.slice(0, n - 3) }, n);
  regression.condition(observations, each.raw);
  let { points } = observations;
  let grown = regression.condition(observations, each.raw)!;
  for (const row of each.x.slice(n - 3)) {
    points = addPoint(points, row);
    grown = regression.extend({ points, values: each.y })!;
  }
  const process = predictor(grown);
  each.asked.forEach((point, i) => {
    expect(process.look(point).mean).toBeCloseTo(each.mean[i]!, 9);
    expect(process.look(point).variance).toBeCloseTo(each.variance[i]!, 9);
  });
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
  const regression = makeRegression(workspace, covariance, optunaPrior, 12);
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
