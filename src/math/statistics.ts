import { exp, log, pow } from './elementary.js';

export const sum = (values: ArrayLike<number>) => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};

/** NaN for no values. */
export const mean = (values: ArrayLike<number>) => sum(values) / values.length;

/** With n − 1 below; 0 for fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) * (values[i]! - centre);
  return Math.sqrt(squares / (values.length - 1));
}

/** Linear between the order statistics (Hyndman and Fan's type 7, as NumPy); `share` from 0 to 1; NaN for no values. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

export const median = (values: ArrayLike<number>) => quantile(values, 0.5);

/**
 * An interval of the median that holds whatever the distribution: between two order statistics, by the binomial of how many values lie below the median.
 * Undefined for values too few for the confidence (fewer than 6 for 95 %, 8 for 99 %).
 */
export function medianInterval(
  values: ArrayLike<number>,
  confidence: number,
): readonly [low: number, high: number] | undefined {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let chance = pow(0.5, n);
  let below = 2 * chance;
  let place = 0;
  while (below <= 1 - confidence && place < n / 2) {
    place += 1;
    chance *= (n - place + 1) / place;
    below += 2 * chance;
  }
  return place === 0 ? undefined : [sorted[place - 1]!, sorted[n - place]!];
}

/** Median absolute deviation × 1.4826: the standard deviation of normal values, untouched by a few wild ones. */
export function robustScale(values: ArrayLike<number>): number {
  const centre = median(values);
  return 1.4826 * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}

/** Mean and half the width of its two-sided Student interval; the half is Infinity for fewer than two values. */
export function studentInterval(
  values: ArrayLike<number>,
  confidence = 0.95,
): { mean: number; half: number } {
  const n = values.length;
  if (n < 2) return { mean: mean(values), half: Number.POSITIVE_INFINITY };
  const error = standardDeviation(values) / Math.sqrt(n);
  return { mean: mean(values), half: studentQuantile(0.5 + confidence / 2, n - 1) * error };
}

/** The t below which Student's distribution with `freedom` degrees of freedom has `share` (above ½), by bisection on its CDF. */
export function studentQuantile(share: number, freedom: number): number {
  let low = 0;
  let high = 2;
  while (studentCdf(high, freedom) < share) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, freedom) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T ≤ t) for t ≥ 0. */
export const studentCdf = (t: number, freedom: number): number => 1 - studentTail(t, freedom);

/** P(T > t) for t ≥ 0, precise where it is small: I_x(ν/2, ½)/2 with x = ν/(ν + t²) (Abramowitz and Stegun 26.5.27). */
export const studentTail = (t: number, freedom: number): number =>
  incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;

/** Regularised incomplete beta I_x(a, b) by its continued fraction (Abramowitz and Stegun 26.5.8), evaluated after Lentz. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = exp(a * log(x) + b * log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front * betaFraction(x, a, b);
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guarded = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

/** ln Γ(x) for x > 0: Stirling's series at x + 8 or above, walked down by the recurrence (Abramowitz and Stegun 6.1.41). */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 8; z++) shift += log(z);
  const inverse = 1 / (z * z);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / z;
  return (z - 0.5) * log(z) - z + 0.5 * log(2 * Math.PI) + series - shift;
}
