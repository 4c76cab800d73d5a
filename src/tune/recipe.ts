import type { LevelInput } from '../data/encode/encoder.js';
import type { Task } from '../data/task.js';
import type { Fades } from '../network/course.js';
import type { Pieces, Plan } from '../network/plan.js';
import type { Schedule } from '../network/schedule/schedule.js';

/** How the target is presented to the network: as it is, or its logarithm. */
export type TargetScale = 'linear' | 'log';

/** What a setting means for training, beside the plan. */
export interface Recipe {
  readonly plan: Plan;
  readonly rate: number;
  readonly schedule: Schedule;
  readonly fades?: Fades;
  readonly targetScale: TargetScale;
}

/** What a setting does not hold: a part has it. */
export interface ProblemSize {
  readonly task: Task;
  readonly rows: number;
  readonly inputs: number;
  /** Which of the inputs are places of levels: they are embedded. */
  readonly levelInputs: readonly LevelInput[];
  readonly outputs: number;
  /** Robust scale of a straight line's residuals in the network's target units: the unit of `huber_delta`. */
  readonly residualScale: Readonly<Record<TargetScale, number>>;
  readonly pieces: Readonly<Record<number, readonly Pieces[]>>;
}
