import { usageError } from '../../error.js';
import type { StudyRecord } from '../../study/trial.js';
import { coachSection, trialSection } from '../../words/explain/coach.js';
import { doubtSection } from '../../words/explain/doubts.js';
import { epochSection, trialEpochSection } from '../../words/explain/epochs.js';
import { explained } from '../../words/explain/explained.js';
import { importanceSection } from '../../words/explain/importance.js';
import { interactionSection } from '../../words/explain/interactions.js';
import { lossSection } from '../../words/explain/losses.js';
import { residualSection } from '../../words/explain/residuals.js';
import { settingSection } from '../../words/explain/setting.js';
import { sizeSection } from '../../words/explain/sizes.js';
import { type ExplainSection, type Page, worded } from './explain-section.js';
import { onTrialSection } from './on-trial.js';

/** In the order in which people read them. */
export const explainSections: readonly ExplainSection[] = [
  worded(importanceSection),
  worded(interactionSection),
  worded(settingSection),
  onTrialSection,
  worded(epochSection),
  worded(sizeSection),
  worded(residualSection),
  worded(lossSection),
  worded(coachSection),
  worded(doubtSection),
];

/** All that can be said of a study. */
export function explainLines(record: StudyRecord, page: Page, trial?: number): string[] {
  const study = explained(record);
  return sectionsFor(record, trial).flatMap((section) => section.lines(study, page));
}

export function explainEvents(record: StudyRecord, trial?: number) {
  const study = explained(record);
  return sectionsFor(record, trial).flatMap((section) => section.events(study));
}

/** Of the whole study, or what the coach says of one trial and whether more epochs would help it. */
function sectionsFor({ name, trials }: StudyRecord, trial?: number): readonly ExplainSection[] {
  if (trial === undefined) return explainSections;
  if (!trials.some(({ number }) => number === trial))
    throw usageError(
      `study "${name}" has no trial ${trial}; it has ${trials.length}.`,
      `List them with: sweetspot studies show ${name}`,
    );
  return [worded((study) => trialSection(study, trial)), worded((study) => trialEpochSection(study, trial))];
}
