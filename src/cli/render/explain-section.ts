import type { StudyRecord } from '../../study/trial.js';
import type { Style } from './style.js';

/** Where a section is written. */
export interface Page {
  readonly style: Style;
  readonly columns: number;
}

/** One thing that is said of a study: on a terminal, and to programs. Nothing (no lines, undefined) where it does not apply to it. */
export interface ExplainSection {
  lines(record: StudyRecord, page: Page): string[];
  /** One object for each line of `--json`, with `event` for its kind. */
  events(record: StudyRecord): readonly (Readonly<Record<string, unknown>> & { readonly event: string })[];
}
