import { log } from '../../math/elementary.js';
import type { Stream } from '../../math/random.js';
import { sum } from '../../math/statistics.js';
import type { Space } from '../../space/parameter.js';
import { logPrior, samplePriorPoint } from '../../space/prior.js';
import { observationWeights } from './bandwidth.js';
import { type Choice, choiceOf } from './choice.js';
import { greatestLogDensity } from './lengths.js';
import { type Observations, observations } from './observations.js';
import { beginRows } from './rows.js';

// The density of a tree-structured Parzen estimator (Bergstra et al. 2011), multivariate as in Optuna 5: a mixture
//   p(x) = Σₖ wₖ Πⱼ pₖⱼ(xⱼ),   one product kernel for each observation and a wide one of weight 1,
// over points x of the unit cube, j running over the hyperparameters that are active in x. An observation in which j is inactive says
// nothing about j and has the wide kernel there, so one mixture serves a space with conditions and keeps what joins their parts.
//   wₖ     weight of kernel k, summing to 1
//   λ      share of the wide kernel's weight that goes to one more kernel, the space's prior (`priorShare`)

export interface ParzenOptions {
  /** λ, 0 (default) to 1; without a declared prior it changes nothing. */
  readonly priorShare?: number;
  /** The hyperparameters that it is a density of, by their places in the space; default all. */
  readonly over?: readonly number[];
}

export interface Parzen {
  /** The log of the density at each point; coordinates that are NaN are inactive. */
  logDensities(points: readonly Float64Array[]): Float64Array;
  logDensity(point: Float64Array): number;
  /** Draws the coordinates that it is a density of, those of inactive hyperparameters included, and writes them to a point. */
  sample(stream: Stream, point?: Float64Array): Float64Array;
}

/** The density of `points`, observations in the order of their trials. */
export function parzen(space: Space, points: readonly Float64Array[], options?: ParzenOptions): Parzen {
  const observed = observations(space);
  for (const point of points) observed.add(point);
  return parzenOf(
    observed,
    Int32Array.from(points, (_, i) => i),
    options,
  );
}

/** The density of the observations `chosen`, rising indices. It is good until one of them is chosen for another density. */
export function parzenOf(
  { space, axes, points: observed }: Observations,
  chosen: Int32Array,
  { priorShare = 0, over = axes.map((_, j) => j) }: ParzenOptions = {},
): Parzen {
  const names = Object.keys(space);
  const among = new Set(priorShare > 0 ? over : []);
  const hasPrior = priorShare > 0 && over.some((j) => space[names[j]!]!.prior !== undefined);
  const choice = choiceOf(chosen, observed.length);
  const weights = kernelWeights(choice, hasPrior ? priorShare : 0);
  const sides = over.map((j) => ({ j, kernels: axes[j]!.choose(choice) }));
  const mostKinds = Math.max(0, ...sides.map(({ kernels }) => kernels.kinds));
  const axesWithNormals = sides.filter(({ kernels }) => kernels.kinds === 0).length;
  const mostLog = greatestLogDensity(chosen.length);
  const priorKernel = hasPrior ? weights.length - 1 : -1;

  function logDensities(points: readonly Float64Array[]): Float64Array {
    const rows = beginRows(points, weights, {
      mostKinds,
      axes: axesWithNormals,
      mostLog,
      whole: choice.whole,
    });
    for (const { j, kernels } of sides) kernels.addLogDensities(j, rows);
    if (hasPrior)
      points.forEach((point, row) => {
        rows.set(row, priorKernel, log(weights[priorKernel]!) + logPrior(space, point, among));
      });
    return rows.logSums();
  }

  return {
    logDensities,
    logDensity: (point) => logDensities([point])[0]!,
    sample(stream, point = new Float64Array(axes.length)) {
      const kernel = draw(weights, stream.uniform());
      if (kernel === priorKernel) point.set(samplePriorPoint(space, stream, { point, over: among }));
      else for (const { j, kernels } of sides) point[j] = kernels.sample(kernel, stream);
      return point;
    },
  };
}

/** Weights of the observations, the wide kernel and, when λ > 0, the prior. */
function kernelWeights({ chosen, whole, count }: Choice, priorShare: number): Float64Array {
  const last = priorShare > 0 ? [1 - priorShare, priorShare] : [1];
  const some = observationWeights(chosen.length);
  const weights = new Float64Array(count + last.length);
  for (let k = 0; k < chosen.length; k++) weights[whole ? chosen[k]! : k] = some[k]!;
  weights.set(last, count);
  const total = sum(weights);
  for (let k = 0; k < weights.length; k++) weights[k]! /= total;
  return weights;
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
