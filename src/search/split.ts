import { compareValues } from '../study/direction.js';
import { isFinished, lastReport } from '../study/outcome.js';
import type { Direction, Trial } from '../study/trial.js';

/** A history in two parts, each in the order of trial numbers: those that a sampler wants to be like, and the others. */
export interface Split {
  readonly good: readonly Trial[];
  readonly bad: readonly Trial[];
}

/** How many of `n` scored or stopped trials are good: a tenth, at most 25 (Optuna's `default_gamma`). */
export const goodCount = (n: number): number => Math.min(25, Math.ceil(0.1 * n));

/** Whether a trial's result tells where it ranks: it was trained to its end, or stopped on the way. */
export const isRanked = (trial: Trial): boolean =>
  trial.state === 'stopped' || (trial.state === 'complete' && trial.value !== undefined);

/**
 * Good are the best complete trials and, when those are too few, stopped ones by (deepest epoch, value there), as in Optuna. Bad are all
 * others, the diverged among them, and those still running or paused, so that others stay away from where they are ("constant liar").
 * Failed trials are in neither.
 */
export function splitTrials(trials: readonly Trial[], direction: Direction): Split {
  const ranked = trials.filter(isRanked).sort((a, b) => compareTrials(a, b, direction));
  const good = new Set(ranked.slice(0, goodCount(ranked.length)));
  const known = trials
    .filter((trial) => !isFinished(trial) || trial.state === 'diverged' || isRanked(trial))
    .sort((a, b) => a.number - b.number);
  return {
    good: known.filter((trial) => good.has(trial)),
    bad: known.filter((trial) => !good.has(trial)),
  };
}

/** From best to worst: complete ones by value, then stopped ones by how far they came and their value there. */
function compareTrials(a: Trial, b: Trial, direction: Direction): number {
  if (a.state !== b.state) return a.state === 'complete' ? -1 : 1;
  if (a.state === 'complete') return compareValues(a.value, b.value, direction) || a.number - b.number;
  const [first, second] = [lastReport(a), lastReport(b)];
  return (
    (second?.epoch ?? -1) - (first?.epoch ?? -1) ||
    compareValues(first?.value, second?.value, direction) ||
    a.number - b.number
  );
}
