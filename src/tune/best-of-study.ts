import { bestTrial } from '../study/history.js';
import type { StudyRecord, Trial } from '../study/trial.js';
import type { FinishedEvent } from './event.js';

/** The trial that the report calls the best; before there is a report, the best trial, and undefined where none is complete. */
export function bestOfStudy({ facts, trials, direction }: StudyRecord): Trial | undefined {
  const finished = facts.finished as FinishedEvent | null | undefined;
  return trials[finished?.best?.number ?? -1] ?? bestTrial(trials, direction);
}
