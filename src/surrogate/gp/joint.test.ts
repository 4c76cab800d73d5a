import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { joint, jointPrior, jointStart } from './joint.js';
import { layPoints, takePoints } from './points.js';
import { posterior } from './posterior.js';
import { makeRegression } from './regression.js';
import { makeWorkspace } from './workspace.js';

const columns = 3;
const groups = [0, 0, 1];
const random = stream(1, 0, 'test: joint');
/** Two numbers of one relevance, a category, and how far it was trained. */
const rows = Array.from({ length: 12 }, () => [random.uniform(), random.uniform(), random.below(3)]).flatMap(
  (setting) => [0, 0.4, 1].slice(0, 1 + random.below(3)).map((u) => Float64Array.of(...setting, u)),
);
const values = rows.map(([a, b, c, u]) => Math.sin(3 * a!) + b! * u! + 0.3 * c! + 0.1 * random.normal());

function set() {
  const workspace = makeWorkspace();
  const most = rows.length;
  const covariance = joint(workspace, { numeric: 2, groups }, most);
  const regression = makeRegression(workspace, covariance, jointPrior, columns + 1, most);
  const points = layPoints(takePoints(workspace, columns + 1, most), rows);
  return {
    regression,
    observations: { points, values },
    predictor: posterior(workspace, regression, columns + 1, most),
  };
}

const near = (size: number) => jointStart(size).map((value) => value + 0.4 * random.normal());

const matern = (squared: number) => {
  const r = Math.sqrt(5 * squared);
  return (1 + r + (r * r) / 3) * Math.exp(-r);
};

/** The formula of joint.ts, written down once more. */
function covarianceOf(raw: ArrayLike<number>, x: Float64Array, y: Float64Array): number {
  const [v, k, s, odds, tau, m, rho] = Array.from(raw, Math.exp) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const w = odds / (1 + odds);
  const apart = v * ((x[0]! - y[0]!) ** 2 + (x[1]! - y[1]!) ** 2) + (x[2] === y[2] ? 0 : k);
  const far = (x[3]! - y[3]!) ** 2;
  return s * matern(apart) * (w + (1 - w) * matern(tau * far)) + m * matern(rho * far);
}

/** A·x = b by Gauss–Jordan. */
function solve(a: number[][], b: number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let j = 0; j < rows.length; j++)
      if (j !== i) {
        const factor = rows[j]![i]!;
        rows[j] = rows[j]!.map((value, k) => value - factor * rows[i]![k]!);
      }
  }
  return rows.map((row) => row.at(-1)!);
}

describe('the covariance of learning curves', () => {
  test('gives the posterior of its formula', () => {
    const { regression, observations, predictor } = set();
    const raw = near(regression.size);
    const noise = 1e-6 + Math.exp(raw.at(-1)!);
    const k = rows.map((x, i) => rows.map((y, j) => covarianceOf(raw, x, y) + (i === j ? noise : 0)));
    const asked = [0, 0.7, 1].map((u) => Float64Array.of(0.3, 0.8, 1, u));
    const known = predictor(regression.condition(observations, raw)!);
    const { mean, variance } = known.predict(asked);
    asked.forEach((point, i) => {
      const cross = rows.map((row) => covarianceOf(raw, row, point));
      const weights = solve(k, cross);
      expect(mean[i]).toBeCloseTo(
        weights.reduce((sum, weight, j) => sum + weight * values[j]!, 0),
        8,
      );
      const left =
        covarianceOf(raw, point, point) - weights.reduce((sum, weight, j) => sum + weight * cross[j]!, 0);
      expect(variance[i]).toBeCloseTo(left, 8);
      expect(known.look(point).mean).toBeCloseTo(mean[i]!, 10);
      expect(known.look(point).variance).toBeCloseTo(variance[i]!, 10);
    });
  });

  test('its likelihood’s gradient is that of finite differences', () => {
    const { regression, observations } = set();
    const raw = near(regression.size);
    const { gradient } = regression.logPosterior(observations, raw)!;
    const step = 1e-5;
    raw.forEach((_, p) => {
      const moved = (by: number) =>
        regression.logPosterior(
          observations,
          raw.map((value, i) => (i === p ? value + by : value)),
        )!.value;
      const slope = (moved(step) - moved(-step)) / (2 * step);
      expect(Math.abs(gradient[p]! - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    });
  });

  test('its gradients in the numbers of a setting are those of finite differences', () => {
    const { regression, observations, predictor } = set();
    const known = predictor(regression.condition(observations, near(regression.size))!);
    const point = Float64Array.of(0.3, 0.8, 1, 1);
    const both = (x: Float64Array) => {
      const { mean, variance } = known.look(x);
      return 2 * mean - 3 * variance;
    };
    both(point);
    const gradient = known.gradient(2, -3);
    const step = 1e-5;
    [0, 1].forEach((c) => {
      const moved = (by: number) => both(point.map((value, i) => (i === c ? value + by : value)));
      expect(gradient[c]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 5);
    });
  });
});
