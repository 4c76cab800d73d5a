import { expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { matern } from './matern.js';
import { layPoints, takePoints } from './points.js';
import { optunaPrior } from './prior.js';
import { makeRegression } from './regression.js';
import { withSharedLuck } from './shared-luck.js';
import { leaveOut, togetherness } from './together.js';
import { makeWorkspace } from './workspace.js';

const random = stream(1, 0, 'shared luck');
const all = [[0, 1, 2], [3], [4, 5], [6, 7]];
const rows = all.flatMap((group) => {
  const own = random.uniform();
  return group.map((_, look) => Float64Array.of(own, look / 3));
});
const values = rows.map(([x, u]) => Math.sin(4 * x!) + 0.3 * u! + 0.2 * random.normal());
/** Relevances, the scale, luck, and the noise. */
const raw = [0.4, -0.5, 0.1, -1.5, -3];

function process(groups: readonly (readonly number[])[]) {
  const kept = groups.flat();
  const workspace = makeWorkspace();
  const most = 8;
  const inner = matern(workspace, { numeric: 2, groups: [0, 1] }, most);
  let place = 0;
  const covariance = withSharedLuck(
    inner,
    groups.map((group) => group.map(() => place++)),
  );
  const prior = { add: () => 0 };
  const regression = makeRegression(workspace, covariance, prior, 2, most);
  const points = layPoints(
    takePoints(workspace, 2, most),
    kept.map((i) => rows[i]!),
  );
  const observations = { points, values: kept.map((i) => values[i]!) };
  return { regression, observations, together: togetherness(workspace, regression, 2, most, 4) };
}

test('the gradient is that of the value, luck’s too', () => {
  const { regression, observations } = process(all);
  const at = (p: number, by: number) =>
    regression.logPosterior(
      observations,
      raw.map((each, q) => each + (p === q ? by : 0)),
    )!;
  const { gradient } = at(0, 0);
  expect(regression.size).toBe(raw.length);
  for (const p of raw.keys())
    expect(gradient[p]).toBeCloseTo((at(p, 1e-4).value - at(p, -1e-4).value) / 2e-4, 5);
});

test('without luck it is the covariance alone', () => {
  const { regression, observations } = process(all);
  const workspace = makeWorkspace();
  const plain = makeRegression(
    workspace,
    matern(workspace, { numeric: 2, groups: [0, 1] }, 8),
    optunaPrior,
    2,
    8,
  );
  const points = layPoints(takePoints(workspace, 2, 8), rows);
  const alone = plain.condition({ points, values }, [...raw.slice(0, 3), raw[4]!])!;
  const lucky = regression.condition(observations, [...raw.slice(0, 3), -25, raw[4]!])!;
  for (const i of rows.keys()) expect(lucky.alpha.numbers()[i]).toBeCloseTo(alone.alpha.numbers()[i]!, 6);
});

test('what the looks of one training share counts once: looking again and again does not make it sure', () => {
  const variance = (groups: readonly (readonly number[])[]) => {
    const { regression, observations, together } = process(groups);
    return together(regression.condition(observations, raw)!, [rows[0]!]).covariance[0]![0]!;
  };
  const apart = variance([[0], [1], [2]]);
  const same = variance([[0, 1, 2]]);
  const once = variance([[0]]);
  expect(same).toBeGreaterThan(1.2 * apart);
  expect(same).toBeLessThan(once);
});

test('leaving a training out is conditioning on the looks of the others', () => {
  const { regression, observations } = process(all);
  const { mean, variance } = leaveOut(regression.condition(observations, raw)!, all);
  all.forEach((group, g) => {
    const others = process(all.filter((each) => each !== group));
    const conditioned = others.regression.condition(others.observations, raw)!;
    const { mean: m, covariance } = others.together(conditioned, [rows[group.at(-1)!]!]);
    expect(mean[g]).toBeCloseTo(m[0]!, 9);
    expect(variance[g]).toBeCloseTo(covariance[0]![0]! + Math.exp(raw[3]!) + conditioned.noise, 9);
  });
});
