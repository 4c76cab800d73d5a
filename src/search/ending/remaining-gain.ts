import { log } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import { asCost } from '../../study/direction.js';
import { rankedTrials } from '../../study/history.js';
import { featuresOf } from '../../surrogate/gp/features.js';
import { makeLearner } from '../../surrogate/gp/learner.js';
import { momentsOf, standardiseEvenly } from '../../surrogate/gp/standardise.js';
import { drawCandidates } from '../gp/candidates.js';
import { cubeOf } from '../gp/cube.js';
import { wholeCube } from '../gp/region.js';
import type { Course } from './rule.js';

// How much better than what is found the best setting of the space can be: a bound on the regret (Makarova et al. 2022, "Automatic Termination for
// Hyperparameter Optimization"; Optuna's `RegretBoundEvaluator`). A Gaussian process of the better half of the complete trials, at least 20 of
// them, gives each setting an interval mean ± √β·deviation that holds for all of them at once with high probability. The bound is the least
// lower end over the space less the least upper end over the trials (of costs):
//   β = ⅖ ln(d n² π² / (6 δ)), δ = 0.1, for d hyperparameters and n trials; a fifth of what the theory asks for, as the paper takes it

/** Fewer complete trials than this are too few to say. */
export const leastTrials = 20;
const doubt = 0.1;
const candidates = { spread: 2048, near: 256 };

/** The bound in the metric's units; undefined below 20 complete trials, or when all of them are equal. */
export function remainingGain({ space, direction, trials, seed }: Course): number | undefined {
  const ranked = rankedTrials(trials, direction);
  if (ranked.length < leastTrials) return undefined;
  const better = ranked.slice(0, Math.max(leastTrials, Math.floor(ranked.length / 2)));
  const costs = better.map(({ value }) => asCost(value, direction));
  const { deviation } = momentsOf(costs);
  if (!(deviation > 1e-12 * Math.abs(costs[0]!))) return undefined;

  const cube = cubeOf(space);
  const features = featuresOf(space);
  const points = better.map(({ setting }) => cube.pointOf(setting));
  const columnsOf = (point: Float64Array) => features.of(cube.see(point));
  const rows = points.map(columnsOf);
  const gaussian = makeLearner(features, standardiseEvenly).learn({ rows, values: costs });

  const draws = stream(seed, trials.length, 'ending: remaining gain');
  const others = drawCandidates(cube, wholeCube(cube.dimensions), points, draws, candidates).map(columnsOf);
  const reach = Math.sqrt(beta(cube.dimensions, better.length));
  const found = ends(gaussian.predict(rows), reach);
  const anywhere = ends(gaussian.predict(others), reach);
  const bound = Math.min(...found.uppers) - Math.min(...found.lowers, ...anywhere.lowers);
  return Math.max(0, bound) * deviation;
}

export const beta = (dimensions: number, trials: number): number =>
  0.4 * log((dimensions * trials * trials * Math.PI * Math.PI) / (6 * doubt));

interface Predicted {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Both ends of each prediction's interval. */
function ends({ mean, variance }: Predicted, reach: number) {
  const halves = variance.map((one) => reach * Math.sqrt(Math.max(0, one)));
  return { lowers: mean.map((one, i) => one - halves[i]!), uppers: mean.map((one, i) => one + halves[i]!) };
}
