import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { logCdf, logExpected, logImprovement, logImprovementOf, logMeanExp } from './improvement.js';

interface Case {
  readonly mean: number[];
  readonly variance: number[];
  readonly threshold: number;
  readonly logEI: number[];
}

const { standardLogEI, cases } = JSON.parse(
  readFileSync(new URL('./fixtures/optuna-gp.json', import.meta.url), 'utf8'),
) as { standardLogEI: [number, number][]; cases: Case[] };

test.each(standardLogEI.filter(([z]) => z >= -1000))('log h(%d) is Optuna’s', (z, expected) => {
  expect(Math.abs(logExpected(z) - expected)).toBeLessThan(1e-9 * Math.abs(expected) + 1e-12);
});

test('far out, where Optuna loses the digits, the leading terms hold', () => {
  for (const z of [-1e4, -1e6, -1e8])
    expect(logExpected(z)).toBeCloseTo(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(-z), 6);
});

test('there is no seam where the formula changes', () => {
  for (const z of [-1, -100]) {
    const slope = -logImprovement(-z, 1, 0).byMean;
    const step = 1e-6 * Math.abs(z);
    expect((logExpected(z + step) - logExpected(z - step)) / (2 * step) / slope).toBeCloseTo(1, 4);
  }
});

test('the log of expected improvement is Optuna’s, turned round, for it maximises', () => {
  for (const { mean, variance, threshold, logEI } of cases)
    logEI.forEach((expected, i) => {
      const found = logImprovementOf(-mean[i]!, variance[i]!, -threshold);
      expect(Math.abs(found - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)));
    });
});

test.each([
  [0.3, 0.8, 0.1],
  [5, 0.04, 0],
  [-3, 2, 1],
  [40, 0.3, 0],
  [900, 1, 0],
])('derivatives at mean %d, variance %d, best %d', (mean, variance, best) => {
  const { value, byMean, byVariance } = logImprovement(mean, variance, best);
  expect(value).toBe(logImprovementOf(mean, variance, best));
  const step = 1e-5;
  const at = (m: number, v: number) => logImprovementOf(m, v, best);
  const slopes = [
    (at(mean + step, variance) - at(mean - step, variance)) / (2 * step),
    (at(mean, variance + step * variance) - at(mean, variance - step * variance)) / (2 * step * variance),
  ];
  [byMean, byVariance].forEach((found, i) => {
    expect(Math.abs(found - slopes[i]!)).toBeLessThan(1e-4 * (1e-3 + Math.abs(slopes[i]!)));
  });
});

test('log Φ and its slope, far out too', () => {
  expect(logCdf(0).value).toBeCloseTo(Math.log(0.5), 12);
  expect(logCdf(-10).value).toBeCloseTo(-53.23128515051247, 9); // scipy.special.log_ndtr
  expect(logCdf(-40).value).toBeCloseTo(-804.6084420137538, 8);
  for (const z of [-30, -1.0001, -0.9999, 2])
    expect(logCdf(z).slope).toBeCloseTo((logCdf(z + 1e-6).value - logCdf(z - 1e-6).value) / 2e-6, 4);
});

test('the log of a mean of exponentials', () => {
  expect(logMeanExp([0, Math.log(3)])).toBeCloseTo(Math.log(2), 12);
  expect(logMeanExp([-2000, -2000])).toBe(-2000);
  expect(logMeanExp([Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY);
});
