import type { StudyRecord } from '../../study/trial.js';
import { doubtSection, settingSection } from './explain-finished.js';
import type { ExplainSection, Page } from './explain-section.js';
import { matterSection } from './importance.js';
import { onTrialSection } from './on-trial.js';

/** In the order in which people read them. */
export const explainSections: readonly ExplainSection[] = [
  matterSection,
  settingSection,
  onTrialSection,
  doubtSection,
];

/** All that can be said of a study. */
export function explainLines(record: StudyRecord, page: Page): string[] {
  const lines = explainSections.flatMap((section) => section.lines(record, page));
  return lines.length > 0
    ? lines
    : [`  There is nothing to say of study "${record.name}" yet: it has no trial with a score.`];
}

export const explainEvents = (record: StudyRecord) =>
  explainSections.flatMap((section) => section.events(record));
