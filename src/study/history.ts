import { compareValues, isBetter } from './direction.js';
import { isScored, trialStates } from './outcome.js';
import type { Direction, Trial, TrialState } from './trial.js';

export type ScoredTrial = Trial & { readonly value: number };

/** The incumbent: the complete trial with the best finite value, the earliest of equals. */
export function bestTrial(trials: readonly Trial[], direction: Direction): ScoredTrial | undefined {
  let best: ScoredTrial | undefined;
  for (const trial of trials)
    if (isScored(trial) && isBetter(trial.value, best?.value, direction)) best = trial;
  return best;
}

/** Complete trials with a finite value, from best to worst; equals in the order of their numbers. */
export const rankedTrials = (trials: readonly Trial[], direction: Direction): ScoredTrial[] =>
  trials.filter(isScored).sort((a, b) => compareValues(a.value, b.value, direction) || a.number - b.number);

/** How many trials are in each state. */
export function countStates(trials: readonly Pick<Trial, 'state'>[]): Record<TrialState, number> {
  const counts = Object.fromEntries(trialStates.map((state) => [state, 0])) as Record<TrialState, number>;
  for (const { state } of trials) counts[state] += 1;
  return counts;
}

/** The best value so far after each complete trial, in the order in which they finished. */
export function bestSoFar(trials: readonly Trial[], direction: Direction): number[] {
  const finished = trials
    .filter(isScored)
    .sort((a, b) => (a.finished ?? 0) - (b.finished ?? 0) || a.number - b.number);
  let best: number | undefined;
  return finished.map(({ value }) => (best = isBetter(value, best, direction) ? value : best!));
}

/** The value a trial reported at `epoch`, or at its first report after it; undefined when it was not trained so far. */
export const valueAtEpoch = (trial: Pick<Trial, 'intermediate'>, epoch: number): number | undefined =>
  trial.intermediate.find((report) => report.epoch >= epoch)?.value;

/** Trials that are paused when their study ends, as changes that mark them stopped: nobody will go on with them. */
export const endPaused = (trials: readonly Trial[], time: number) =>
  trials
    .filter((trial) => trial.state === 'paused')
    .map(({ number }) => ({
      kind: 'finished' as const,
      number,
      state: 'stopped' as const,
      time,
      facts: { reason: 'it was paused when the study ended' },
    }));

/** Trials that a dead process left running, as changes that mark them failed; what `--resume` writes before it goes on. Paused ones stay. */
export const abandonRunning = (trials: readonly Trial[], time: number) =>
  trials
    .filter((trial) => trial.state === 'running')
    .map(({ number }) => ({
      kind: 'finished' as const,
      number,
      state: 'failed' as const,
      time,
      facts: { reason: 'its process ended before it did' },
    }));
