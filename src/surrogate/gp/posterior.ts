import { layPoints, type Points, takePoints } from './points.js';
import type { Conditioned, Regression } from './regression.js';
import { paddedTo8, type Workspace } from './workspace.js';

// The posterior of f (Rasmussen and Williams 2006, equations 2.25 and 2.26):
//   mean(x)  kᵀ·α
//   var(x)   k(x, x) − |t|², t = W·k
// k being the covariances of x with the observed points.

/** Mean and variance of f, without the noise, at some points. */
export interface Prediction {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

export interface Look {
  readonly mean: number;
  readonly variance: number;
}

/** What is known of f between observations. */
export interface Posterior {
  /** k(x, x): the variance far away from all observations. */
  readonly scale: number;
  predict(points: readonly ArrayLike<number>[]): Prediction;
  /** One point, from which `gradient` goes on. */
  look(point: ArrayLike<number>): Look;
  /** The gradient of byMean·mean + byVariance·variance in the coordinates of the last `look`; 0 for categories. */
  gradient(byMean: number, byVariance: number): Float64Array;
}

/** Points that are predicted together: their covariances with 500 observations are 1 MB. */
const blockSize = 256;

/** Reads a conditioned process until its regression is called again. */
export function posterior(workspace: Workspace, regression: Regression, most: number, columns: number) {
  const { kernels } = workspace;
  const block = takePoints(workspace, columns, blockSize);
  const cross = workspace.takeMatrix(most, blockSize);
  const sums = workspace.take(blockSize);
  const point = workspace.take(columns);
  const row = workspace.take(most);
  const white = workspace.take(most);
  const factors = workspace.take(most);
  const { covariance } = regression;

  return ({ observations, inverse, alpha, scale }: Conditioned): Posterior => {
    const { points } = observations;
    const n = points.count;

    function predictBlock(candidates: Points, mean: Float64Array, variance: Float64Array): void {
      const padded = paddedTo8(candidates.count);
      covariance.cross(points, candidates, cross);
      kernels.timesTransposed(n, cross.at, cross.stride, alpha.at, padded, sums.at);
      mean.set(sums.numbers().subarray(0, candidates.count));
      kernels.squaredLengths(n, inverse.at, inverse.stride, cross.at, cross.stride, padded, sums.at);
      const lengths = sums.numbers();
      for (let i = 0; i < candidates.count; i++) variance[i] = Math.max(0, scale - lengths[i]!);
    }

    return {
      scale,
      predict(candidates) {
        const mean = new Float64Array(candidates.length);
        const variance = new Float64Array(candidates.length);
        for (let from = 0; from < candidates.length; from += blockSize) {
          const to = Math.min(candidates.length, from + blockSize);
          const laid = layPoints(block, candidates.slice(from, to));
          predictBlock(laid, mean.subarray(from, to), variance.subarray(from, to));
        }
        return { mean, variance };
      },
      look(where) {
        point.numbers().set(where);
        covariance.row(point, points, row);
        kernels.timesLower(n, inverse.at, inverse.stride, row.at, white.at);
        return {
          mean: kernels.dot64(n, row.at, alpha.at),
          variance: Math.max(0, scale - kernels.dot64(n, white.at, white.at)),
        };
      },
      gradient(byMean, byVariance) {
        kernels.timesLowerTransposed(n, inverse.at, inverse.stride, white.at, factors.at);
        const numbers = factors.numbers();
        const alphas = alpha.numbers();
        for (let j = 0; j < n; j++) numbers[j] = byMean * alphas[j]! - 2 * byVariance * numbers[j]!;
        return covariance.gradient(factors);
      },
    };
  };
}
