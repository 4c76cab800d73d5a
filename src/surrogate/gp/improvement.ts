import { exp, log } from '../../math/elementary.js';
import { normalCdf, normalLogDensity, scaledErfc } from '../../math/normal.js';

// The log of expected improvement below `best` of a normal number (Ament et al. 2023, "Unexpected improvements to expected improvement",
// equation 9):
//   z   (best − mean) / deviation
//   h   φ(z) + z·Φ(z): the improvement expected of a standard normal number
//   m   Φ(z)/φ(z), so that h = φ(z)·(1 + z·m) where z is far below zero and both parts of h are tiny
//   d log h / dz = Φ/h

export interface LogImprovement {
  readonly value: number;
  /** Derivatives in the mean and in the variance. */
  readonly byMean: number;
  readonly byVariance: number;
}

/** Added to every variance, as Optuna does, so that it is never 0. */
const leastVariance = 1e-12;
const rootHalfPi = Math.sqrt(Math.PI / 2);

/** log E max(0, best − f) for f normal with this mean and variance, and its derivatives. */
export function logImprovement(mean: number, variance: number, best: number): LogImprovement {
  const deviation = Math.sqrt(variance + leastVariance);
  const z = (best - mean) / deviation;
  const { logH, cdf, density } = parts(z);
  return {
    value: logH + log(deviation),
    byMean: -cdf / deviation,
    // d/dσ (log h + log σ) = (1 − z·Φ/h)/σ = (φ/h)/σ
    byVariance: density / (2 * deviation * deviation),
  };
}

/** The value alone, where many are compared. */
export function logImprovementOf(mean: number, variance: number, best: number): number {
  const deviation = Math.sqrt(variance + leastVariance);
  return logExpected((best - mean) / deviation) + log(deviation);
}

/** log h(z) */
export function logExpected(z: number): number {
  if (z > -1) return log(z * normalCdf(z) + exp(normalLogDensity(z)));
  return normalLogDensity(z) + log(remainder(z));
}

/** log h, Φ/h and φ/h. */
function parts(z: number): { logH: number; cdf: number; density: number } {
  if (z > -1) {
    const cdf = normalCdf(z);
    const density = exp(normalLogDensity(z));
    const h = z * cdf + density;
    return { logH: log(h), cdf: cdf / h, density: density / h };
  }
  const rest = remainder(z);
  return { logH: normalLogDensity(z) + log(rest), cdf: ratio(z) / rest, density: 1 / rest };
}

/** m for z ≤ 0. */
const ratio = (z: number) => rootHalfPi * scaledErfc(-z * Math.SQRT1_2);

/** 1 + z·m for z < 0; below −100 by its series in 1/z², whose rest is below 1e-13 of it, for the difference would lose its digits. */
function remainder(z: number): number {
  if (z > -100) return 1 + z * ratio(z);
  const q = 1 / (z * z);
  return q * (1 - q * (3 - q * (15 - 105 * q)));
}

/** log Φ(z) and its derivative φ/Φ. */
export function logCdf(z: number): { value: number; slope: number } {
  if (z > -1) {
    const cdf = normalCdf(z);
    return { value: log(cdf), slope: exp(normalLogDensity(z)) / cdf };
  }
  const m = ratio(z);
  return { value: normalLogDensity(z) + log(m), slope: 1 / m };
}

/** log of the mean of e^each. */
export function logMeanExp(logs: ArrayLike<number>): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logs.length; i++) most = Math.max(most, logs[i]!);
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (let i = 0; i < logs.length; i++) sum += exp(logs[i]! - most);
  return most + log(sum / logs.length);
}
