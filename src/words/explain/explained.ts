import { type Explanation, explain } from '../../insight/explain.js';
import type { StudyRecord } from '../../study/trial.js';

/** A study with what its trials alone say, worked out once for all that is told of it. */
export interface Explained {
  readonly record: StudyRecord;
  readonly explanation: Explanation;
}

export const explained = (record: StudyRecord): Explained => ({ record, explanation: explain(record) });
