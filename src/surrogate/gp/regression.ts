import { exp, log } from '../../math/elementary.js';
import type { Covariance } from './covariance.js';
import type { Points } from './points.js';
import { type KernelPrior, leastNoise } from './prior.js';
import type { Matrix, Room, Workspace } from './workspace.js';

// Regression with a Gaussian process: y = f(x) + noise, f with mean 0 and covariance k(·, ·; θ) (Rasmussen and Williams 2006, chapter 2).
//   X      observed points     n
//   y      their values        n
//   C      K + diag(σ² + extra): covariance of the observations, C = L·Lᵀ
//   W      L⁻¹
//   α      C⁻¹·y
//   σ²     noise variance, the same for all; `extra` is known noise variance of single observations
//   G      α·αᵀ − C⁻¹: the likelihood's gradient in θ is ½ Σ G·∂K/∂θ (their equation 5.9)
//   raw    θ and log(σ² − 1e-6): what is fitted

export interface Observations {
  readonly points: Points;
  readonly values: ArrayLike<number>;
  /** Known noise variances of single observations, on top of the fitted one; default none. */
  readonly extraNoise?: ArrayLike<number>;
  /** How many of the last points are pending: their f counts as known, though nobody knows it yet; default 0. */
  readonly pending?: number;
}

/** A process conditioned on observations for some θ; its numbers change with the next call of its regression. */
export interface Conditioned {
  readonly observations: Observations;
  /** θ and log(σ² − 1e-6) */
  readonly raw: Float64Array;
  readonly noise: number;
  /** k(x, x) */
  readonly scale: number;
  readonly factor: Matrix;
  readonly inverse: Matrix;
  /** W·y, 0 for pending points: as if they were what is expected of them. */
  readonly white: Room;
  readonly alpha: Room;
}

export interface Regression {
  readonly covariance: Covariance;
  /** Logs of θ and of the free part of σ²: how many numbers `raw` has. */
  readonly size: number;
  /** The log marginal likelihood (without −n/2·log 2π) plus the log prior at `raw`, and its gradient; undefined where C is not positive. */
  logPosterior(observations: Observations, raw: ArrayLike<number>): Valued | undefined;
  /** Conditions at `raw`; undefined where C is not positive. */
  condition(observations: Observations, raw: ArrayLike<number>): Conditioned | undefined;
  /**
   * As `condition`, with the same bits, where the last call had the first `from` of the observations, of which only the values may have
   * changed: n² operations for each that is new.
   */
  extend(observations: Observations, from: number): Conditioned | undefined;
}

export interface Valued {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A regression on at most `most` points, pending ones counted, of `columns` columns. */
export function makeRegression(
  workspace: Workspace,
  covariance: Covariance,
  prior: KernelPrior,
  columns: number,
  most: number,
): Regression {
  const { kernels } = workspace;
  const values = workspace.takeMatrix(most, most);
  const factor = workspace.takeMatrix(most, most);
  const inverse = workspace.takeMatrix(most, most);
  const point = workspace.take(columns);
  const white = workspace.take(most);
  const alpha = workspace.take(most);
  const step = factor.stride / 8;
  let noise = leastNoise;
  let scale = 1;
  let lastRaw = new Float64Array(covariance.size + 1);

  function factorAt(observations: Observations, raw: ArrayLike<number>): boolean {
    const { points } = observations;
    lastRaw = Float64Array.from(raw);
    scale = covariance.set(raw);
    noise = leastNoise + exp(raw[covariance.size]!);
    covariance.matrix(points, values);
    const numbers = factor.numbers();
    numbers.set(values.numbers().subarray(0, points.count * step));
    addNoise(numbers, step, observations, noise);
    return kernels.factor(points.count, factor.at, factor.stride) !== 0;
  }

  /** W·y at `white` and α, once L and W are there. */
  function solve({ values: y, points: { count }, pending = 0 }: Observations): void {
    const numbers = alpha.numbers();
    for (let i = 0; i < count; i++) numbers[i] = i < count - pending ? y[i]! : 0;
    kernels.timesLower(count, inverse.at, inverse.stride, alpha.at, white.at);
    white.numbers().fill(0, count - pending, count);
    kernels.timesLowerTransposed(count, inverse.at, inverse.stride, white.at, alpha.at);
  }

  /** log p(y) without its constant: −½·yᵀC⁻¹y − ½·log det C. */
  function logLikelihood(count: number): number {
    const numbers = factor.numbers();
    let sum = -0.5 * kernels.dot64(count, white.at, white.at);
    for (let i = 0; i < count; i++) sum -= log(numbers[i * step + i]!);
    return sum;
  }

  /** G in the place of L, and the derivative of the likelihood in σ², half of G's trace. */
  function turnIntoG(count: number): number {
    kernels.inverseFromInverted(count, inverse.at, factor.at, factor.stride);
    const numbers = factor.numbers();
    const a = alpha.numbers();
    let trace = 0;
    for (let i = 0; i < count; i++) {
      turnRow(numbers, i * step, a, i);
      trace += numbers[i * step + i]!;
    }
    return 0.5 * trace;
  }

  const conditioned = (observations: Observations): Conditioned => ({
    observations,
    raw: lastRaw,
    noise,
    scale,
    factor,
    inverse,
    white,
    alpha,
  });

  return {
    covariance,
    size: covariance.size + 1,
    logPosterior(observations, raw) {
      if (!factorAt(observations, raw)) return undefined;
      const { count } = observations.points;
      kernels.invert(count, factor.at, inverse.at, factor.stride);
      solve(observations);
      const likelihood = logLikelihood(count);
      const gradient = new Float64Array(covariance.size + 1);
      gradient[covariance.size] = turnIntoG(count) * (noise - leastNoise);
      covariance.pull(factor).forEach((slope, p) => {
        gradient[p]! += slope;
      });
      return {
        value: likelihood + prior.add(Array.from(raw).slice(0, covariance.size), noise, gradient),
        gradient,
      };
    },
    condition(observations, raw) {
      if (!factorAt(observations, raw)) return undefined;
      kernels.invert(observations.points.count, factor.at, inverse.at, factor.stride);
      solve(observations);
      return conditioned(observations);
    },
    extend(observations, from) {
      const { points } = observations;
      for (let i = from; i < points.count; i++) if (!addRow(observations, i)) return undefined;
      solve(observations);
      return conditioned(observations);
    },
  };

  function addRow(observations: Observations, i: number): boolean {
    const { points } = observations;
    copyPoint(points, i, point);
    covariance.row(point, { ...points, count: i + 1 }, { ...factor, at: factor.at + i * factor.stride });
    factor.numbers()[i * step + i]! += noiseOf(observations, noise, i);
    if (!kernels.factorRow(i, factor.at, factor.stride)) return false;
    kernels.invertRow(i, factor.at, inverse.at, factor.stride);
    return true;
  }
}

const noiseOf = ({ extraNoise, points, pending = 0 }: Observations, noise: number, i: number) =>
  i < points.count - pending ? noise + (extraNoise?.[i] ?? 0) : leastNoise;

function addNoise(numbers: Float64Array, step: number, observations: Observations, noise: number) {
  const { count } = observations.points;
  for (let i = 0; i < count; i++) numbers[i * step + i]! += noiseOf(observations, noise, i);
}

/** Row i of α·αᵀ less what stands at `row`, up to the diagonal, in its place. */
function turnRow(numbers: Float64Array, row: number, alpha: Float64Array, i: number) {
  const own = alpha[i]!;
  for (let j = 0; j <= i; j++) numbers[row + j] = own * alpha[j]! - numbers[row + j]!;
}

function copyPoint(points: Points, index: number, to: Room): void {
  const from = points.numbers();
  const numbers = to.numbers();
  for (let c = 0; c < points.columns; c++) numbers[c] = from[(c * points.stride) / 8 + index]!;
}
