import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { instantiateKernels } from '../../kernel/kernel.js';
import { type Activation, activationNames } from '../plan.js';
import { activationCodes } from './codes.js';
import { activations } from './twin/activation.js';

// Values and slopes as scripts/reference/activations.py computed them with 40 digits and found them in PyTorch.
interface Numbers {
  readonly values: number[];
  readonly slopes: number[];
}
const path = new URL('../fixtures/activations.json', import.meta.url);
const fixture = JSON.parse(readFileSync(path, 'utf8')) as {
  points: number[];
  functions: Record<Activation, Numbers>;
};
const { points, functions } = fixture;

/** The kernels' values and slopes at any count of points. */
function activated(name: Activation, at: readonly number[]): { values: Float32Array; slopes: Float32Array } {
  const kernels = instantiateKernels();
  const count = 4 * Math.ceil(at.length / 4);
  kernels.layExamples(3 * count, 1, 1, false);
  const z = kernels.inputsAt();
  const numbers = (from: number) => new Float32Array(kernels.memory.buffer, from, at.length);
  numbers(z).set(at);
  kernels.activate(activationCodes[name], 4 * count, z, z + 4 * count, z + 8 * count);
  return { values: numbers(z + 4 * count), slopes: numbers(z + 8 * count) };
}

/** Distance between neighbouring float32 numbers at x. */
const ulp = (x: number) => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -126))) - 23);

/** An error that no product brings back: numbers this small are cut off or clamped, because products with them would be denormal. */
const nothing = 1e-28;
const ulps = (error: number, size: number) => Math.max(0, error - nothing) / ulp(size);

/**
 * Largest errors in ulps: of a value by its own size, of a slope by its own or by its unit's value where that is larger (up to ¼):
 * the slopes of silu, gelu and mish pass through zero.
 */
function worstUlps(name: Activation) {
  const ours = activated(name, points);
  const exact = functions[name];
  const errors = points.map((_, i) => {
    const [value, slope] = [exact.values[i]!, exact.slopes[i]!];
    const size = Math.max(Math.abs(slope), Math.min(Math.abs(value), 0.25));
    return {
      value: ulps(Math.abs(ours.values[i]! - value), value),
      slope: ulps(Math.abs(ours.slopes[i]! - slope), size),
    };
  });
  return {
    value: Math.max(...errors.map(({ value }) => value)),
    slope: Math.max(...errors.map(({ slope }) => slope)),
  };
}

// Measured worst, of values and slopes: tanh 2.1, 5.6; silu 1.5, 6.1; elu .50, .50; selu .90, 1.1; gelu 4.6, 4.0; mish 1.7, 2.3;
// sigmoid 1.5, 2.5.
const bars: Record<Activation, { value: number; slope: number }> = {
  relu: { value: 0.01, slope: 0 },
  tanh: { value: 3, slope: 6 },
  silu: { value: 2, slope: 7 },
  identity: { value: 0.01, slope: 0 },
  leaky_relu: { value: 1, slope: 0.5 },
  elu: { value: 1, slope: 1 },
  selu: { value: 1, slope: 1.5 },
  gelu: { value: 5, slope: 5 },
  mish: { value: 2, slope: 3 },
  sigmoid: { value: 2, slope: 3 },
};

test.each(activationNames)('the kernels give %s and its slope within some ulps', (name) => {
  const worst = worstUlps(name);
  expect(worst.value).toBeLessThanOrEqual(bars[name].value);
  expect(worst.slope).toBeLessThanOrEqual(bars[name].slope);
});

test.each(activationNames)('the twin gives %s and its slope to 13 digits', (name) => {
  points.forEach((z, i) => {
    const { value, slope } = activations[name](z);
    const near = (x: number) => 1e-12 * Math.max(1, Math.abs(x));
    expect(Math.abs(value - functions[name].values[i]!)).toBeLessThan(near(value));
    expect(Math.abs(slope - functions[name].slopes[i]!)).toBeLessThan(near(slope));
  });
});

test.each(activationNames)('%s of no number is none, and of infinity what its limit is', (name) => {
  const { values, slopes } = activated(name, [Number.NaN, 1e30, -1e30, 0]);
  expect([values[0], values[3]]).toEqual([Number.NaN, name === 'sigmoid' ? 0.5 : 0]);
  expect(values.subarray(1).every(Number.isFinite)).toBe(true);
  expect(slopes.subarray(1).every(Number.isFinite)).toBe(true);
});
