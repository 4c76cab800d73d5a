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
  /** Whether the pairs are judged again and again as they come, to stop when it is clear, or once, after a number of pairs that was not chosen by them. */
  readonly looks: 'any' | 'once';
}

const fewestPairs = 3;

/**
 * Judges paired differences (changed − base) by intervals of their mean: a confidence sequence, which holds however often one looks, or Student's for a
 * single look. The margin of equivalence is half the standard deviation that seeds and splits cause (a difference that drawing again would drown), at least
 * 1 % and at most 5 % of the error. Better or worse: the 95 % interval leaves out zero and the effect is at least the margin. No real difference: the 90 %
 * interval lies within the margin (two one-sided tests at 5 %). Otherwise: cannot tell.
 */
export function judge(differences: readonly number[], scale: Scale): Judged {
  const intervalOf = scale.looks === 'any' ? sequenceInterval : studentInterval;
  const { mean: effect, half } = intervalOf(differences, 0.95);
  const interval = [effect - half, effect + half] as const;
  if (differences.length < fewestPairs) return { effect, interval, verdict: 'cannot tell' };
  const size = Math.abs(effect);
  const margin = marginOf(scale);
  if (size > half && size >= margin) return { effect, interval, verdict: sideOf(effect, scale.direction) };
  const isNull = size + intervalOf(differences, 0.9).half <= margin;
  return { effect, interval, verdict: isNull ? 'no real difference' : 'cannot tell' };
}

/** Effects below it are no real difference. */
export function marginOf(scale: Omit<Scale, 'looks'>): number {
  const least = 0.01 * errorOf(scale);
  return Math.max(least, Math.min(0.5 * standardDeviation(scale.base), 5 * least));
}

const sideOf = (effect: number, direction: Scale['direction']) =>
  effect < 0 === (direction === 'minimize') ? 'better' : 'worse';

const errorOf = ({ metric, base }: Omit<Scale, 'looks'>): number =>
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
