import { log1p } from '../../math/elementary.js';
import { quantile } from '../../math/statistics.js';

/**
 * Costs with mean 0 and standard deviation 1 (n below, as Optuna), in which no single bad one drowns the differences between good ones: infinite
 * ones become the worst finite one, and what lies more than four interquartile ranges above the upper quartile is drawn in to a logarithm.
 * The order stays.
 */
export const standardise = (costs: ArrayLike<number>): Float64Array =>
  standardiseEvenly(drawIn(finite(costs)));

/** Values with mean 0 and standard deviation 1; all 0 where they are all the same. */
export function standardiseEvenly(values: ArrayLike<number>): Float64Array {
  const { mean, deviation } = momentsOf(values);
  return Float64Array.from(values, (value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

/** Mean and standard deviation, with n below. */
export function momentsOf(values: ArrayLike<number>): { mean: number; deviation: number } {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length;
  let variance = 0;
  for (let i = 0; i < values.length; i++)
    variance += ((values[i]! - mean) * (values[i]! - mean)) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** Infinite costs become the nearest finite one, or 0 where there is none. */
function finite(costs: ArrayLike<number>): Float64Array {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < costs.length; i++)
    if (Number.isFinite(costs[i]!)) {
      least = Math.min(least, costs[i]!);
      most = Math.max(most, costs[i]!);
    }
  if (least > most) return new Float64Array(costs.length);
  return Float64Array.from(costs, (cost) => Math.min(most, Math.max(least, cost)));
}

function drawIn(costs: Float64Array): Float64Array {
  const upper = quantile(costs, 0.75);
  const range = upper - quantile(costs, 0.25);
  const fence = upper + 4 * range;
  if (!(range > 0)) return costs;
  return costs.map((cost) => (cost > fence ? fence + range * log1p((cost - fence) / range) : cost));
}
