import { sequenceInterval } from '../math/confidence-sequence.js';
import { standardDeviation, studentInterval } from '../math/statistics.js';
import type { MetricName } from '../model/metric-name.js';
import type { Verdict } from './what-if-event.js';

export interface Judged {
  /** Mean paired difference in the metric's own units. */
  readonly effect: number;
  readonly interval: readonly [number, number];
  readonly verdict: Verdict;
}

/** What judging needs beside the differences. */
export interface Scale {
  readonly metric: MetricName;
  readonly direction: 'minimize' | 'maximize';
  /** The score of the setting compared with, in each pair. */
  readonly base: readonly number[];
  readonly look: Look;
}

/**
 * Which look at the pairs it is: one of many while they come, to stop where it is clear; the last one, when time has ended them; or the only one, after a number of pairs
 * that they did not choose.
 */
export type Look = 'on the way' | 'at the end' | 'only';

const fewestPairs = 3;
/** In standard errors: an effect has to be beyond the margin by so much when no more pairs will come; by less where they are few, or too little would be told (bench/insight/looks.mjs). */
const beyond = 2;
const beyondOfFew = 0.5;
const many = 30;
/** The chance that an interval leaves out the true mean, and which fifth of it all looks on the way have together: most effects are too small for them, so that the end has most. */
const missed = 0.05;
const onTheWay = missed / 5;
const misses: Record<Look, number> = {
  'on the way': onTheWay,
  'at the end': missed - onTheWay,
  only: missed,
};

/**
 * Judges paired differences (changed − base) by intervals of their mean, which miss it with a chance of 5 % over all looks together: 1 % for those on the way, by a
 * confidence sequence, which holds however often one looks, and 4 % for the end, by Student's. The margin of equivalence is half the standard deviation that seeds
 * and splits cause (a difference that drawing again would drown), at least 1 % and at most 5 % of the error. Better or worse: the interval leaves out zero, and the
 * effect is beyond the margin: on the way with all of the interval, else by two standard errors, or by half of one where there are fewer than 30 pairs. No real
 * difference: the interval of twice the chance lies within the margin (two one-sided tests). Otherwise: cannot tell.
 */
export function judge(differences: readonly number[], scale: Scale): Judged {
  const intervalOf = scale.look === 'on the way' ? sequenceInterval : studentInterval;
  const miss = misses[scale.look];
  const { mean: effect, half } = intervalOf(differences, 1 - miss);
  const interval = [effect - half, effect + half] as const;
  if (differences.length < fewestPairs) return { effect, interval, verdict: 'cannot tell' };
  const size = Math.abs(effect);
  const margin = marginOf(scale);
  const standardError = standardDeviation(differences) / Math.sqrt(differences.length);
  const clear = differences.length >= many ? beyond : beyondOfFew;
  const least = scale.look === 'on the way' ? half : clear * standardError;
  if (size > half && size - least >= margin)
    return { effect, interval, verdict: sideOf(effect, scale.direction) };
  const isNull = size + intervalOf(differences, 1 - 2 * miss).half <= margin;
  return { effect, interval, verdict: isNull ? 'no real difference' : 'cannot tell' };
}

/** Effects below it are no real difference. */
export function marginOf(scale: Omit<Scale, 'look'>): number {
  const least = 0.01 * errorOf(scale);
  return Math.max(least, Math.min(0.5 * standardDeviation(scale.base), 5 * least));
}

const sideOf = (effect: number, direction: Scale['direction']) =>
  effect < 0 === (direction === 'minimize') ? 'better' : 'worse';

const errorOf = ({ metric, base }: Omit<Scale, 'look'>): number =>
  errorAt(metric, base.reduce((sum, each) => sum + each, 0) / base.length);

/** How much there is to lose at a score: the score itself for errors, the distance from 1 for shares and correlations; an unknown metric counts as an error. */
export function errorAt(metric: MetricName | undefined, score: number): number {
  const isError =
    metric === undefined ||
    metric === 'rmse' ||
    metric === 'mae' ||
    metric === 'rmsle' ||
    metric === 'log_loss';
  return isError ? Math.abs(score) : Math.abs(1 - score);
}
