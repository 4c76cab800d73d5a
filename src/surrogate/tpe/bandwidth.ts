// Widths of a Parzen estimator's kernels on [0, 1], after Optuna 5 (`samplers/_tpe/parzen_estimator.py`):
//   σᵢ = the larger of the distances to the neighbours on either side; the first and the last of several observations look inwards only,
//   a single one at the ends; then clipped to [1 / min(100, n + 2), 1] ("magic clip", from hyperopt).

/** The width for each of `n` places, in their order. */
export function bandwidths(places: Float64Array): Float64Array {
  const n = places.length;
  const least = 1 / Math.min(100, n + 2);
  const sorted = places.slice().sort();
  const widths = new Float64Array(n);
  const ranks = ranksIn(sorted, places);
  for (let i = 0; i < n; i++) {
    const rank = ranks[i]!;
    const here = sorted[rank]!;
    const left = rank > 0 ? here - sorted[rank - 1]! : n === 1 ? here : 0;
    const right = rank < n - 1 ? sorted[rank + 1]! - here : n === 1 ? 1 - here : 0;
    widths[i] = Math.min(1, Math.max(least, left, right));
  }
  return widths;
}

/** Where each place stands among the sorted ones; equal places follow each other. */
function ranksIn(sorted: Float64Array, places: Float64Array): Int32Array {
  const taken = new Int32Array(sorted.length);
  const ranks = new Int32Array(places.length);
  for (let i = 0; i < places.length; i++) {
    let low = 0;
    let high = sorted.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < places[i]!) low = middle + 1;
      else high = middle;
    }
    ranks[i] = low + taken[low]!++;
  }
  return ranks;
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
