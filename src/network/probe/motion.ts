import { layerShapes } from '../count.js';
import type { Plan } from '../plan.js';
import { squaredLength } from './noise-scale.js';

/** |after − before| / |before| of two states of the weights; a healthy step of Adam is near 1e-3. */
export function updateRatio(before: ArrayLike<number>, after: ArrayLike<number>): number {
  const change = Float64Array.from(before, (weight, i) => after[i]! - weight);
  return Math.sqrt(squaredLength(change) / squaredLength(before));
}

/** The same for each layer's weights, without its biases, of a network whose layers are plain; weights in file order. */
export function updateRatios(plan: Plan, before: Float32Array, after: Float32Array): number[] {
  const shapes = layerShapes(plan);
  let at = before.length - shapes.reduce((sum, { depth, width }) => sum + (depth + 1) * width, 0);
  return shapes.map(({ depth, width }) => {
    const from = at;
    at += (depth + 1) * width;
    return updateRatio(
      before.subarray(from, from + depth * width),
      after.subarray(from, from + depth * width),
    );
  });
}

/** The cosine between two gradients, −1 to 1: steps that overshoot turn back, well below 0. */
export function gradientCosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  for (let i = 0; i < a.length; i++) product += a[i]! * b[i]!;
  return product / Math.sqrt(squaredLength(a) * squaredLength(b));
}
