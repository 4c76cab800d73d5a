import { layPoints, takePoints } from './points.js';
import type { Conditioned, Regression } from './regression.js';
import { paddedTo8, type Workspace } from './workspace.js';

// The posterior of f (Rasmussen and Williams 2006, equations 2.25 and 2.26):
//   mean(x)  kᵀ·α
//   var(x)   k(x, x) − |t|², t = W·k
// k being the covariances of x with the observed points.

//   tail     of t: what a point shares with each pending one, when these know of each other what they share (regression.ts)

/** Mean and variance of f, without the noise, at some points. */
export interface Prediction {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** For each pending point the tails of all points asked. */
  readonly tails: readonly Float64Array[];
}

export interface Look {
  readonly mean: number;
  readonly variance: number;
  readonly tail: Float64Array;
}

/** What is known of f between observations. */
export interface Posterior {
  readonly conditioned: Conditioned;
  /** k(x, x): the variance far away from all observations. */
  readonly scale: number;
  predict(points: readonly ArrayLike<number>[]): Prediction;
  /** Means, and variances of which it is only known that none is larger, at a tenth of the cost: those beside the nearest observation alone. */
  screen(points: readonly ArrayLike<number>[]): Omit<Prediction, 'tails'>;
  /** One point, from which `gradient` goes on. */
  look(point: ArrayLike<number>): Look;
  /** The gradient of byMean·mean + byVariance·variance + byTail·tail in the coordinates of the last `look`; 0 for categories. */
  gradient(byMean: number, byVariance: number, byTail?: ArrayLike<number>): Float64Array;
}

/** Points that are predicted together: their covariances with 500 observations are 1 MB. */
const blockSize = 256;

/** Makes posteriors of a regression's processes; each reads its process until the regression is called again. */
export function posterior(workspace: Workspace, { covariance }: Regression, columns: number, most: number) {
  const { kernels } = workspace;
  const block = takePoints(workspace, columns, blockSize);
  const cross = workspace.takeMatrix(most, blockSize);
  const sums = workspace.take(blockSize);
  const point = workspace.take(columns);
  const row = workspace.take(most);
  const white = workspace.take(most);
  const factors = workspace.take(most);

  return (conditioned: Conditioned): Posterior => {
    const { observations, inverse, alpha, scale } = conditioned;
    const { points, pending = 0 } = observations;
    const n = points.count;
    const known = n - pending;

    /** Covariances and means of a block; how many columns were computed. */
    function crossBlock(candidates: readonly ArrayLike<number>[], mean: Float64Array): number {
      const laid = layPoints(block, candidates);
      const padded = paddedTo8(laid.count);
      covariance.cross(points, laid, cross);
      kernels.timesTransposed(n, cross.at, cross.stride, alpha.at, padded, sums.at);
      mean.set(sums.numbers().subarray(0, laid.count));
      return padded;
    }

    function varianceOfBlock(padded: number, variance: Float64Array): void {
      kernels.squaredLengths(n, inverse.at, inverse.stride, cross.at, cross.stride, padded, sums.at);
      const lengths = sums.numbers();
      for (let i = 0; i < variance.length; i++) variance[i] = Math.max(0, scale - lengths[i]!);
    }

    function tailOfBlock(padded: number, which: number, tail: Float64Array): void {
      const weights = inverse.at + (known + which) * inverse.stride;
      kernels.timesTransposed(n, cross.at, cross.stride, weights, padded, sums.at);
      tail.set(sums.numbers().subarray(0, tail.length));
    }

    /** s − k²/(s + noise), k being the largest covariance with an observation. */
    function boundOfBlock(padded: number, variance: Float64Array): void {
      kernels.largestInColumns(known, cross.at, cross.stride, padded, sums.at);
      const largest = sums.numbers();
      for (let i = 0; i < variance.length; i++)
        variance[i] = Math.max(0, scale - (largest[i]! * largest[i]!) / (scale + mostNoise(conditioned)));
    }

    return {
      conditioned,
      scale,
      predict(candidates) {
        const mean = new Float64Array(candidates.length);
        const variance = new Float64Array(candidates.length);
        const tails = Array.from({ length: pending }, () => new Float64Array(candidates.length));
        for (const [from, to] of blocks(candidates.length)) {
          const padded = crossBlock(candidates.slice(from, to), mean.subarray(from, to));
          varianceOfBlock(padded, variance.subarray(from, to));
          tails.forEach((tail, which) => {
            tailOfBlock(padded, which, tail.subarray(from, to));
          });
        }
        return { mean, variance, tails };
      },
      screen(candidates) {
        const mean = new Float64Array(candidates.length);
        const variance = new Float64Array(candidates.length);
        for (const [from, to] of blocks(candidates.length)) {
          const padded = crossBlock(candidates.slice(from, to), mean.subarray(from, to));
          boundOfBlock(padded, variance.subarray(from, to));
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
          tail: white.numbers().slice(known, n),
        };
      },
      gradient(byMean, byVariance, byTail) {
        const t = white.numbers();
        for (let i = 0; i < n; i++) t[i] = -2 * byVariance * t[i]!;
        for (let r = 0; r < (byTail?.length ?? 0); r++) t[known + r]! += byTail![r]!;
        kernels.timesLowerTransposed(n, inverse.at, inverse.stride, white.at, factors.at);
        const numbers = factors.numbers();
        const alphas = alpha.numbers();
        for (let j = 0; j < n; j++) numbers[j]! += byMean * alphas[j]!;
        return covariance.gradient(factors);
      },
    };
  };
}

function blocks(count: number): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let from = 0; from < count; from += blockSize) found.push([from, Math.min(count, from + blockSize)]);
  return found;
}

function mostNoise({ noise, observations: { extraNoise } }: Conditioned): number {
  let most = 0;
  for (let i = 0; i < (extraNoise?.length ?? 0); i++) most = Math.max(most, extraNoise![i]!);
  return noise + most;
}
