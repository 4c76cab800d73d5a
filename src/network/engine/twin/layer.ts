import { layerShapes, type Shape, type UnitPart, unitParts } from '../../count.js';
import type { Passed, Rows } from './passed.js';

/** A layer's parameters as views into one array in file order: weights (depth × width, row-major), biases, and what hidden units have. */
export interface Layer extends Partial<Record<UnitPart, Float64Array>> {
  readonly depth: number;
  readonly width: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** Cuts an array in file order into layers that share its memory. */
export function layersOf(parameters: Float64Array, shape: Shape): Layer[] {
  let at = 0;
  const next = (length: number) => parameters.subarray(at, (at += length));
  return layerShapes(shape).map(({ depth, width }, i) => {
    const [weights, biases] = [next(depth * width), next(width)];
    const parts = i < shape.hidden.length ? unitParts(shape) : [];
    const units = Object.fromEntries(parts.map((part) => [part, next(width)]));
    return { depth, width, weights, biases, ...units };
  });
}

/** The weighted sums Σₖ x[k] W[k][j] + b[j]; where a mean is taken from them (`centred`), biases do nothing and have no gradient. */
export const weightedSums = (layer: Layer, x: Rows, centred = false): Passed<Layer> => ({
  values: x.map((row) => sumsOf(layer, row)),
  back: (deltas, gradients) => {
    deltas.forEach((row, i) => {
      addGradient(gradients, x[i]!, row);
    });
    if (centred) gradients.biases.fill(0);
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
