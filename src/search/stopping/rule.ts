import type { Direction, IntermediateValue, Trial } from '../../study/trial.js';

/** A trial in progress, at the epoch of its last report. */
export interface Progress {
  readonly number: number;
  readonly intermediate: readonly IntermediateValue[];
}

/** Says whether a trial should end early: a pure function of the history; `reason` is shown to people. */
export interface StoppingRule {
  readonly name: string;
  /** Epochs at which it wants to be asked. */
  readonly rungs: readonly number[];
  decide(
    progress: Progress,
    trials: readonly Trial[],
    direction: Direction,
  ): { stop: boolean; reason?: string };
}
