import { type MetricName, scoreName } from '../model/metric-name.js';
import { scoreLevel } from '../model/score-interval.js';
import type { Direction } from '../study/trial.js';
import type { BaselineName } from '../tune/event.js';
import { digits, percent } from './number.js';

/** How sure the interval beside a score is. */
export const sureness = `${100 * scoreLevel} %`;

export const metricTitle: Record<MetricName, string> = {
  rmse: 'root mean squared error',
  mae: 'mean absolute error',
  rmsle: 'root mean squared error of the logarithms',
  r2: 'share of the variance explained',
  log_loss: 'log-loss of the probabilities',
  accuracy: 'share of rows that are right',
  balanced_accuracy: 'share of rows that are right, each class counted alike',
  auc: 'area under the ROC curve',
  f1: 'F1, the harmonic mean of precision and recall',
};

/** Whether a score is in the target's own units. */
export const hasUnits = (metric: MetricName) => metric === 'rmse' || metric === 'mae';

const isShare = (metric: string) =>
  metric === 'accuracy' ||
  metric === 'balanced_accuracy' ||
  metric === 'auc' ||
  metric === 'f1' ||
  metric === 'r2';

/** Shares in three decimals, anything else in three digits. */
export const scoreText = (metric: string, score: number) =>
  isShare(metric) && Number.isFinite(score) ? score.toFixed(3).replace(/^-0\.000$/, '0.000') : digits(score);

/** The answer's first sentence; `interval` is text. */
export function scoreSentence(metric: MetricName, score: string, interval: string, target: string): string {
  const sure = `${sureness}: ${interval}`;
  const sentences: Record<MetricName, string> = {
    rmse: `Your model's typical error is ${score} in ${target} (rmse; ${sure}).`,
    mae: `Your model is off by ${score} in ${target} on average (mae; ${sure}).`,
    rmsle: `Your model's rmsle on ${target} is ${score} (${sure}).`,
    r2: `Your model explains ${score} of the variance of ${target} (r2; ${sure}).`,
    log_loss: `Your model's log-loss on ${target} is ${score} (${sure}).`,
    accuracy: `Your model is right about ${target} for ${score} of the rows (accuracy; ${sure}).`,
    balanced_accuracy: `Your model is right about ${target} for ${score} of the rows, each class counted alike (${sure}).`,
    auc: `Your model ranks ${target} with an auc of ${score} (${sure}).`,
    f1: `Your model's f1 on ${target} is ${score} (${sure}).`,
  };
  return sentences[metric];
}

/** The same for several targets, whose scores are relative to the best constant's. */
export function relativeSentence(metric: MetricName, score: number, interval: string, targets: number) {
  const sure = `${scoreName(metric, true)} ${scoreText(metric, score)}; ${sureness}: ${interval}`;
  const over = `over ${targets} targets`;
  if (metric === 'r2')
    return `Your model explains ${percent(score)} of the variance on average ${over} (${sure}).`;
  return `Your model's errors are ${percent(score)} of the best constant's on average ${over} (${sure}).`;
}

export const baselineTitle: Record<BaselineName, string> = {
  constant: 'a constant',
  linear: 'a straight line',
  default: 'the untuned default network',
};

/** For the heads of columns. */
export const shortTitle: Readonly<Record<string, string>> = {
  'the best tuned network': 'best tuned',
  constant: 'constant',
  linear: 'line',
  default: 'default',
};

export const theBaseline: Record<BaselineName, string> = {
  constant: 'the constant',
  linear: 'the straight line',
  default: 'the untuned default network',
};

/** `31 % less error than a straight line` for errors; the difference itself where more is better. */
export function against(direction: Direction, score: number, other: number, title: string): string {
  if (!Number.isFinite(score) || !Number.isFinite(other)) return '';
  if (direction === 'minimize' && other > 0) {
    const share = 1 - score / other;
    return Math.abs(share) < 0.0005
      ? `the same as ${title}`
      : `${percent(Math.abs(share))} ${share > 0 ? 'better' : 'worse'} than ${title}`;
  }
  const gain = direction === 'minimize' ? other - score : score - other;
  return gain === 0
    ? `the same as ${title}`
    : `${digits(Math.abs(gain))} ${gain > 0 ? 'better' : 'worse'} than ${title}`;
}
