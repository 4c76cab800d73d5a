// Widths of a Parzen estimator's kernels on [0, 1], after Optuna 5 (`samplers/_tpe/parzen_estimator.py`):
//   σᵢ = the larger of the distances to the neighbours on either side; the first and the last of several observations look inwards only,
//   a single one at the ends; then clipped to [1 / min(100, n + 2), 1] ("magic clip", from hyperopt).

/** The width for each of `n` places, in their order. */
export function bandwidths(places: ArrayLike<number>): Float64Array {
  const n = places.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b);
  const least = 1 / Math.min(100, n + 2);
  const widths = new Float64Array(n);
  for (let rank = 0; rank < n; rank++) {
    const here = places[order[rank]!]!;
    const left = rank > 0 ? here - places[order[rank - 1]!]! : n === 1 ? here : 0;
    const right = rank < n - 1 ? places[order[rank + 1]!]! - here : n === 1 ? 1 - here : 0;
    widths[order[rank]!] = Math.min(1, Math.max(least, left, right));
  }
  return widths;
}

/**
 * The weight of each of `n` observations in the order of their trials: the newest 25 count fully, older ones less, down to 1/n
 * (Optuna's `default_weights`).
 */
export function observationWeights(n: number): Float64Array {
  const weights = new Float64Array(n).fill(1);
  const ramp = n - 25;
  for (let i = 0; i < ramp; i++) weights[i] = 1 / n + (ramp === 1 ? 0 : (i / (ramp - 1)) * (1 - 1 / n));
  return weights;
}
