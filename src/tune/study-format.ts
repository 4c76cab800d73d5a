import { usageError } from '../error.js';
import type { StudyRecord } from '../study/trial.js';

/** 3: small tables are confirmed on more folds than they are searched on. 2: columns are encoded by embeddings, orders and cycles, and `numeric_bins` is in the space. */
export const studyFormat = 3;

type Facts = Pick<StudyRecord, 'facts'>;

/** Whether an earlier version made the study, which trained in another way. */
export const isOlder = ({ facts }: Facts) => Number(facts.format ?? 1) < studyFormat;

/** Throws when a study's trials cannot stand beside new ones, for an earlier version made them. */
export function refuseOlder(study: Facts & Pick<StudyRecord, 'name'>) {
  if (!isOlder(study)) return;
  throw usageError(
    `study "${study.name}" was made by an earlier version, which trained in another way: its trials cannot be compared with new ones.`,
    'Its model still predicts. Give a new study a name of its own with --study.',
  );
}
