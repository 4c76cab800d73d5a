import { studentBelow } from '../../math/student-table.js';
import { shapesAt } from './dictionary.js';
import type { Posterior } from './regression.js';

/** What a curve will report at some x: a mixture of Student distributions, its width multiplied by `width`. */
export interface Forecast {
  readonly mean: number;
  readonly deviation: number;
  /** The chance of a report below `value`. */
  below(value: number): number;
  /** The report below which one lies with this chance, 0 < share < 1. */
  quantile(share: number): number;
}

/** The posterior's forecast at x = epoch / horizon; `width`, default 1, is what past forecasts were too narrow by. */
export function forecastAt({ freedom, components }: Posterior, x: number, width = 1): Forecast {
  const column = shapesAt(x);
  const parts = components.map(({ shape, weight, level, drop, variance, inverse }) => {
    const f = column[shape]!;
    const unsure = 1 + inverse[0] + 2 * inverse[1] * f + inverse[2] * f * f;
    return { weight, centre: level + drop * f, scale: Math.sqrt(variance * unsure) };
  });
  const mean = parts.reduce((sum, { weight, centre }) => sum + weight * centre, 0);
  const spread = freedom / (freedom - 2);
  const variance = parts.reduce(
    (sum, { weight, centre, scale }) =>
      sum + weight * ((centre - mean) * (centre - mean) + spread * scale * scale),
    0,
  );
  const student = studentBelow(freedom);
  const below = (value: number) => {
    const at = mean + (value - mean) / width;
    return parts.reduce((sum, { weight, centre, scale }) => sum + weight * student((at - centre) / scale), 0);
  };
  const deviation = width * Math.sqrt(variance);
  return { mean, deviation, below, quantile: (share) => invert(below, share, mean, deviation) };
}

/** Quantiles are as near as this share of the deviation. */
const near = 1e-6;

/** Bisection; the width of the bracket grows until it holds the share. */
function invert(below: (value: number) => number, share: number, mean: number, deviation: number): number {
  let reach = 4 * deviation;
  while (reach < Number.MAX_VALUE && (below(mean - reach) > share || below(mean + reach) < share)) reach *= 2;
  let low = mean - reach;
  let high = mean + reach;
  while (high - low > near * deviation) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
