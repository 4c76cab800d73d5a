import type { Parameter, Setting } from '../space/parameter.js';

/**
 * running ⇄ paused (trained so far and kept, to be gone on with; RUNNING to Optuna, and PRUNED when the study ends) → complete (trained to
 * its end) | stopped (ended early by a stopping rule; Optuna's PRUNED) | diverged (the loss blew up: an outcome, not a bad score) | failed
 * (an error; both are Optuna's FAIL). Finished trials never change.
 */
export type TrialState = 'running' | 'paused' | 'complete' | 'stopped' | 'diverged' | 'failed';

/** One setting tried. `value` is the metric in the study's direction-agnostic units; absent when diverged or failed. */
export interface Trial {
  readonly number: number;
  readonly state: TrialState;
  readonly setting: Setting;
  readonly value?: number;
  /** Validation metric by epoch (1-based), in order. */
  readonly intermediate: readonly IntermediateValue[];
  /** Facts beside the score (JSON): best epoch, epochs run, seconds, why it ended, proposer. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly finished?: number;
}

export interface IntermediateValue {
  readonly epoch: number;
  readonly value: number;
}

export type Direction = 'minimize' | 'maximize';

/** One tuning job as the store knows it; `facts` hold what replaying needs (data file and hash, seed, metric, split, horizon, report). */
export interface StudyRecord {
  readonly name: string;
  readonly direction: Direction;
  readonly space: Readonly<Record<string, Parameter>>;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly trials: readonly Trial[];
}
