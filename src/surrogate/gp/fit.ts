import { minimize } from '../../math/lbfgs.js';
import type { Observations, Regression } from './regression.js';

/** Where a fit begins: every relevance, the scale and the noise 1, as in Optuna. */
export const startOf = (regression: Regression): Float64Array => new Float64Array(regression.size);

export interface Fit {
  /** θ and log(σ² − 1e-6) */
  readonly raw: Float64Array;
  readonly logPosterior: number;
  /** How often the posterior was computed. */
  readonly calls: number;
}

/** Beyond these a parameter's log changes nothing that matters, and numbers overflow. */
const farthest = 25;

/**
 * The maximum of the posterior of a regression's parameters (MAP) by L-BFGS from each of `starts` (default all ones), the best of them; a start
 * without a value is passed over. Ends at a gradient of `tolerance` (default 1e-2, Optuna's), or after so many calls from each start.
 */
export function fitKernel(
  regression: Regression,
  observations: Observations,
  starts: readonly ArrayLike<number>[] = [startOf(regression)],
  tolerance = 1e-2,
  mostCalls = 200,
): Fit {
  const bounds = {
    low: new Float64Array(regression.size).fill(-farthest),
    high: new Float64Array(regression.size).fill(farthest),
  };
  const loss = (raw: Float64Array) => {
    const found = regression.logPosterior(observations, raw);
    return found && { value: -found.value, gradient: found.gradient.map((slope) => -slope) };
  };
  let best: Fit = { raw: startOf(regression), logPosterior: Number.NEGATIVE_INFINITY, calls: 0 };
  let calls = 0;
  for (const start of starts) {
    if (regression.condition(observations, start) === undefined) continue;
    const found = minimize(loss, start, { bounds, gradientTolerance: tolerance, calls: mostCalls });
    calls += found.calls;
    if (-found.value > best.logPosterior) best = { raw: found.x, logPosterior: -found.value, calls };
  }
  return { ...best, calls };
}
