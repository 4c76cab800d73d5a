import { classFactors } from '../data/class-weights.js';
import { type Target, weightsOf } from '../data/target.js';
import type { ClassWeights } from '../data/task.js';

/** How much training rows count. */
export interface TrainingWeights {
  /** In the loss: a row's weight times the factor of its class, 1 on average; absent when all count alike. */
  readonly trainWeights?: Float32Array;
  /** By class; absent when classes are not weighed. */
  readonly classFactors?: Float64Array;
}

export function trainingWeights(
  target: Target,
  rows: Uint32Array,
  classes: readonly string[],
  asked: ClassWeights = 'none',
): TrainingWeights {
  const own = weightsOf(target, rows);
  if (asked === 'none') return own ? { trainWeights: onAverageOne(own) } : {};
  const weights = own ?? new Float64Array(rows.length).fill(1);
  const codes = Float64Array.from(rows, (row) => target.values[row]!);
  const factors = classFactors(asked, classes, codes, own);
  const weighed = weights.map((weight, i) => weight * factors[codes[i]!]!);
  return { trainWeights: onAverageOne(weighed), classFactors: factors };
}

function onAverageOne(weights: Float64Array): Float32Array {
  const mean = weights.reduce((sum, weight) => sum + weight / weights.length, 0);
  return Float32Array.from(weights, (weight) => weight / mean);
}
