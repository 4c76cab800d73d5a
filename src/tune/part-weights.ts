import { classFactors } from '../data/class-weights.js';
import { type Target, weightsOf } from '../data/target.js';
import type { ClassWeights } from '../data/task.js';

/**
 * How much each training row counts in the loss, 1 on average: its weight times the factor of its class. Undefined when all count
 * alike.
 */
export function trainingWeights(
  target: Target,
  rows: Uint32Array,
  classes: readonly string[],
  asked: ClassWeights = 'none',
): Float32Array | undefined {
  const own = weightsOf(target, rows);
  if (own === undefined && asked === 'none') return undefined;
  const weights = own ?? new Float64Array(rows.length).fill(1);
  if (asked !== 'none') {
    const codes = Float64Array.from(rows, (row) => target.values[row]!);
    const factors = classFactors(asked, classes, codes, own);
    codes.forEach((code, i) => {
      weights[i]! *= factors[code]!;
    });
  }
  const mean = weights.reduce((sum, weight) => sum + weight / weights.length, 0);
  return Float32Array.from(weights, (weight) => weight / mean);
}
