import { exp } from '../../math/elementary.js';
import { normalQuantile } from '../../math/normal.js';
import { sobol } from '../../math/sobol.js';
import type { Features } from '../../surrogate/gp/features.js';
import { logImprovement, logImprovementOf, logMeanExp } from '../../surrogate/gp/improvement.js';
import type { Posterior } from '../../surrogate/gp/posterior.js';
import type { Term } from './term.js';

// Expected improvement beside trials that still run (q-EI; Ginsbourger et al. 2010, Snoek et al. 2012). What they may turn out to be is drawn in
// S = 128 fantasies by a scrambled Sobol' sequence, as in Optuna; given a fantasy, what is expected of one more point is known in closed form:
//   ε      standard normal numbers, one for each pending point
//   mean   of the point in the fantasy: mean + tail·ε (posterior.ts); its variance is the same in all
//   best   the least of the incumbent's value and the pending points' in the fantasy
// Optuna draws the point as well, and adds the pending points' own improvement, which is the same for all points.

const fantasies = 128;

interface Fantasy {
  readonly epsilon: Float64Array;
  readonly best: number;
}

/** The log of expected improvement below `best` and the pending points of the posterior, averaged over fantasies drawn from `seed`. */
export function pendingTerm(posterior: Posterior, features: Features, best: number, seed: number): Term {
  const drawn = drawFantasies(posterior, best, seed);
  const meanIn = ({ epsilon }: Fantasy, mean: number, tail: (r: number) => number) => {
    let sum = mean;
    for (let r = 0; r < epsilon.length; r++) sum += epsilon[r]! * tail(r);
    return sum;
  };
  return {
    values(batch) {
      const { mean, variance, tails } = posterior.predict(batch.features);
      return mean.map((value, i) =>
        logMeanExp(
          drawn.map((fantasy) =>
            logImprovementOf(
              meanIn(fantasy, value, (r) => tails[r]![i]!),
              variance[i]!,
              fantasy.best,
            ),
          ),
        ),
      );
    },
    bounds(batch) {
      const { mean, variance } = posterior.screen(batch.features);
      return mean.map((value, i) => logImprovementOf(value, variance[i]!, best));
    },
    at(point, columns) {
      const { mean, variance, tail } = posterior.look(columns);
      const each = drawn.map((fantasy) =>
        logImprovement(
          meanIn(fantasy, mean, (r) => tail[r]!),
          variance,
          fantasy.best,
        ),
      );
      const value = logMeanExp(each.map((one) => one.value));
      let [byMean, byVariance] = [0, 0];
      const byTail = new Float64Array(tail.length);
      each.forEach((one, s) => {
        const share = exp(one.value - value) / fantasies;
        byMean += share * one.byMean;
        byVariance += share * one.byVariance;
        for (let r = 0; r < byTail.length; r++) byTail[r]! += share * one.byMean * drawn[s]!.epsilon[r]!;
      });
      return { value, gradient: features.pullBack(posterior.gradient(byMean, byVariance, byTail), point) };
    },
  };
}

/** Values of the pending points are m + L·ε, m and L being the rows of the factor that are theirs. */
function drawFantasies({ conditioned }: Posterior, best: number, seed: number): Fantasy[] {
  const { factor, white, observations } = conditioned;
  const { points, pending = 0 } = observations;
  const known = points.count - pending;
  const [l, w] = [factor.numbers(), white.numbers()];
  const rows = Array.from({ length: pending }, (_, r) => {
    const from = ((known + r) * factor.stride) / 8;
    let mean = 0;
    for (let j = 0; j < known; j++) mean += l[from + j]! * w[j]!;
    return { mean, shares: l.slice(from + known, from + known + r + 1) };
  });
  const sequence = sobol(pending, seed);
  return Array.from({ length: fantasies }, (_, s) => {
    const epsilon = sequence.point(s).map(normalQuantile);
    const values = rows.map(({ mean, shares }) =>
      shares.reduce((sum, share, q) => sum + share * epsilon[q]!, mean),
    );
    return { epsilon, best: Math.min(best, ...values) };
  });
}
