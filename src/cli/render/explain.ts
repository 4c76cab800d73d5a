import type { StudyRecord } from '../../study/trial.js';
import { doubtSection } from '../../words/explain/doubts.js';
import { explained } from '../../words/explain/explained.js';
import { importanceSection } from '../../words/explain/importance.js';
import { interactionSection } from '../../words/explain/interactions.js';
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
  worded(sizeSection),
  worded(doubtSection),
];

/** All that can be said of a study. */
export function explainLines(record: StudyRecord, page: Page): string[] {
  const study = explained(record);
  return explainSections.flatMap((section) => section.lines(study, page));
}

export function explainEvents(record: StudyRecord) {
  const study = explained(record);
  return explainSections.flatMap((section) => section.events(study));
}
