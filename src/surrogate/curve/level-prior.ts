import { log2, pow } from '../../math/elementary.js';
import { median, quantile } from '../../math/statistics.js';

// Where curves of this study end and how far they fall before, learnt from those that it has (empirical Bayes): medians, and quantiles for the
// spread, so that a few wild curves change nothing. What little is known of few curves is widened by a belief that is worth one curve.

/** A learning curve: epochs over the horizon, rising, and the costs there. */
export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** What is believed about a curve's level c and drop d before it is seen: independent normals, in the units of costs. */
export interface LevelPrior {
  readonly level: number;
  readonly drop: number;
  readonly levelVariance: number;
  readonly dropVariance: number;
  /** What noise is a share of. */
  readonly scale: number;
}

/** How many curves the wide belief, as wide as the scale, is worth. */
const worth = 1;

/**
 * The belief about level and drop that the study's curves support, rounded to quarters of the scale and the scale to powers of √2: it changes
 * seldom as a study goes on, so that fitted curves can be kept.
 */
export function levelPrior(curves: readonly Curve[]): LevelPrior {
  const known = curves.filter(({ y }) => y.length > 0);
  if (known.length === 0) return { level: 0, drop: 1, levelVariance: 1, dropVariance: 1, scale: 1 };
  const ends = known.map(({ y }) => y.at(-1)!);
  const drops = known.map(({ y }) => Math.max(0, y[0]! - y.at(-1)!));
  const [level, drop] = [median(ends), median(drops)];
  const scale = roughly(Math.max(spread(ends), spread(drops), drop, 1e-6 * Math.abs(level), 1e-12));
  const rounded = (value: number) => Math.round((4 * value) / scale) * (scale / 4);
  const variance = (deviation: number) => {
    const widened = (known.length * deviation * deviation + worth * scale * scale) / (known.length + worth);
    return pow(roughly(Math.sqrt(widened)), 2);
  };
  return {
    level: rounded(level),
    drop: rounded(drop),
    levelVariance: variance(spread(ends)),
    dropVariance: variance(Math.max(spread(drops), drop / 2)),
    scale,
  };
}

/** The power of √2 next to a positive number. */
const roughly = (value: number) => pow(2, Math.round(2 * log2(value)) / 2);

/** The standard deviation of normal values, from their tenth and ninetieth percentile. */
const spread = (values: readonly number[]) => (quantile(values, 0.9) - quantile(values, 0.1)) / 2.5631;
