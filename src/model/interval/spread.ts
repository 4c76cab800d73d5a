import type { Numbers } from '../metric/metric.js';

/** How far off predictions are near a predicted value: linear between places, level beyond them. Plain JSON. */
export interface Spread {
  /** Predicted values, strictly ascending. */
  readonly at: readonly number[];
  /** The mean absolute error near each; above 0. */
  readonly size: readonly number[];
}

/** Rows that each place's mean is drawn towards the mean of all by: a place of few rows says little. */
const borrowed = 20;
/** No place is surer than this share of the mean error. */
const least = 0.02;

/**
 * Mean absolute errors of `places` groups of rows with neighbouring predictions, each group of as many rows; 1 everywhere when there is one
 * place only.
 */
export function fitSpread(
  predicted: Numbers,
  sizes: Numbers,
  rows: ArrayLike<number>,
  places: number,
): Spread {
  if (places === 1) return { at: [0], size: [1] };
  const order = Uint32Array.from(rows).sort((a, b) => predicted[a]! - predicted[b]! || a - b);
  const overall = meanOf(sizes, order) || 1;
  const at: number[] = [];
  const size: number[] = [];
  for (let place = 0; place < places; place++) {
    const own = order.subarray(
      Math.floor((place * order.length) / places),
      Math.floor(((place + 1) * order.length) / places),
    );
    const middle = meanOf(predicted, own);
    if (own.length === 0 || !(middle > (at.at(-1) ?? Number.NEGATIVE_INFINITY))) continue;
    const drawn = (own.length * meanOf(sizes, own) + borrowed * overall) / (own.length + borrowed);
    at.push(middle);
    size.push(Math.max(least * overall, drawn));
  }
  return { at, size };
}

function meanOf(values: Numbers, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  return sum / rows.length;
}

/** The spread at a predicted value. */
export function spreadAt({ at, size }: Spread, predicted: number): number {
  const last = at.length - 1;
  if (!(predicted > at[0]!)) return size[0]!;
  if (predicted >= at[last]!) return size[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle]! <= predicted) low = middle;
    else high = middle;
  }
  const share = (predicted - at[low]!) / (at[high]! - at[low]!);
  return size[low]! * (1 - share) + size[high]! * share;
}
