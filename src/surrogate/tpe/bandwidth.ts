// Widths of a Parzen estimator's kernels on [0, 1], after Optuna 5 (`samplers/_tpe/parzen_estimator.py`):
//   σᵢ = the larger of the distances to the neighbours on either side; the first and the last of several observations look inwards only,
//   a single one at the ends; then clipped to [1 / min(100, n + 2), 1] ("magic clip", from hyperopt).

/** The least width that a kernel of one of `n` places has. */
export const leastBandwidth = (n: number): number => 1 / Math.min(100, n + 2);

/**
 * The weight of each of `n` observations in the order of their trials: the newest 25 count fully, older ones less, down to 1/n
 * (Optuna's `default_weights`). Written to the beginning of `weights`.
 */
export function observationWeights(n: number, weights = new Float64Array(n)): Float64Array {
  const ramp = n - 25;
  for (let i = 0; i < n; i++)
    weights[i] = i >= ramp ? 1 : 1 / n + (ramp === 1 ? 0 : (i / (ramp - 1)) * (1 - 1 / n));
  return weights;
}
