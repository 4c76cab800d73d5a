import { log1p } from '../../math/elementary.js';
import { quantile } from '../../math/statistics.js';

/**
 * Costs with mean 0 and standard deviation 1 (n below, as Optuna), in which no single bad one drowns the differences between good ones: infinite
 * ones become the worst finite one, and what lies more than four interquartile ranges above the upper quartile is drawn in to a logarithm.
 * The order stays.
 */
export function standardise(costs: ArrayLike<number>): Float64Array {
  const drawn = drawIn(finite(costs));
  let mean = 0;
  for (const cost of drawn) mean += cost / drawn.length;
  let variance = 0;
  for (const cost of drawn) variance += ((cost - mean) * (cost - mean)) / drawn.length;
  const deviation = Math.sqrt(variance);
  return drawn.map((cost) => (deviation > 0 ? (cost - mean) / deviation : 0));
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
