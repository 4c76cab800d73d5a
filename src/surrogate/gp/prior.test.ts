import { expect, test } from 'vitest';
import { borderPrior, leastNoise, normalPrior } from './prior.js';

/** Two relevances, the scale, and the log of the noise's free part. */
const raw = [-1.2, 0.4, 0.7, -3];
const valueAt = (numbers: readonly number[], gradient = new Float64Array(4)) =>
  borderPrior.add(numbers.slice(0, 3), leastNoise + Math.exp(numbers[3]!), gradient);

test('the gradient of normal densities is that of finite differences', () => {
  const gradient = new Float64Array(4);
  valueAt(raw, gradient);
  raw.forEach((_, p) => {
    const moved = (by: number) => valueAt(raw.map((value, i) => (i === p ? value + by : value)));
    expect(gradient[p]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
  });
});

test('normal densities are greatest at their means, and fall by a half at one deviation', () => {
  const prior = normalPrior({ relevance: [-2, 1], scale: [0, 0.5], noise: [-2, 0.5] });
  const at = (relevance: number, scale: number, noise: number) =>
    prior.add([relevance, scale], leastNoise + Math.exp(noise), new Float64Array(3));
  expect(at(-2, 0, -2)).toBeCloseTo(0, 12);
  expect(at(-3, 0, -2)).toBeCloseTo(-0.5, 12);
  expect(at(-2, 0.5, -2)).toBeCloseTo(-0.5, 12);
  expect(at(-2, 0, -2.5)).toBeCloseTo(-0.5, 12);
});
