import { log } from '../../math/elementary.js';

// Constants of CMA-ES after N. Hansen, "The CMA evolution strategy: a tutorial" (arXiv 1604.00772), whose equations are named, as the Python
// package `cmaes` has them. d: dimensions, λ: points of a generation, μ: how many of them are parents.

export interface Constants {
  readonly dimensions: number;
  /** λ */
  readonly size: number;
  /** μ */
  readonly parents: number;
  /** wᵢ of the points from best to worst; those of the worse half are below 0 (eq. 53). */
  readonly weights: Float64Array;
  readonly weightSum: number;
  /** μ_eff (eq. 8) */
  readonly effective: number;
  /** c₁, c_μ: what one generation counts in the covariance (eq. 57, 58) */
  readonly rankOne: number;
  readonly rankMu: number;
  /** c_c: what it counts in the path of the covariance (eq. 56) */
  readonly path: number;
  /** c_σ and d_σ: what it counts in the path of the step, and its damping (eq. 55) */
  readonly stepPath: number;
  readonly damping: number;
  /** χ_d: how long a standard normal vector is expected to be */
  readonly normalLength: number;
}

/** λ of a first run: 4 + ⌊3 ln d⌋ (eq. 48). */
export const usualSize = (dimensions: number): number => 4 + Math.floor(3 * log(dimensions));

export function constantsOf(d: number, size: number): Constants {
  const parents = Math.floor(size / 2);
  const raw = Float64Array.from({ length: size }, (_, i) => log((size + 1) / 2) - log(i + 1));
  const effective = effectiveOf(raw.subarray(0, parents));
  const rankOne = 2 / ((d + 1.3) * (d + 1.3) + effective);
  const rankMu = Math.min(
    1 - rankOne - 1e-8,
    (2 * (effective - 2 + 1 / effective)) / ((d + 2) * (d + 2) + effective),
  );
  const negative = Math.min(
    1 + rankOne / rankMu,
    1 + (2 * effectiveOf(raw.subarray(parents))) / (effective + 2),
    (1 - rankOne - rankMu) / (d * rankMu),
  );
  const weights = scaled(raw, negative);
  const stepPath = (effective + 2) / (d + effective + 5);
  return {
    dimensions: d,
    size,
    parents,
    weights,
    weightSum: weights.reduce((sum, weight) => sum + weight, 0),
    effective,
    rankOne,
    rankMu,
    path: (4 + effective / d) / (d + 4 + (2 * effective) / d),
    stepPath,
    damping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (d + 1)) - 1) + stepPath,
    normalLength: Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d)),
  };
}

/** (Σ w)² / Σ w² */
function effectiveOf(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares;
}

/** Those above 0 sum to 1, those below to −`negative`. */
function scaled(raw: Float64Array, negative: number): Float64Array {
  const total = (sign: number) => raw.reduce((sum, weight) => sum + Math.max(0, sign * weight), 0);
  const [above, below] = [total(1), total(-1)];
  return raw.map((weight) => (weight >= 0 ? weight / above : (weight * negative) / below));
}
