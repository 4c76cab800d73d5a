import { exp, log } from '../../math/elementary.js';
import { normalCdf, normalLogDensity } from '../../math/normal.js';
import type { Features } from '../../surrogate/gp/features.js';
import { logImprovement, logImprovementOf } from '../../surrogate/gp/improvement.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import type { Term } from '../gp/term.js';
import { withTraining } from './curves.js';

// What going on with a setting is worth: the improvement that a full training is expected to bring, over what it is expected to cost. A training
// that turns out not to be good is given up at the next rung, so the rest is paid with the probability that it is an improvement (an
// index in the spirit of Gittins 1979, by one look ahead):
//   EI / (d + P·r)
//   d    cost of the next leg
//   r    cost of the rest to the end
//   EI   expected improvement of the end over the best report so far
//   P    probability that there is any
// Both from the end's mean and a share of its variance, `doubt`.

export interface Legs {
  readonly next: number;
  readonly rest: number;
}

/** The log of the index for an end with this mean and variance, all of which counts. */
export function logIndex(mean: number, variance: number, best: number, { next, rest }: Legs): number {
  const chance = rest > 0 ? normalCdf((best - mean) / Math.sqrt(variance + least)) : 0;
  return logImprovementOf(mean, variance, best) - log(next + chance * rest);
}

const least = 1e-12;

/** The index of settings that were not begun yet. */
export function indexTerm(
  posterior: Posterior,
  features: Features,
  best: number,
  legs: Legs,
  doubt: number,
): Term {
  const atEnd = (columns: Float64Array) => withTraining(columns, 1);
  return {
    values(batch) {
      const { mean, variance } = posterior.predict(batch.features.map(atEnd));
      return mean.map((value, i) => logIndex(value, doubt * variance[i]!, best, legs));
    },
    bounds(batch) {
      const { mean, variance } = posterior.screen(batch.features.map(atEnd));
      // The index rises with the variance as long as the mean is no improvement; elsewhere by less than the chance falls, at most to the next leg's cost.
      return mean.map((value, i) => logImprovementOf(value, doubt * variance[i]!, best) - log(legs.next));
    },
    at(point, columns) {
      const { mean, variance: whole } = posterior.look(atEnd(columns));
      const variance = doubt * whole;
      const deviation = Math.sqrt(variance + least);
      const z = (best - mean) / deviation;
      const improvement = logImprovement(mean, variance, best);
      const density = exp(normalLogDensity(z));
      const cost = legs.next + normalCdf(z) * legs.rest;
      const share = legs.rest / cost;
      const gradient = posterior.gradient(
        improvement.byMean + (share * density) / deviation,
        doubt * (improvement.byVariance + (share * density * z) / (2 * deviation * deviation)),
      );
      return { value: improvement.value - log(cost), gradient: features.pullBack(gradient, point) };
    },
  };
}
