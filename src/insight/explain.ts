import type { Setting } from '../space/parameter.js';
import { countStates } from '../study/history.js';
import type { Direction, StudyRecord, TrialState } from '../study/trial.js';
import { type Coaching, coach } from './diagnosis/coach.js';
import { type Doubt, doubtsOf } from './doubt.js';
import { evidenceOf } from './evidence.js';
import { type Importance, importance } from './importance/importance.js';
import { type Pulls, pullsOf } from './interaction/pulls.js';

export interface ExplainOptions {
  /** What tuning is compared with; default: the study's untuned default, or the middle of every range where it names none. */
  readonly reference?: Setting;
  /** Of the model's random draws; default 0. */
  readonly seed?: number;
}

/** What can be said of a study from its trials alone; every part says how sure it is. */
export interface Explanation {
  readonly study: string;
  readonly direction: Direction;
  /** What trials are scored by, where the study names it. */
  readonly metric?: string;
  readonly trials: Readonly<Record<TrialState, number>>;
  readonly importance: Importance;
  /** Which way each hyperparameter pulls, and which pull on each other. */
  readonly interactions: Pulls;
  /** What of it not to trust, the gravest first. */
  readonly doubts: readonly Doubt[];
  readonly coach: Coaching;
}

/** Explains any study, one that Optuna made as well: which hyperparameters matter, and how they pull on each other. Trains nothing; the same study and seed give the same words. */
export function explain(record: StudyRecord, options: ExplainOptions = {}): Explanation {
  const evidence = evidenceOf(record);
  const { metric } = record.facts;
  const interactions = pullsOf(evidence, options.seed);
  return {
    study: record.name,
    direction: record.direction,
    ...(typeof metric === 'string' && { metric }),
    trials: countStates(record.trials),
    importance: importance(record, evidence, options),
    interactions,
    doubts: doubtsOf(record, evidence, interactions.noise),
    coach: coach(record),
  };
}
