import type { Passed, Rows } from './passed.js';

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

/** The weighted sums Σₖ x[k] W[k][j] + b[j]. */
export const weightedSums = (layer: Layer, x: Rows): Passed<Layer> => ({
  values: x.map((row) => sumsOf(layer, row)),
  back: (deltas, gradients) => {
    deltas.forEach((row, i) => {
      addGradient(gradients, x[i]!, row);
    });
    return deltas.map((row) => inputSlopes(layer, row));
  },
});

function sumsOf({ depth, width, weights, biases }: Layer, x: readonly number[]): number[] {
  return Array.from({ length: width }, (_, j) => {
    let sum = biases[j]!;
    for (let k = 0; k < depth; k++) sum += x[k]! * weights[k * width + j]!;
    return sum;
  });
}

/** Adds one row's share, scaled: dW[k][j] += x[k] d[j], db[j] += d[j]. */
function addGradient({ width, weights, biases }: Layer, x: readonly number[], deltas: readonly number[]) {
  deltas.forEach((delta, j) => {
    biases[j]! += delta;
    x.forEach((input, k) => {
      weights[k * width + j]! += input * delta;
    });
  });
}

/** d loss / d inputs: Σⱼ W[k][j] d[j] */
const inputSlopes = ({ depth, width, weights }: Layer, deltas: readonly number[]): number[] =>
  Array.from({ length: depth }, (_, k) =>
    deltas.reduce((sum, delta, j) => sum + weights[k * width + j]! * delta, 0),
  );
