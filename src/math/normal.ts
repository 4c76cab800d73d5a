import { exp } from './elementary.js';

export { normalQuantile } from './normal-quantile.js';

// The normal distribution, with bits that no engine changes.
//
// erfc(x) for x ≥ 0 is t·exp(−x² + P(t)), t = 2/(2 + x), where P is a Chebyshev series in 2t − 1. The form is that of Press et al.,
// Numerical Recipes (3rd ed.), section 6.2.2; the coefficients were computed with 40 digits. Relative error below 1e-14 for x < 10.

const series = [
  -1.3026537197817094, 0.6419697923564902, 0.019476473204185836, -0.009561514786808632,
  -0.0009465953444820369, 0.00036683949785276145, 4.252332480690777e-5, -2.0278578112534242e-5,
  -1.6242900046470256e-6, 1.3036558355805232e-6, 1.5626441722066142e-8, -8.523809591492654e-8,
  6.5290544390988515e-9, 5.059343495551469e-9, -9.91364156493033e-10, -2.273651222931836e-10,
  9.646791102015527e-11, 2.3940380830391146e-12, -6.886027526497553e-12, 8.944879273090725e-13,
  3.130921399342958e-13, -1.1270822361367252e-13, 3.810905255189232e-16, 7.106097613609237e-15,
  -1.5230282014571043e-15, -9.457494571291233e-17, 1.210237189224279e-16, -2.816663087747177e-17,
];

/** ln √(2π). */
export const logRootTwoPi = 0.9189385332046728;

/** The complementary error function, 2/√π ∫ₓ^∞ exp(−t²) dt. */
export function erfc(x: number): number {
  return x >= 0 ? erfcRight(x) : 2 - erfcRight(-x);
}

const erfcRight = (x: number): number => (x > 27.3 ? 0 : erfcTimes(-x * x, x));

/** exp(x²)·erfc(x) for x ≥ 0, which is not lost where erfc(x) is. */
export const scaledErfc = (x: number): number => erfcTimes(0, x);

/** e^(power + x²)·erfc(x) */
function erfcTimes(power: number, x: number): number {
  const t = 2 / (2 + x);
  const twice = 4 * t - 2;
  let d = 0;
  let dd = 0;
  for (let j = series.length - 1; j > 0; j--) {
    const kept = d;
    d = twice * d - dd + series[j]!;
    dd = kept;
  }
  return t * exp(power + 0.5 * (series[0]! + twice * d) - dd);
}

/** The probability of a standard normal number below `z`; small ones keep their relative precision. */
export const normalCdf = (z: number): number => 0.5 * erfc(-z * Math.SQRT1_2);

/** The log of the standard normal density at `z`. */
export const normalLogDensity = (z: number): number => -0.5 * z * z - logRootTwoPi;

/** The probability of a standard normal number between `a` and `b`, a ≤ b; computed in the tail where it is precise. */
export function normalMass(a: number, b: number): number {
  if (a > 0) return normalCdf(-a) - normalCdf(-b);
  if (b < 0) return normalCdf(b) - normalCdf(a);
  return 1 - normalCdf(a) - normalCdf(-b);
}
