import type { FinishedEvent } from '../../tune/event.js';
import { nextCommands, type Origin } from '../../words/next.js';
import type { Style } from './style.js';
import { table } from './table.js';

/** Commands worth running next, ready to paste, and the report to look at. */
export function nextLines(event: FinishedEvent, origin: Origin, style: Style, columns: number): string[] {
  const rows = nextCommands(event, origin).map(([command, why]) => [command, style.faint(why)]);
  return ['', `  ${style.strong('Next')}`, ...reportLine(event, style), ...table(rows, { columns })];
}

function reportLine({ reportFile, reportError }: FinishedEvent, style: Style): string[] {
  if (reportFile) return [`  ${reportFile}  ${style.faint('the same with charts: open it in a browser')}`];
  return reportError
    ? [`  ${style.note(`The report with charts could not be written: ${reportError}`)}`]
    : [];
}
