import { log } from '../math/elementary.js';
import { isFinished } from '../study/outcome.js';
import type { Direction, Trial } from '../study/trial.js';
import { atRungs } from './rung-view.js';

/** How scores become what a process over curves learns from; smaller is better. */
export interface CostScale {
  /** Of the metric: errors from 0 on are made small, or scores of at most 1 are made great. */
  readonly direction: Direction;
  /** What the best constant scores. Beyond it scores say only that a setting is no good, not how bad its neighbours are. */
  readonly constant: number;
}

/**
 * A trial as a strategy sees it: its training counted in stages (stages.ts), the best cost so far at each rung. Where it ended before its last epoch
 * because validation improved no more, that is what a full training reaches. Views are made once for each state of a trial.
 */
export function courseViews(
  rungs: readonly number[],
  scale: CostScale,
  isComparable: (trial: Trial) => boolean,
): (trial: Trial) => Trial {
  const views = new WeakMap<Trial, Trial>();
  return (trial) => {
    const known = views.get(trial);
    if (known) return known;
    const view = isComparable(trial) ? courseView(trial, rungs, scale) : without(trial);
    if (isFinished(trial) || trial.state === 'paused') views.set(trial, view);
    return view;
  };
}

/** Of no use to compare with, but there. */
function without({ value: _, ...trial }: Trial): Trial {
  return { ...trial, state: isFinished(trial) ? 'failed' : trial.state, intermediate: [] };
}

function courseView(trial: Trial, rungs: readonly number[], scale: CostScale): Trial {
  const reached = atRungs(trial.intermediate, trial, scale.direction).map(({ epoch, value }) => ({
    epoch: rungs[epoch - 1]!,
    value: costOf(value, scale),
  }));
  const { value: _, ...others } = trial;
  if (trial.state !== 'complete' || trial.value === undefined) return { ...others, intermediate: reached };
  const value = costOf(trial.value, scale);
  const last = reached.at(-1)?.epoch ?? 0;
  const settled = rungs.filter((rung) => rung > last).map((rung) => ({ epoch: rung, value }));
  return { ...others, value, intermediate: [...reached, ...settled] };
}

/** The logarithm of the error, for ratios of errors are what differs alike at all rungs and on all tables. */
function costOf(score: number, { direction, constant }: CostScale): number {
  const worst = errorOf(constant, direction);
  const error = errorOf(score, direction);
  const held = Number.isNaN(error) ? worst : Math.min(error, worst);
  return log(Math.max(held, leastError * worst));
}

const errorOf = (score: number, direction: Direction) => (direction === 'minimize' ? score : 1 - score);

/** Errors this small beside the constant's are not told apart: their logarithms would be all that a process sees. */
const leastError = 1e-4;
