import type { Fades } from '../course.js';
import type { Plan } from '../plan.js';
import type { Schedule } from '../schedule/schedule.js';

/** A plan, and how a training goes about it. */
export interface TrainingRecipe {
  readonly plan: Plan;
  readonly rate: number;
  readonly schedule: Schedule;
  readonly fades?: Fades;
  /** The length of the schedules, and the most epochs that are trained. */
  readonly epochs: number;
}
