import type { GradientReader } from '../engine/engine.js';

/** What the gradients of the rows of one batch say: how large the true gradient is, and how much rows differ. */
export interface GradientNoise {
  /** |G|², the squared length of the gradient over all rows, estimated without bias; may fall below 0 where noise drowns it. */
  readonly signal: number;
  /** tr Σ: the sum of the variances of a row's gradient. */
  readonly variance: number;
}

/**
 * The noise of the gradient from the gradients of single rows (McCandlish et al. 2018, arXiv:1812.06162, appendix A.1):
 * tr Σ = B / (B − 1) · (mean |gᵢ|² − |g|²), |G|² = |g|² − tr Σ / B. Exact for every network whose rows do not meet (all but those with batch
 * normalisation) and whose plan has no dropout. Costs one gradient a row, changes nothing that training depends on.
 */
export function gradientNoise(network: GradientReader, rows: Uint32Array): GradientNoise {
  const count = rows.length;
  const whole = squaredLength(network.gradient(rows).values);
  let single = 0;
  for (const row of rows) single += squaredLength(network.gradient(Uint32Array.of(row)).values) / count;
  const variance = (count / (count - 1)) * (single - whole);
  return { signal: whole - variance / count, variance };
}

/**
 * B_simple = tr Σ / |G|²: well below it a larger batch saves steps at hardly any cost, well above it is wasted. Numerator and denominator are
 * averaged over the batches apart, for single ratios are biased; undefined where the signal drowns.
 */
export function noiseScale(batches: readonly GradientNoise[]): number | undefined {
  const signal = batches.reduce((sum, batch) => sum + batch.signal, 0);
  const variance = batches.reduce((sum, batch) => sum + batch.variance, 0);
  return signal > 0 ? variance / signal : undefined;
}

/**
 * The same where the rows that are trained on are all there is: G is their gradient, to the digit, and what rows differ by comes from the single
 * gradients of `sample`. So no signal drowns, however small it has become.
 */
export function gradientNoiseOver(
  network: GradientReader,
  rows: Uint32Array,
  sample: Uint32Array,
): GradientNoise {
  const signal = squaredLength(network.gradient(rows).values);
  let single = 0;
  for (const row of sample)
    single += squaredLength(network.gradient(Uint32Array.of(row)).values) / sample.length;
  return { signal, variance: Math.max(0, single - signal) };
}

export function squaredLength(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
