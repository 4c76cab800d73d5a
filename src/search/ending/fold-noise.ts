import { standardDeviation } from '../../math/statistics.js';

/**
 * The standard error of a mean over k folds whose training rows overlap, √(s² (1/k + 1/(k − 1))): s²/k alone takes folds for independent (Nadeau and
 * Bengio 2003, with test and training shares 1/k and (k − 1)/k; as Makarova et al. 2022 take it). NaN for fewer than two folds.
 */
export function foldNoise(scores: readonly number[]): number {
  const k = scores.length;
  if (k < 2) return Number.NaN;
  return standardDeviation(scores) * Math.sqrt(1 / k + 1 / (k - 1));
}
