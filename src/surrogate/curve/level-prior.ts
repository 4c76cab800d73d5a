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

/** The belief about level and drop that the study's curves support. */
export function levelPrior(curves: readonly Curve[]): LevelPrior {
  const known = curves.filter(({ y }) => y.length > 0);
  if (known.length === 0) return { level: 0, drop: 1, levelVariance: 1, dropVariance: 1, scale: 1 };
  const ends = known.map(({ y }) => y.at(-1)!);
  const drops = known.map(({ y }) => Math.max(0, y[0]! - y.at(-1)!));
  const level = median(ends);
  const drop = median(drops);
  const scale = Math.max(spread(ends), spread(drops), drop, 1e-6 * Math.abs(level), 1e-12);
  const widened = (deviation: number) =>
    (known.length * deviation * deviation + worth * scale * scale) / (known.length + worth);
  return {
    level,
    drop,
    levelVariance: widened(spread(ends)),
    dropVariance: widened(Math.max(spread(drops), drop / 2)),
    scale,
  };
}

/** The standard deviation of normal values, from their tenth and ninetieth percentile. */
const spread = (values: readonly number[]) => (quantile(values, 0.9) - quantile(values, 0.1)) / 2.5631;
