import type { IntermediateValue, Trial, TrialState } from './trial.js';

// What missing, infinite and failed mean, in one place:
//   complete  its value is the score; an infinite one is the worst score there is, never the best
//   stopped   its value is that of its last report (none when that was not a number): a lower bound on effort, not a final score
//   diverged  no value: the setting blew up. Samplers learn to avoid it; no average, rank or plot may give it a number
//   failed    no value and no lesson: something outside the setting went wrong
//   paused    no value yet; its reports count as any other's
//   NaN       never stored as a value; as an intermediate value it means that this epoch gave no number

export const trialStates: readonly TrialState[] = [
  'running',
  'paused',
  'complete',
  'stopped',
  'diverged',
  'failed',
];

export const isFinished = (trial: Trial): boolean => trial.state !== 'running' && trial.state !== 'paused';

/** Whether a trial was trained to its end and has a finite score. */
export const isScored = (trial: Trial): trial is Trial & { value: number } =>
  trial.state === 'complete' && Number.isFinite(trial.value);

/** The report at the greatest epoch. */
export const lastReport = (trial: {
  intermediate: readonly IntermediateValue[];
}): IntermediateValue | undefined => trial.intermediate.at(-1);

/** How far a trial was trained, in epochs; 0 before its first report. */
export const epochsTrained = (trial: { intermediate: readonly IntermediateValue[] }): number =>
  lastReport(trial)?.epoch ?? 0;

/** The value that a stopped trial keeps: its last report's, unless that was not a number. */
export function valueWhenStopped(trial: { intermediate: readonly IntermediateValue[] }): number | undefined {
  const value = lastReport(trial)?.value;
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
