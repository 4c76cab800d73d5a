import { sum } from '../math/statistics.js';

/** How many rows that all count alike are as good as rows of these weights: (Σw)² / Σw² (Kish 1965). */
export const effectiveRows = (weights: Float64Array) =>
  (sum(weights) * sum(weights)) / sum(weights.map((weight) => weight * weight));
