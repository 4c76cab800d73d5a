import { quantile } from '../data/order-statistic.js';
import { normalCdf, normalQuantile } from '../math/normal.js';
import { stream } from '../math/random.js';
import { sum } from '../math/statistics.js';
import {
  type BootstrapOptions,
  groupSums,
  groupsOf,
  type Interval,
  percentileInterval,
} from './bootstrap.js';
import { effectiveRows } from './effective-rows.js';
import { measured, truthWidth } from './measure.js';
import { metrics } from './metrics.js';
import { type RowSums, rowSums } from './row-sums.js';

/** How often an interval of a score is to hold what the score would be on all rows: as often as the prediction intervals that are shown. */
export const scoreLevel = 0.9;
const tail = (1 - scoreLevel) / 2;
/** So many of standard normal numbers lie within this of 0. */
const normalWidth = 1.644854;

export type ScoreOptions = BootstrapOptions & { readonly predicted: Float64Array };

/**
 * A 90 % interval of what the metric would be on all rows there could be, from rows of a test part: the bootstrap-t for errors (Efron and
 * Tibshirani 1993, chapter 12), whose tails the percentile interval cuts short; Wilson's for a share of rows; the percentile interval for what is neither.
 */
export function scoreInterval(options: ScoreOptions): Interval {
  const { metric } = options.measure;
  if (metric === 'accuracy') return wilson(options);
  const sums = rowSums(options.measure);
  const isError = metrics[metric].loss !== undefined || metric === 'r2';
  return (
    (sums && isError && studentised(sums, options)) || percentileInterval({ ...options, level: scoreLevel })
  );
}

/**
 * Wilson (1927): holds its level near 0 and 1 too, where resampling finds nothing but the same share. Weighted rows count as
 * many as they are as good as.
 */
function wilson({ measure, actual, predicted, weights }: ScoreOptions): Interval {
  const n = weights ? effectiveRows(weights) : actual.length;
  const share = measured(measure, actual, predicted, weights);
  const squared = normalWidth * normalWidth;
  const centre = (share + squared / (2 * n)) / (1 + squared / n);
  const half =
    (normalWidth / (1 + squared / n)) * Math.sqrt((share * (1 - share)) / n + squared / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/**
 * Undefined when the score has no spread to be told by. A resample that misses the few rows of which the spread is made has next to none of its own
 * and lies any distance away, so the end on the side of larger errors is held to `farthest` times as far off as that of the accelerated interval.
 */
function studentised(sums: RowSums, options: ScoreOptions): Interval | undefined {
  const { measure, actual, predicted, weights, seed, resamples = 1000 } = options;
  const random = stream(seed, 0, 'bootstrap');
  const groups = groupsOf(actual.length / truthWidth(measure), random);
  const jackknife = jackknifeOf(sums, groupSums(sums, options, predicted, groups), groups.count);
  const whole = jackknife(Uint32Array.from({ length: groups.count }, (_, group) => group));
  if (!(whole.error > 0)) return undefined;
  const scores = new Float64Array(resamples);
  const distances = new Float64Array(resamples);
  const drawn = new Uint32Array(groups.count);
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = random.below(groups.count);
    const { value, error } = jackknife(drawn);
    scores[r] = value;
    distances[r] = value === whole.value ? 0 : (value - whole.value) / error;
  }
  const exact = measured(measure, actual, predicted, weights);
  const [shortest, longest] = [tail, 1 - tail].map((share) => orderStatistic(distances.sort(), share));
  const [least, most] = accelerated(scores, whole).map((end) => exact + farthest * (end - whole.value));
  const low = exact - longest! * whole.error;
  const high = exact - shortest! * whole.error;
  return metrics[measure.metric].direction === 'minimize'
    ? [Math.max(0, low), Math.min(high, Math.max(exact, most!))]
    : [Math.max(low, Math.min(exact, least!)), Math.min(1, high)];
}

/** Where the bootstrap-t is steady it hardly ever goes beyond this; where it is not, it can be hundreds. */
const farthest = 3;

/** The nearest, not between two: infinite ones have nothing between them. */
const orderStatistic = (ascending: Float64Array, share: number) =>
  ascending[Math.round(share * (ascending.length - 1))]!;

/** The bias-corrected and accelerated interval (Efron 1987), which never leaves the scores of the resamples. */
function accelerated(scores: Float64Array, whole: { value: number; acceleration: number }): Interval {
  const ascending = scores.sort();
  let below = 0.5;
  for (const score of ascending) below += score < whole.value ? 1 : score === whole.value ? 0.5 : 0;
  const bias = normalQuantile(below / (ascending.length + 1));
  const end = (z: number) => {
    const stretch = 1 - whole.acceleration * (bias + z);
    const share = stretch > 0 ? normalCdf(bias + (bias + z) / stretch) : z > 0 ? 1 : 0;
    return quantile(ascending, share);
  };
  return [end(-normalWidth), end(normalWidth)];
}

/** The score of drawn groups and its standard error, by leaving out each in turn. */
function jackknifeOf(sums: RowSums, table: Float64Array, count: number) {
  const width = table.length / count;
  const total = new Float64Array(width);
  const rest = new Float64Array(width);
  const left = new Float64Array(count);
  const finish = (of: Float64Array) => sums.finish(of, of[width - 1]!);
  return (drawn: Uint32Array): { value: number; error: number; acceleration: number } => {
    total.fill(0);
    for (const group of drawn) for (let k = 0; k < width; k++) total[k]! += table[group * width + k]!;
    drawn.forEach((group, i) => {
      for (let k = 0; k < width; k++) rest[k] = total[k]! - table[group * width + k]!;
      left[i] = finish(rest);
    });
    const middle = sum(left) / count;
    let squares = 0;
    let cubes = 0;
    for (let i = 0; i < count; i++) {
      const influence = middle - left[i]!;
      squares += influence * influence;
      cubes += influence * influence * influence;
    }
    return {
      value: finish(total),
      error: Math.sqrt(((count - 1) / count) * squares),
      acceleration: squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0,
    };
  };
}
