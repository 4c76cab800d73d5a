import type { Averaging } from '../../plan.js';

/** The average of the parameters, in file order, as kernels/average.ts keeps it. */
export interface Average {
  /** How often it took parameters in. */
  readonly count: number;
  readonly numbers: Float64Array;
}

export const freshAverage = (parameters: number): Average => ({
  count: 0,
  numbers: new Float64Array(parameters),
});

/** The average after the parameters of one more moment. */
export function averaged(
  averaging: Averaging,
  { count, numbers }: Average,
  parameters: Float64Array,
): Average {
  const share = count === 0 ? 1 : shareOf(averaging, count + 1);
  return { count: count + 1, numbers: numbers.map((mean, i) => mean + share * (parameters[i] - mean)) };
}

/** What the parameters taken in as the `t`-th of all count for. */
function shareOf(averaging: Averaging, t: number): number {
  if (averaging.kind === 'uniform') return 1 / t;
  const { decay, corrected = true } = averaging;
  if (!corrected) return 1 - decay;
  // Counts 1, d, d², … of the last, the one before it, …
  const counts = Array.from({ length: t }).reduce<number>((sum) => 1 + decay * sum, 0);
  return 1 / counts;
}
