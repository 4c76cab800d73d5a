import { expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { matern } from './matern.js';
import { layPoints, takePoints } from './points.js';
import { posterior } from './posterior.js';
import { optunaPrior } from './prior.js';
import { makeRegression } from './regression.js';
import { leaveOneOut, togetherness } from './together.js';
import { makeWorkspace } from './workspace.js';

const random = stream(1, 0, 'together');
const rows = Array.from({ length: 13 }, () =>
  Float64Array.from([random.uniform(), random.uniform(), random.below(3)]),
);
const values = rows.map(([a, b, c]) => 3 * a! - b! * b! + 0.5 * c! + 0.1 * random.normal());
const extraNoise = rows.map((_, i) => (i % 4 === 0 ? 0.2 : 0));
const raw = [0.4, -0.3, 0.2, 0.1, -3];
const asked = rows.slice(0, 5).map((row) => row.map((each, c) => (c < 2 ? each / 2 : each)));

function process(keep: (i: number) => boolean) {
  const some = rows.filter((_, i) => keep(i));
  const workspace = makeWorkspace();
  const covariance = matern(workspace, { numeric: 2, groups: [0, 1, 2] }, 16);
  const regression = makeRegression(workspace, covariance, optunaPrior, 3, 16);
  const conditioned = regression.condition(
    {
      points: layPoints(takePoints(workspace, 3, 16), some),
      values: values.filter((_, i) => keep(i)),
      extraNoise: extraNoise.filter((_, i) => keep(i)),
    },
    raw,
  )!;
  return {
    conditioned,
    together: togetherness(workspace, regression, 3, 16, 8),
    alone: posterior(workspace, regression, 3, 16)(conditioned),
  };
}

test('means and variances are those of single points, and the variance of a sum is what conditioning on it leaves', () => {
  const { conditioned, together, alone } = process(() => true);
  const { mean, covariance } = together(conditioned, asked);
  const single = alone.predict(asked);
  for (const [i, own] of covariance.entries()) {
    expect(mean[i]).toBeCloseTo(single.mean[i]!, 10);
    expect(own[i]).toBeCloseTo(single.variance[i]!, 10);
    for (const [j, each] of own.entries()) expect(each).toBeCloseTo(covariance[j]![i]!, 10);
  }
  // cov(f(a), f(b)) = (var(f(a)) − var(f(a) | f(b)))·var(f(b))/cov, with b's value known but for a little noise.
  const b = rows[12]!;
  const before = process((i) => i !== 12);
  const own = before.together(before.conditioned, [asked[0]!, b]).covariance;
  const after = process(() => true);
  const left = after.together(after.conditioned, [asked[0]!]).covariance[0]![0]!;
  const noise = before.conditioned.noise + extraNoise[12]!;
  expect(left).toBeCloseTo(own[0]![0]! - (own[0]![1]! * own[0]![1]!) / (own[1]![1]! + noise), 10);
});

test('leaving one out is conditioning on the others', () => {
  const { mean, variance } = leaveOneOut(process(() => true).conditioned);
  for (const i of [0, 3, 4, 12]) {
    const others = process((j) => j !== i);
    const { mean: m, covariance } = others.together(others.conditioned, [rows[i]!]);
    expect(mean[i]).toBeCloseTo(m[0]!, 9);
    expect(variance[i]).toBeCloseTo(covariance[0]![0]! + others.conditioned.noise + extraNoise[i]!, 9);
  }
});
