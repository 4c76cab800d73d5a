import { compareValues } from '../../study/direction.js';
import { valueAtEpoch } from '../../study/history.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Direction, Trial } from '../../study/trial.js';

/** A trial that came to a rung, and its value there; undefined when it has no number to show. */
interface Standing {
  readonly trial: Trial;
  readonly value: number | undefined;
}

/**
 * All trials that came to the rung, from best to worst, whatever became of them since. One that diverged on its way to it was there too, and is
 * last, there and on every rung below; a failed one says nothing.
 */
export function rankedAt(
  rung: number,
  rungs: readonly number[],
  trials: readonly Trial[],
  direction: Direction,
): Trial[] {
  return trials
    .filter((trial) => trial.state !== 'failed' && furthestTried(trial, rungs) >= rung)
    .map((trial): Standing => ({ trial, value: standing(trial, rung) }))
    .sort((a, b) => compareValues(a.value, b.value, direction) || a.trial.number - b.trial.number)
    .map(({ trial }) => trial);
}

const standing = (trial: Trial, rung: number) =>
  trial.state === 'diverged' ? undefined : valueAtEpoch(trial, rung);

/** How far a trial was trained; one that diverged was on its way to the next rung. */
function furthestTried(trial: Trial, rungs: readonly number[]): number {
  const trained = epochsTrained(trial);
  if (trial.state !== 'diverged') return trained;
  return rungs.find((rung) => rung > trained) ?? trained;
}
