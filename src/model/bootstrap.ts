import { quantile } from '../data/order-statistic.js';
import { type Stream, stream } from '../math/random.js';
import { type Measure, truthWidth } from './measure.js';
import type { Metric } from './metric/metric.js';
import { metrics } from './metrics.js';
import { type RowSums, rowSums } from './row-sums.js';

export type Interval = readonly [low: number, high: number];

export interface BootstrapOptions {
  readonly measure: Measure;
  /** A number for each row and target, or a class's index for each row. */
  readonly actual: Float64Array;
  /** How much each row counts (default: all alike); rows are drawn with equal chances and keep their weights. */
  readonly weights?: Float64Array;
  readonly seed: number;
  /** Default 1,000. */
  readonly resamples?: number;
}

/** Percentile interval of a score over resampled rows (Efron 1979); `level` is the share of resamples inside, default .95. */
export function percentileInterval(
  options: BootstrapOptions & { readonly predicted: Float64Array; readonly level?: number },
): Interval {
  const [scores] = resampledScores(options, [options.predicted]);
  return middle(scores!, options.level);
}

/** 95 % percentile interval of score(a) − score(b), both on the same resampled rows. */
export function differenceInterval(
  options: BootstrapOptions & { readonly a: Float64Array; readonly b: Float64Array },
): Interval {
  const [a, b] = resampledScores(options, [options.a, options.b]);
  return middle(a!.map((score, i) => score - b![i]!));
}

function middle(scores: Float64Array, level = 0.95): Interval {
  const ascending = scores.sort();
  return [quantile(ascending, (1 - level) / 2), quantile(ascending, (1 + level) / 2)];
}

/** For each set of predictions its score on each resample; a resample is the same rows for all sets. */
function resampledScores(options: BootstrapOptions, sets: readonly Float64Array[]): Float64Array[] {
  const { measure, seed } = options;
  const random = stream(seed, 0, 'bootstrap');
  const sums = rowSums(measure);
  return sums
    ? bySums(sums, options, sets, random)
    : byWeights(metrics[measure.metric].weighted!, options, sets, random);
}

/** More rows than this are resampled in random groups, which leaves the variance as it is and costs less. */
const mostGroups = 4000;

function bySums(
  sums: RowSums,
  options: BootstrapOptions,
  sets: readonly Float64Array[],
  random: Stream,
): Float64Array[] {
  const { measure, actual, resamples = 1000 } = options;
  const groups = groupsOf(actual.length / truthWidth(measure), random);
  const tables = sets.map((predicted) => groupSums(sums, options, predicted, groups));
  const width = sums.width + 1;
  const total = new Float64Array(width);
  const scores = sets.map(() => new Float64Array(resamples));
  const drawn = new Uint32Array(groups.count);
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = random.below(groups.count) * width;
    tables.forEach((table, s) => {
      total.fill(0);
      for (const at of drawn) for (let k = 0; k < width; k++) total[k]! += table[at + k]!;
      scores[s]![r] = sums.finish(total, total[width - 1]!);
    });
  }
  return scores;
}

export interface Groups {
  readonly count: number;
  /** Each row's group; rows are dealt to groups at random. */
  readonly of: Uint32Array;
}

export function groupsOf(rows: number, random: Stream): Groups {
  const count = Math.min(rows, mostGroups);
  return { count, of: random.permutation(rows).map((place) => place % count) };
}

/** For each group the weighted sums of its rows' terms, and the sum of its weights. */
export function groupSums(
  sums: RowSums,
  { actual, weights }: Pick<BootstrapOptions, 'actual' | 'weights'>,
  predicted: Float64Array,
  groups: Groups,
) {
  const { width } = sums;
  const table = new Float64Array(groups.count * (width + 1));
  const terms = new Float64Array(width);
  for (let row = 0; row < groups.of.length; row++) {
    const at = groups.of[row]! * (width + 1);
    const weight = weights?.[row] ?? 1;
    terms.fill(0);
    sums.terms(actual, predicted, row, terms);
    for (let k = 0; k < width; k++) table[at + k]! += weight * terms[k]!;
    table[at + width]! += weight;
  }
  return table;
}

/** Draws for metrics that need every row are bounded by this, at the cost of resamples, of which 200 remain at least. */
const mostDraws = 20_000_000;

function byWeights(
  weighted: NonNullable<Metric['weighted']>,
  { measure, actual, weights, resamples = 1000 }: BootstrapOptions,
  sets: readonly Float64Array[],
  random: Stream,
): Float64Array[] {
  const rows = actual.length;
  const count = Math.min(resamples, Math.max(200, Math.floor(mostDraws / rows)));
  const scorers = sets.map((predicted) => weighted(actual, predicted, measure.columns));
  const scores = sets.map(() => new Float64Array(count));
  const drawn = new Float64Array(rows);
  for (let r = 0; r < count; r++) {
    drawn.fill(0);
    for (let i = 0; i < rows; i++) {
      const row = random.below(rows);
      drawn[row]! += weights?.[row] ?? 1;
    }
    scorers.forEach((score, s) => {
      scores[s]![r] = score(drawn);
    });
  }
  return scores;
}
