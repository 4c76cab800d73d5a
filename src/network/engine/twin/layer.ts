import type { Response } from './activation.js';

/** A layer's parameters as views into one array in file order: weights (depth × width, row-major), then biases. */
export interface Layer {
  readonly depth: number;
  readonly width: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** Cuts an array in file order into layers that share its memory. */
export function layersOf(
  parameters: Float64Array,
  shapes: readonly { depth: number; width: number }[],
): Layer[] {
  let at = 0;
  const next = (length: number) => parameters.subarray(at, (at += length));
  return shapes.map(({ depth, width }) => ({
    depth,
    width,
    weights: next(depth * width),
    biases: next(width),
  }));
}

/** Σₖ x[k] W[k][j] + b[j] */
export function weightedSums({ depth, width, weights, biases }: Layer, x: readonly number[]): number[] {
  return Array.from({ length: width }, (_, j) => {
    let sum = biases[j];
    for (let k = 0; k < depth; k++) sum += x[k] * weights[k * width + j];
    return sum;
  });
}

/** Adds one row's share, scaled: dW[k][j] += x[k] d[j], db[j] += d[j]. */
export function addGradient(
  { width, weights, biases }: Layer,
  x: readonly number[],
  deltas: readonly number[],
) {
  deltas.forEach((delta, j) => {
    biases[j] += delta;
    x.forEach((input, k) => {
      weights[k * width + j] += input * delta;
    });
  });
}

/** d loss / d inputs, the first `count` of them. */
export const inputSlopes = ({ width, weights }: Layer, deltas: readonly number[], count: number): number[] =>
  Array.from({ length: count }, (_, k) =>
    deltas.reduce((sum, delta, j) => sum + weights[k * width + j] * delta, 0),
  );

/** The deltas of the layer before: (Σⱼ W[k][j] d[j]) × slope of unit k. */
export const deltasBefore = (
  layer: Layer,
  deltas: readonly number[],
  before: readonly Response[],
): number[] => inputSlopes(layer, deltas, before.length).map((slope, k) => slope * before[k].slope);
