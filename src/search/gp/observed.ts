import { median } from '../../math/statistics.js';
import { asCost } from '../../study/direction.js';
import type { Direction, Trial } from '../../study/trial.js';
import type { Features } from '../../surrogate/gp/features.js';
import type { Sample } from '../../surrogate/gp/learner.js';
import { isRanked } from '../split.js';
import type { Cube } from './cube.js';

// What a process learns from a history, in the order of trial numbers:
//   complete   its cost
//   stopped    that of its last report, but at least the median of the complete ones, for it was not good enough to go on; and it is only half
//              known: a noise variance of ¼ of the variance of all
//   diverged   nothing of the cost; whether trials come to their end is a process of its own
//   running    a pending point

export interface Observed {
  readonly sample: Sample;
  /** Full points of the sample's settings. */
  readonly points: readonly Float64Array[];
  /** Which of the sample were trained to their end. */
  readonly complete: readonly boolean[];
}

const halfKnown = 0.25;

export function observed(
  trials: readonly Trial[],
  direction: Direction,
  cube: Cube,
  features: Features,
): Observed {
  const ranked = trials
    .filter((trial) => isRanked(trial) && costOf(trial, direction) !== undefined)
    .sort((a, b) => a.number - b.number);
  const middle = median(
    ranked.filter(({ state }) => state === 'complete').map((trial) => costOf(trial, direction)!),
  );
  const points = ranked.map(({ setting }) => cube.pointOf(setting));
  const complete = ranked.map(({ state }) => state === 'complete');
  return {
    points,
    complete,
    sample: {
      rows: points.map((point) => features.of(cube.see(point))),
      values: ranked.map((trial, i) => {
        const cost = costOf(trial, direction)!;
        return complete[i] || Number.isNaN(middle) ? cost : Math.max(cost, middle);
      }),
      extraNoise: complete.map((isComplete) => (isComplete ? 0 : halfKnown)),
    },
  };
}

function costOf(trial: Trial, direction: Direction): number | undefined {
  const cost = asCost(trial.value, direction);
  return Number.isNaN(cost) ? undefined : cost;
}

/** 1 for trials that came to their end or were stopped, −1 for those that diverged; undefined when none did. */
export function endings(trials: readonly Trial[], cube: Cube, features: Features): Sample | undefined {
  const ended = trials
    .filter((trial) => isRanked(trial) || trial.state === 'diverged')
    .sort((a, b) => a.number - b.number);
  if (!ended.some(({ state }) => state === 'diverged') || !ended.some(isRanked)) return undefined;
  return {
    rows: ended.map(({ setting }) => features.of(cube.see(cube.pointOf(setting)))),
    values: ended.map(({ state }) => (state === 'diverged' ? -1 : 1)),
  };
}
