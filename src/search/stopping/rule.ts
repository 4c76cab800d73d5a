import type { Direction, IntermediateValue, Trial } from '../../study/trial.js';

/** A trial in progress, at the epoch of its last report. Where reports are folds or rows, `epoch` counts those. */
export interface Progress {
  readonly number: number;
  readonly intermediate: readonly IntermediateValue[];
}

/** `reason` is shown to people. */
export interface Decision {
  readonly stop: boolean;
  readonly reason?: string;
}

/** Says whether a trial should end early: a pure function of the history. */
export interface StoppingRule {
  readonly name: string;
  /** Epochs at which it wants to be asked, rising; `every` means at each report. */
  readonly rungs: readonly number[] | 'every';
  decide(progress: Progress, trials: readonly Trial[], direction: Direction): Decision;
}
