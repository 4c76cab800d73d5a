import { log } from '../../math/elementary.js';
import { quantile } from '../../math/statistics.js';
import type { Member, Sample } from './members.js';

/** How well a process foresees each trial from all the others. */
export interface Quality {
  /** How many trials that was tried on. */
  readonly trials: number;
  /** 1 − squared errors ÷ those of the mean of the others: 1 is perfect, 0 no better than the mean. */
  readonly skill: number;
  /** What deviations have to be multiplied by for nominal 90 % intervals to have held nine in ten of the trials left out. */
  readonly width: number;
  /** How many of the trials left out those intervals hold, after that. */
  readonly coverage: number;
  /** Mean log density of the trials left out, on the process's own scale. */
  readonly logDensity: number;
}

/** Trials that the belief "width 1" is worth. */
const worth = 4;
const [narrowest, widest] = [0.7, 4];
const nine = 1.6448536269514722;

/** Each trial left out, over the members' mixture: its last look is foreseen. */
export function qualityOf(members: readonly Member[], { values, groups }: Sample): Quality {
  const told = groups.map((group) => values[group.at(-1)!]!);
  const errors: number[] = [];
  const scores: number[] = [];
  let logDensity = 0;
  told.forEach((value, trial) => {
    const { mean, variance } = mixed(members, trial);
    errors.push(value - mean);
    scores.push(Math.abs(value - mean) / Math.sqrt(variance));
    logDensity -= 0.5 * (scores.at(-1)! * scores.at(-1)!) + 0.5 * log(variance);
  });
  const n = told.length;
  const needed = quantile(scores, 0.9) / nine;
  const width = Math.min(widest, Math.max(narrowest, (n * needed + worth) / (n + worth)));
  return {
    trials: n,
    skill: 1 - squares(errors) / squares(offMean(told)),
    width,
    coverage: scores.filter((score) => score <= nine * width).length / n,
    logDensity: logDensity / n,
  };
}

/** A trial expected from the others, over all members. */
function mixed(members: readonly Member[], i: number): { mean: number; variance: number } {
  let [mean, second] = [0, 0];
  for (const { weight, leftOut } of members) {
    mean += weight * leftOut.mean[i]!;
    second += weight * (leftOut.variance[i]! + leftOut.mean[i]! * leftOut.mean[i]!);
  }
  return { mean, variance: second - mean * mean };
}

/** Differences from the mean of all others. */
function offMean(values: readonly number[]): number[] {
  const n = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value - (total - value) / (n - 1));
}

const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
