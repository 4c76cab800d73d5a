import type { Space } from '../../space/parameter.js';
import { logPrior } from '../../space/prior.js';
import type { Features } from '../../surrogate/gp/features.js';
import { logCdf, logImprovement, logImprovementOf } from '../../surrogate/gp/improvement.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import type { Term } from './term.js';

/** The log of expected improvement below `best`. */
export function improvementTerm(posterior: Posterior, features: Features, best: number): Term {
  const logs = ({ mean, variance }: { mean: Float64Array; variance: Float64Array }) =>
    mean.map((value, i) => logImprovementOf(value, variance[i]!, best));
  return {
    values: (batch) => logs(posterior.predict(batch.features)),
    bounds: (batch) => logs(posterior.screen(batch.features)),
    at(point, columns) {
      const { mean, variance } = posterior.look(columns);
      const { value, byMean, byVariance } = logImprovement(mean, variance, best);
      return { value, gradient: features.pullBack(posterior.gradient(byMean, byVariance), point) };
    },
  };
}

/**
 * The log of the probability that a trial comes to its end: that of a value above 0 under a process of +1 for trials that did and −1 for
 * those that diverged (standardised; `threshold` is where 0 lies), as Optuna treats constraints.
 */
export function feasibilityTerm(posterior: Posterior, features: Features, threshold: number): Term {
  const { noise } = posterior.conditioned;
  return {
    values(batch) {
      const { mean, variance } = posterior.predict(batch.features);
      return mean.map((value, i) => logCdf((value - threshold) / Math.sqrt(variance[i]! + noise)).value);
    },
    bounds: (batch) => new Float64Array(batch.points.length),
    at(point, columns) {
      const { mean, variance } = posterior.look(columns);
      const deviation = Math.sqrt(variance + noise);
      const z = (mean - threshold) / deviation;
      const { value, slope } = logCdf(z);
      const gradient = posterior.gradient(slope / deviation, (-slope * z) / (2 * deviation * deviation));
      return { value, gradient: features.pullBack(gradient, point) };
    },
  };
}

/** πBO (Hvarfner et al. 2022): the log of the prior times a weight that fades; only differences matter. */
export function beliefTerm(space: Space, weight: number): Term {
  const floats = Object.values(space).flatMap(({ kind, prior }, i) =>
    kind === 'float' && prior !== undefined ? [i] : [],
  );
  const step = 1e-6;
  return {
    values: ({ points }) => Float64Array.from(points, (point) => weight * logPrior(space, point)),
    at(point) {
      const gradient = new Float64Array(point.length);
      const moved = Float64Array.from(point);
      for (const i of floats) {
        if (Number.isNaN(point[i]!)) continue;
        const low = Math.max(0, point[i]! - step);
        const high = Math.min(1, point[i]! + step);
        moved[i] = high;
        const above = logPrior(space, moved);
        moved[i] = low;
        gradient[i] = (weight * (above - logPrior(space, moved))) / (high - low);
        moved[i] = point[i]!;
      }
      return { value: weight * logPrior(space, point), gradient };
    },
  };
}

/** The log of what a trial takes, as expected, times −`factor`; the posterior is of standardised logs. */
export function expenseTerm(posterior: Posterior, features: Features, factor: number): Term {
  return {
    values: (batch) => posterior.screen(batch.features).mean.map((value) => -factor * value),
    at(point, columns) {
      const { mean } = posterior.look(columns);
      return { value: -factor * mean, gradient: features.pullBack(posterior.gradient(-factor, 0), point) };
    },
  };
}
