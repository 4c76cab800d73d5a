import type { FinishedEvent } from '../../tune/event.js';
import { nextCommands, type Origin } from '../../words/next.js';
import type { Style } from './style.js';
import { table } from './table.js';

/** Commands worth running next, ready to paste, and the report to look at; each on a line of its own where one has no room beside it. */
export function nextLines(event: FinishedEvent, origin: Origin, style: Style, columns: number): string[] {
  const { reportFile, reportError } = event;
  const report = reportFile ? [[reportFile, 'the same with charts: open it in a browser'] as const] : [];
  const rows = [...report, ...nextCommands(event, origin)].map(([what, why]) => [what, style.faint(why)]);
  const failed = `The report with charts could not be written: ${reportError}`;
  return [
    '',
    `  ${style.strong('Next')}`,
    ...(reportError ? [`  ${style.note(failed)}`] : []),
    ...table(rows, { columns, least: Number.POSITIVE_INFINITY }),
  ];
}
