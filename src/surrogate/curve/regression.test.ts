import { expect, test } from 'vitest';
import { exp, log } from '../../math/elementary.js';
import { noiseShares, shapesAt } from './dictionary.js';
import { fitShapes } from './regression.js';

// The closed form against brute force: for some shapes, the posterior of (c, d, σ) summed over a grid.

const prior = { level: 0.5, drop: 0.8, levelVariance: 0.09, dropVariance: 0.25, scale: 0.5 };
const x = [0.1, 0.2, 0.3, 0.4];
const y = [1.02, 0.86, 0.75, 0.69];
const raw = x.map((_, i) => 10 ** ((2 * (i + 1)) / 4));
const weights = raw.map((weight) => (2 * weight) / raw.reduce((sum, one) => sum + one, 0));

/** Evidence and means of c and d by summing over a grid of c, d and ln σ. */
function bruteForce(shape: number) {
  const noise = noiseShares[shape]! * prior.scale;
  const f = x.map((place) => shapesAt(place)[shape]!);
  const grid = (from: number, to: number, n: number) =>
    Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));
  const sums = { evidence: 0, c: 0, d: 0 };
  for (const logSigma of grid(log(noise) - 2.5, log(noise) + 6, 90)) {
    const variance = exp(2 * logSigma);
    // Inverse gamma (a, b) of σ², as a density of ln σ
    const [a, b] = [2, 2 * noise * noise];
    const logPrior = a * log(b) - 2 * a * logSigma - b / variance;
    const stretch = variance / (noise * noise);
    for (const c of grid(-0.6, 1.4, 130))
      for (const d of grid(-1, 3, 130)) {
        const misfit = x.reduce((sum, _, i) => sum + weights[i]! * (y[i]! - c - d * f[i]!) ** 2, 0);
        const away =
          (c - prior.level) ** 2 / prior.levelVariance + (d - prior.drop) ** 2 / prior.dropVariance;
        const density = exp(
          logPrior - log(stretch) - away / (2 * stretch) - 2 * logSigma - misfit / (2 * variance),
        );
        sums.evidence += density;
        sums.c += density * c;
        sums.d += density * d;
      }
  }
  return { evidence: sums.evidence, level: sums.c / sums.evidence, drop: sums.d / sums.evidence };
}

test('weights, levels and drops are those of the whole posterior', () => {
  const { components, freedom } = fitShapes({ x, y }, prior);
  expect(freedom).toBe(6);
  const some = components
    .filter(({ shape, weight }) => noiseShares[shape]! > 0.05 && weight > 1e-5)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3);
  const grids = some.map(({ shape }) => bruteForce(shape));
  some.forEach((component, i) => {
    expect(component.level).toBeCloseTo(grids[i]!.level, 2);
    expect(component.drop).toBeCloseTo(grids[i]!.drop, 2);
    expect(component.weight / some[0]!.weight / (grids[i]!.evidence / grids[0]!.evidence)).toBeCloseTo(1, 1);
  });
});
