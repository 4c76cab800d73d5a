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
  /**
   * 0.95 for the last look; looks before it are stricter, so that looking often does not find differences by luck.
   */
  readonly confidence: number;
}

const fewestPairs = 3;

/**
 * Judges paired differences (changed − base). Better or worse: the Student interval leaves out zero and the effect is at least 1 % of the
 * error. No real difference: the interval lies within the margin, which is half the standard deviation that seeds and splits cause
 * (a difference that drawing again would drown), at least 1 % and at most 5 % of the error; and the 95 % interval that is shown holds
 * zero, unless the effect is below 1 % of the error. Otherwise: cannot tell.
 */
export function judge(differences: readonly number[], scale: Scale): Judged {
  const { mean: effect, half } = studentInterval(differences, 0.95);
  const interval = [effect - half, effect + half] as const;
  if (differences.length < fewestPairs) return { effect, interval, verdict: 'cannot tell' };
  const size = Math.abs(effect);
  const strict = studentInterval(differences, scale.confidence).half;
  const least = 0.01 * errorOf(scale);
  const margin = Math.max(least, Math.min(0.5 * standardDeviation(scale.base), 5 * least));
  if (size > strict && size >= least) return { effect, interval, verdict: sideOf(effect, scale.direction) };
  const isNull = size + strict <= margin && (size <= half || size < least);
  return { effect, interval, verdict: isNull ? 'no real difference' : 'cannot tell' };
}

const sideOf = (effect: number, direction: Scale['direction']) =>
  effect < 0 === (direction === 'minimize') ? 'better' : 'worse';

/** How much there is to lose: the score itself for errors, the distance from 1 for shares and correlations. */
function errorOf({ metric, base }: Scale): number {
  const score = base.reduce((sum, each) => sum + each, 0) / base.length;
  const isError = metric === 'rmse' || metric === 'mae' || metric === 'rmsle' || metric === 'log_loss';
  return isError ? Math.abs(score) : Math.abs(1 - score);
}
