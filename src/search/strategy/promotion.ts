import { epochsTrained } from '../../study/outcome.js';
import type { Direction, Trial } from '../../study/trial.js';
import { rankedAt } from './rung.js';

// The rule of asynchronous successive halving (Li et al. 2020, arXiv 1810.05934, algorithm 2): from the rung below the top down to the lowest, the best
// trial among the top ⌊n/η⌋ of all n that ever came to the rung goes on, unless it has already. n counts those that went on: without them, a
// third of a third would go on for ever while no new trial begins.

export interface Promotion {
  readonly number: number;
  readonly until: number;
  /** Which rung it leaves, from 0. */
  readonly level: number;
  readonly why: string;
}

/** The paused trial that has earned its next rung; undefined when none has. */
export function promotion(
  rungs: readonly number[],
  trials: readonly Trial[],
  direction: Direction,
  eta: number,
): Promotion | undefined {
  for (let level = rungs.length - 2; level >= -1; level--) {
    const found = level < 0 ? unfinished(rungs, trials) : promotionFrom(level, rungs, trials, direction, eta);
    if (found !== undefined) return found;
  }
  return undefined;
}

function promotionFrom(
  level: number,
  rungs: readonly number[],
  trials: readonly Trial[],
  direction: Direction,
  eta: number,
): Promotion | undefined {
  const until = rungs[level + 1]!;
  const ranked = rankedAt(rungs[level]!, rungs, trials, direction);
  const room = Math.floor(ranked.length / eta);
  const place = ranked.findIndex(
    (trial, i) => i < room && trial.state === 'paused' && epochsTrained(trial) < until,
  );
  if (place < 0) return undefined;
  const why = `place ${place + 1} of ${ranked.length} at ${rungs[level]}, the best ${room} go on`;
  return { number: ranked[place]!.number, until, level, why };
}

/** A trial that was paused before the first rung, as by a plan that has changed, is brought there. */
function unfinished(rungs: readonly number[], trials: readonly Trial[]): Promotion | undefined {
  const paused = trials.find((trial) => trial.state === 'paused' && epochsTrained(trial) < rungs[0]!);
  if (paused === undefined) return undefined;
  return { number: paused.number, until: rungs[0]!, level: -1, why: 'on its way to the first rung' };
}
