import { usageError } from '../../error.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { bestOfStudy } from '../../tune/best-of-study.js';

/** The trial of that number, or the study's best. Throws a usage error where there is none. */
export function trialOf(record: StudyRecord, wanted?: number): Trial {
  const { name, trials } = record;
  const trial = wanted === undefined ? bestOfStudy(record) : trials.find(({ number }) => number === wanted);
  if (trial !== undefined) return trial;
  const list = `List them with: sweetspot studies show ${name}`;
  throw wanted === undefined
    ? usageError(
        `study "${name}" has no complete trial yet; it has ${trials.length} in all.`,
        `Name one with --trial N. ${list}`,
      )
    : usageError(`study "${name}" has no trial ${wanted}; it has ${trials.length}.`, list);
}
