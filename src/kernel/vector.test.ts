import { describe, expect, test } from 'vitest';
import { instantiateKernels, type VectorKernels } from './kernel.js';

const kernels = instantiateKernels();

/** Distance between neighbouring float32 numbers at x. */
function ulp(x: number): number {
  const exponent = Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -126)));
  return 2 ** (exponent - 23);
}

/** The largest error in ulps over evenly spaced points and, near zero, over powers of two. */
function worstUlps(ours: (x: number) => number, exact: (x: number) => number, from: number, to: number) {
  const even = Array.from({ length: 40_000 }, (_, i) => from + ((to - from) * i) / 39_999);
  const tiny = Array.from({ length: 60 }, (_, i) => 2 ** -i * 0.7).flatMap((x) => [x, -x]);
  const points = [...even, ...tiny.filter((x) => x >= from && x <= to)].map(Math.fround);
  return points.reduce((worst, x) => {
    const want = exact(x);
    return Math.max(worst, Math.abs(ours(x) - want) / ulp(want));
  }, 0);
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

// Measured worst: exp .93, sigmoid 2.0, tanh 2.5, log 1.9, log1p 1.8.
test.each<[keyof VectorKernels, (x: number) => number, number, number, number]>([
  ['exp32', Math.exp, -87, 88, 1.5],
  ['sigmoid32', sigmoid, -87, 87, 3],
  ['tanh32', Math.tanh, -20, 20, 3],
  ['log32', Math.log, 1e-6, 3, 3],
  ['log32', Math.log, 1, 1e9, 3],
  ['log1p32', Math.log1p, 0, 1, 3],
])('%s is within some ulps of Math', (name, exact, from, to, ulps) => {
  const worst = worstUlps((x) => kernels[name](x), exact, from, to);
  expect(worst).toBeLessThan(ulps);
});

test('ends of the line', () => {
  const { exp32, sigmoid32, tanh32, log32 } = kernels;
  for (const name of ['exp32', 'sigmoid32', 'tanh32', 'log32'] as const) {
    expect(kernels[name](Number.NaN)).toBeNaN();
  }
  expect(exp32(0)).toBe(1);
  expect(exp32(-1e30)).toBeLessThan(2e-38);
  expect([tanh32(1e30), tanh32(-1e30), Object.is(tanh32(-0), -0)]).toEqual([1, -1, true]);
  expect([sigmoid32(1e30), sigmoid32(0)]).toEqual([1, 0.5]);
  expect(sigmoid32(-1e30)).toBeLessThan(2e-38);
  expect([log32(1), log32(Number.POSITIVE_INFINITY)]).toEqual([0, Number.POSITIVE_INFINITY]);
});

describe('cosines and sines of turns', () => {
  const exact = { cosTurns32: Math.cos, sinTurns32: Math.sin };

  // Measured worst: 1.2e-7. Near their zeros errors are compared with 1, not with the value.
  test.each<keyof typeof exact>(['cosTurns32', 'sinTurns32'])('%s is within 1.5e-7 of Math', (name) => {
    const points = Array.from({ length: 40_001 }, (_, i) => Math.fround((i - 20_000) / 9973));
    const worst = points.reduce(
      (most, t) => Math.max(most, Math.abs(kernels[name](t) - exact[name](2 * Math.PI * (t % 1)))),
      0,
    );
    expect(worst).toBeLessThan(1.5e-7);
  });

  test('whole, half and quarter turns are exact, however many', () => {
    for (const turns of [0, 1, -3, 1000, -(2 ** 20)]) {
      const at = [0, 0.25, 0.5, 0.75].map((part) => turns + part);
      expect(at.map((t) => kernels.cosTurns32(t) + 0)).toEqual([1, 0, -1, 0]);
      expect(at.map((t) => kernels.sinTurns32(t) + 0)).toEqual([0, 1, 0, -1]);
    }
  });

  test('NaN stays NaN', () => {
    expect(kernels.cosTurns32(Number.NaN)).toBeNaN();
    expect(kernels.sinTurns32(Number.NaN)).toBeNaN();
  });
});
