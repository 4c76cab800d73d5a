import type { BaselineEvent, DataEvent, PhaseEvent, PlanEvent } from '../event.js';
import type { ClassPicture } from './class-picture.js';
import type { NumberPicture } from './number-picture.js';
import type { Residuals } from './residuals/residuals.js';
import type { TrainingCurve } from './training-curves.js';

/**
 * What a report is drawn from beside the trials and the `finished` event: plain JSON, kept in the study, so that the report can be made
 * again without the data. Its size does not grow with the rows.
 */
export interface Evidence {
  readonly format: 1;
  /** Absent when nobody told what was read. */
  readonly data?: DataEvent;
  readonly plan: PlanEvent;
  readonly baselines: readonly BaselineEvent[];
  readonly findings: readonly string[];
  /** How long each phase of the last run took, in its order. */
  readonly phases: readonly { readonly phase: PhaseEvent['phase']; readonly seconds: number }[];
  /** What a difference in the metric has to exceed to mean anything. */
  readonly noise: number;
  /** By how much a difference would move with other validation rows; absent in studies of earlier releases, and where nothing was compared. */
  readonly row_noise?: number;
  /** The trainings that the final model averages. */
  readonly curves: readonly TrainingCurve[];
  /** The test part, one picture for each target. */
  readonly test: readonly (NumberPicture | ClassPicture)[];
  /** Where the saved model is wrong, on rows that are no test rows; absent for a constant, and where these are too few. */
  readonly residuals?: Residuals;
}
