import { exp, log } from '../../math/elementary.js';
import type { Stream } from '../../math/random.js';
import type { Space } from '../../space/parameter.js';
import { logPrior, samplePriorPoint } from '../../space/prior.js';
import type { Axis } from './axis.js';
import { observationWeights } from './bandwidth.js';
import { categoricalAxis } from './categories.js';
import { numericAxis } from './numeric.js';

// The density of a tree-structured Parzen estimator (Bergstra et al. 2011), multivariate as in Optuna 5: a mixture
//   p(x) = Σₖ wₖ Πⱼ pₖⱼ(xⱼ),   one product kernel for each observation and a wide one of weight 1,
// over points x of the unit cube, j running over the hyperparameters that are active in x. An observation in which j is inactive says
// nothing about j and has the wide kernel there, so one mixture serves a space with conditions and keeps what joins their parts.
//   wₖ     weight of kernel k, summing to 1
//   λ      share of the wide kernel's weight that goes to one more kernel, the space's prior (`priorShare`)

export interface ParzenOptions {
  /** λ, 0 (default) to 1; without a declared prior it changes nothing. */
  readonly priorShare?: number;
}

export interface Parzen {
  /** The log of the density at a point; coordinates that are NaN are inactive. */
  logDensity(point: Float64Array): number;
  /** A point with all coordinates, those of inactive hyperparameters included. */
  sample(stream: Stream): Float64Array;
}

/** The density of `points`, observations in the order of their trials. */
export function parzen(
  space: Space,
  points: readonly Float64Array[],
  { priorShare = 0 }: ParzenOptions = {},
): Parzen {
  const hasPrior = priorShare > 0 && Object.values(space).some(({ prior }) => prior !== undefined);
  const weights = kernelWeights(points.length, hasPrior ? priorShare : 0);
  const logWeights = weights.map(log);
  const axes = axesOf(space, points);
  const sums = new Float64Array(weights.length);
  const priorKernel = hasPrior ? weights.length - 1 : -1;

  return {
    logDensity(point) {
      sums.set(logWeights);
      axes.forEach((axis, j) => {
        if (!Number.isNaN(point[j]!)) axis.addLogDensities(point[j]!, sums);
      });
      if (hasPrior) sums[priorKernel] = logWeights[priorKernel]! + logPrior(space, point);
      return logSumExp(sums);
    },
    sample(stream) {
      const kernel = draw(weights, stream.uniform());
      if (kernel === priorKernel) return samplePriorPoint(space, stream);
      return Float64Array.from(axes, (axis) => axis.sample(kernel, stream));
    },
  };
}

function axesOf(space: Space, points: readonly Float64Array[]): Axis[] {
  return Object.values(space).map((parameter, j) => {
    const places = new Float64Array(points.length);
    for (let k = 0; k < points.length; k++) places[k] = points[k]![j]!;
    return parameter.kind === 'categorical'
      ? categoricalAxis(parameter, places)
      : numericAxis(parameter, places);
  });
}

/** Weights of the observations, the wide kernel and, when λ > 0, the prior. */
function kernelWeights(observations: number, priorShare: number): Float64Array {
  const last = priorShare > 0 ? [1 - priorShare, priorShare] : [1];
  const weights = Float64Array.from([...observationWeights(observations), ...last]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function logSumExp(logs: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logs.length; k++) if (logs[k]! > most) most = logs[k]!;
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  // What is e⁻⁵⁰ times the greatest is lost in rounding anyway.
  for (let k = 0; k < logs.length; k++) if (logs[k]! - most > -50) sum += exp(logs[k]! - most);
  return most + log(sum);
}

/** The index that `place` in [0, 1) falls on when the weights lie end to end. */
function draw(weights: Float64Array, place: number): number {
  let rest = place;
  for (let k = 0; k < weights.length; k++) {
    rest -= weights[k]!;
    if (rest < 0) return k;
  }
  return weights.length - 1;
}
