import { stream } from '../../math/random.js';
import { mean, standardDeviation } from '../../math/statistics.js';
import type { Numbers } from '../metric/metric.js';
import { keptScores, levels, type Margins, rowsNeeded, scoresBeyond } from './margins.js';
import { fitSpread, spreadAt } from './spread.js';

export interface MarginOptions {
  /** What networks said of rows that they had not learnt. */
  readonly predicted: Numbers;
  readonly actual: Numbers;
  /** How much each row counts; all alike when absent. */
  readonly weights?: Float64Array;
  /** No target is below it. */
  readonly floor?: number;
}

/** How many groups of predictions a spread may tell apart. */
const placesTried = [5, 20];
const fewestRowsInPlace = 30;
const folds = 5;

/**
 * Scores of rows for prediction intervals; undefined when there are too few rows for any. A row's score is its error divided by a spread that
 * was fitted without it. The spread is one number for all predictions, unless one that follows the prediction gives intervals that are clearly
 * better by the interval score (Gneiting and Raftery 2007), beyond one standard error.
 */
export function fitMargins({ predicted, actual, weights, floor }: MarginOptions): Margins | undefined {
  const n = actual.length;
  if (n < rowsNeeded(levels[0])) return undefined;
  const errors = Float64Array.from(actual, (y, i) => y - predicted[i]!);
  const constant = crossFit(1, errors, predicted);
  const costs = intervalScores(constant, errors);
  let best = { fit: constant, places: 1, gain: 0 };
  for (const places of placesTried.filter((count) => count * fewestRowsInPlace <= n)) {
    const fit = crossFit(places, errors, predicted);
    const gains = intervalScores(fit, errors).map((cost, i) => costs[i]! - cost);
    const gain = mean(gains);
    const isClear = gain > standardDeviation(gains) / Math.sqrt(n);
    if (isClear && gain > best.gain) best = { fit, places, gain };
  }
  const scores = keptScores(best.fit.scores, weights);
  if (scores.length < rowsNeeded(levels[0])) return undefined;
  return {
    rows: n,
    scores,
    spread: fitSpread(predicted, errors.map(Math.abs), allRows(n), best.places),
    ...(floor !== undefined && { floor }),
  };
}

const allRows = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);

/** For each row the spread by the other folds' rows, and its error in units of that. */
interface CrossFit {
  readonly spreads: Float64Array;
  readonly scores: Float64Array;
}

function crossFit(places: number, errors: Float64Array, predicted: Numbers): CrossFit {
  const order = stream(0, 0, 'interval/folds').permutation(errors.length);
  const sizes = errors.map(Math.abs);
  const spreads = new Float64Array(errors.length);
  for (let fold = 0; fold < folds; fold++) {
    const others = order.filter((_, i) => i % folds !== fold);
    const spread = fitSpread(predicted, sizes, others, places);
    for (let i = fold; i < order.length; i += folds)
      spreads[order[i]!] = spreadAt(spread, predicted[order[i]!]!);
  }
  return { spreads, scores: errors.map((error, row) => error / spreads[row]!) };
}

/** For each row the mean over the levels of its interval's width and of how far the truth lies outside, dearer the rarer that should be. */
function intervalScores({ spreads, scores }: CrossFit, errors: Float64Array): Float64Array {
  const costs = new Float64Array(errors.length);
  const ascending = scores.slice().sort();
  for (const level of levels.filter((each) => errors.length >= rowsNeeded(each))) {
    const beyond = scoresBeyond(ascending.length, level);
    const [below, above] = [ascending[beyond - 1]!, ascending[ascending.length - beyond]!];
    for (let row = 0; row < costs.length; row++) {
      const size = spreads[row]!;
      const outside = Math.max(0, below * size - errors[row]!, errors[row]! - above * size);
      costs[row]! += (above - below) * size + (2 / (1 - level)) * outside;
    }
  }
  return costs;
}
