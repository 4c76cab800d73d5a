import { log2, pow } from '../../math/elementary.js';
import { quantile, sum } from '../../math/statistics.js';

// Where curves of this study end and how far they fall before, learnt from those that it has (empirical Bayes): medians, and quantiles for the
// spread, so that a few wild curves change nothing. A curve counts as the square of how far it was trained: many that have just begun say little of
// where curves end, and would outvote the few that got there; how far apart they are says how far apart the ends may be. What little is known of few curves is widened by a belief that is worth one curve.

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

/** From the tenth to the ninetieth percentile of normal values, in deviations. */
const wideness = 2.5631;

/** How many curves the wide belief, as wide as the scale, is worth. */
const worth = 1;

/**
 * The belief about level and drop that the study's curves support, rounded to quarters of the scale and the scale to powers of √2: it changes
 * seldom as a study goes on, so that fitted curves can be kept.
 */
export function levelPrior(curves: readonly Curve[]): LevelPrior {
  const known = curves.filter(({ y }) => y.length > 0);
  if (known.length === 0) return { level: 0, drop: 1, levelVariance: 1, dropVariance: 1, scale: 1 };
  const counts = known.map(({ x }) => Math.min(1, x.at(-1)! * x.at(-1)!));
  const total = sum(counts);
  const at = (values: readonly number[], share: number) => weightedQuantile(values, counts, share);
  const spread = (values: readonly number[]) => (at(values, 0.9) - at(values, 0.1)) / wideness;
  const ends = known.map(({ y }) => y.at(-1)!);
  const drops = known.map(({ y }) => Math.max(0, y[0]! - y.at(-1)!));
  const [level, drop] = [at(ends, 0.5), at(drops, 0.5)];
  const scale = roughly(Math.max(spread(ends), spread(drops), drop, 1e-6 * Math.abs(level), 1e-12));
  const rounded = (value: number) => Math.round((4 * value) / scale) * (scale / 4);
  const begun = [known.length, (quantile(ends, 0.9) - quantile(ends, 0.1)) / wideness] as const;
  const variance = (deviation: number) =>
    pow(roughly(pooled([[total, deviation], begun, [worth, scale]])), 2);
  return {
    level: rounded(level),
    drop: rounded(drop),
    levelVariance: variance(spread(ends)),
    dropVariance: variance(Math.max(spread(drops), drop / 2)),
    scale,
  };
}

/** The deviation of several, each with what it counts for. */
const pooled = (parts: readonly (readonly [count: number, deviation: number])[]) =>
  Math.sqrt(
    sum(parts.map(([count, deviation]) => count * deviation * deviation)) /
      sum(parts.map(([count]) => count)),
  );

/** The power of √2 next to a positive number. */
const roughly = (value: number) => pow(2, Math.round(2 * log2(value)) / 2);

/** The least value at or below which lies this share of the counts. */
function weightedQuantile(values: readonly number[], counts: readonly number[], share: number): number {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  let left = share * sum(counts);
  for (const i of order) if ((left -= counts[i]!) <= 1e-12) return values[i]!;
  return values[order.at(-1)!]!;
}
