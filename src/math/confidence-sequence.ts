import { pow } from './elementary.js';
import { mean, standardDeviation } from './statistics.js';

// Intervals of a mean that hold at every look at once, however often one looks and whenever one stops. For normal values x₁ … xₙ with unknown mean μ and
// deviation σ, and for every m, the Bayes factor of "(μ − m)/σ is normal with deviation c" against "μ = m", with the right Haar prior of σ, is
//   e(m) = g^(−½) · ((1 + t²/ν) / (1 + t²/(νg)))^((ν+1)/2),   t = (x̄ − m)√n / s,  ν = n − 1,  g = 1 + nc²
// Under μ = m it is a martingale that begins at 1, so it ever reaches 1/α with probability α at most (Ville). The interval is where it is below: solved for t,
//   t² < ν(r − 1) / (1 − r/g),   r = (√g / α)^(2/(ν+1)),   and all m where r ≥ g.
// Pérez-Ortiz, Lardy, de Heide and Grünwald 2022, "E-statistics, group invariance and anytime-valid testing"; Wang and Ramdas 2023, "Anytime-valid t-tests and
// confidence sequences for Gaussian means with unknown variance".

/** c: effects are looked for that are about twice the deviation of one value, which makes intervals shortest after some 4 to 20 values. */
const effectScale = 2;

/** The |t| below which a mean is inside after `count` values; Infinity where no value can be left out yet. */
export function sequenceQuantile(count: number, confidence: number): number {
  const freedom = count - 1;
  if (freedom < 1) return Number.POSITIVE_INFINITY;
  const g = 1 + count * effectScale * effectScale;
  const r = pow(Math.sqrt(g) / (1 - confidence), 2 / (freedom + 1));
  return r < g ? Math.sqrt((freedom * (r - 1)) / (1 - r / g)) : Number.POSITIVE_INFINITY;
}

/** Mean and half the width of its interval, of which all together hold the true mean with probability `confidence`; Infinity before there are enough values. */
export function sequenceInterval(
  values: ArrayLike<number>,
  confidence = 0.95,
): { readonly mean: number; readonly half: number } {
  const t = sequenceQuantile(values.length, confidence);
  const half = Number.isFinite(t)
    ? (t * standardDeviation(values)) / Math.sqrt(values.length)
    : Number.POSITIVE_INFINITY;
  return { mean: mean(values), half };
}
