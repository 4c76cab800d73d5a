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
   * 0.95 for the last look; looks before it use 0.99, so that looking often does not find differences by luck.
   */
  readonly confidence: number;
}

const fewestPairs = 3;

/**
 * Judges paired differences (changed − base). Better or worse: the Student interval leaves out zero and the effect is at least 1 % of the
 * error. No real difference: the interval lies within the margin, which is half the standard deviation that seeds and splits cause
 * (a difference that drawing again would drown), at least 1 % and at most 5 % of the error. Otherwise: cannot tell.
 */
export function judge(differences: readonly number[], scale: Scale): Judged {
  const { mean: effect, half } = studentInterval(differences, 0.95);
  const interval = [effect - half, effect + half] as const;
  if (differences.length < fewestPairs) return { effect, interval, verdict: 'cannot tell' };
  const strict = studentInterval(differences, scale.confidence).half;
  const error = errorOf(scale);
  const margin = Math.max(0.01 * error, Math.min(0.5 * standardDeviation(scale.base), 0.05 * error));
  if (Math.abs(effect) > strict && Math.abs(effect) >= 0.01 * error) {
    return {
      effect,
      interval,
      verdict: effect < 0 === (scale.direction === 'minimize') ? 'better' : 'worse',
    };
  }
  const within = Math.abs(effect) + half <= margin;
  return { effect, interval, verdict: within ? 'no real difference' : 'cannot tell' };
}

/** How much there is to lose: the score itself for errors, the distance from 1 for shares and correlations. */
function errorOf({ metric, base }: Scale): number {
  const score = base.reduce((sum, each) => sum + each, 0) / base.length;
  const isError = metric === 'rmse' || metric === 'mae' || metric === 'rmsle' || metric === 'log_loss';
  return isError ? Math.abs(score) : Math.abs(1 - score);
}
