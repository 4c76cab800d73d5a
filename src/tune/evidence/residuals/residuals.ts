import type { ColumnErrors } from '../../../insight/residuals/column-errors.js';
import type { ErrorSpread, LossShare } from '../../../insight/residuals/loss-shares.js';

/** Where the model is wrong, on rows that the networks concerned had not learnt: plain JSON whose size does not grow with the rows. */
export interface Residuals {
  readonly rows: number;
  /** Rows that were looked at by column, where it is not all of them. */
  readonly sample?: number;
  readonly columns: number;
  /** Differences that were tested, over all targets. */
  readonly tests: number;
  readonly targets: readonly TargetResiduals[];
}

export interface TargetResiduals {
  readonly target: string;
  /** Mean absolute residual, or mean log-loss. */
  readonly size: number;
  /** Of numbers: mean of prediction − truth. */
  readonly bias?: number;
  /** Of classes: share of rows whose class is wrong. */
  readonly wrong?: number;
  /** Of absolute residuals, or of log-losses. */
  readonly spread: ErrorSpread;
  readonly worst: readonly WorstRow[];
  /** The columns in which errors are clearly different somewhere, a dozen at most. */
  readonly columns: readonly ColumnErrors[];
  readonly losses: readonly LossShare[];
  /** Of numbers: what Huber's loss takes for large, and on which scale losses are counted. */
  readonly huber?: HuberDelta;
  /** Of classes: the exponent of the focal loss. */
  readonly gamma?: number;
  /** Whether the chosen setting trains with the loss of that name. */
  readonly trainedWith: LossShare['loss'] | 'other';
}

export interface WorstRow {
  /** As a person counts. */
  readonly row: number;
  readonly truth: number | string;
  readonly predicted: number | string;
  /** Of classes: what the true one was given. */
  readonly probability?: number;
}

export interface HuberDelta {
  /** In the target's units; on the log scale a ratio. */
  readonly delta: number;
  readonly scale: 'linear' | 'log';
  /** Share of the rows that are further off, and count in proportion. */
  readonly beyond: number;
  /** Whether the setting trains with it; else it is the default of 1.345 residual scales. */
  readonly used: boolean;
}
