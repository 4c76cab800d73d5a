import type { StudyRecord } from '../../study/trial.js';
import type { FinishedEvent } from '../../tune/event.js';
import type { ExplainSection } from './explain-section.js';
import { doubts, settingTable } from './report.js';

const finishedOf = ({ facts }: StudyRecord) => facts.finished as FinishedEvent | null | undefined;

/** The setting that was chosen, the range of each hyperparameter that is as good, and whether it lies at an end. */
export const settingSection: ExplainSection = {
  lines({ record }, page) {
    const finished = finishedOf(record);
    return finished ? ['', ...settingTable(finished, page)] : [];
  },
  events({ record }) {
    const finished = finishedOf(record);
    return finished?.best ? [{ event: 'settings', settings: finished.report.settings }] : [];
  },
};

/** What a careful person would not trust. */
export const doubtSection: ExplainSection = {
  lines({ record }, page) {
    const finished = finishedOf(record);
    return finished ? doubts(finished, page) : [];
  },
  events({ record }) {
    const said = finishedOf(record)?.report.doubts ?? [];
    return said.length > 0 ? [{ event: 'doubts', doubts: said }] : [];
  },
};
