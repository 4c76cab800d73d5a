import type { FinishedEvent } from '../../tune/event.js';
import { answerWords, endingWords } from '../../words/answer.js';
import { calibrationWords } from '../../words/calibration.js';
import { intervalWords } from '../../words/interval.js';
import { enoughForSizes, sizeWords, speedWords } from '../../words/size.js';
import type { Page } from './explain-section.js';
import { scoreTable } from './score-table.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';

/** How the report knows what to call things. */
export interface ReportOptions {
  readonly target: string;
  readonly style: Style;
  readonly columns: number;
}

/** What a person is told at the end: the answer first, then why, then what to doubt. */
export function reportLines(event: FinishedEvent, options: ReportOptions): string[] {
  const { style, columns } = options;
  return [
    '',
    ...paragraph(endingWords(event), columns),
    '',
    ...answerLines(event, options),
    '',
    ...scoreTable(event, options),
    '',
    ...spaced(sureness(event, options)),
    ...spaced(settingTable(event, options)),
    ...paragraph(style.text(event.report.final), columns),
    ...measured(event, options),
    ...doubts(event, options),
  ];
}

/** How sure a single prediction is. */
function sureness(event: FinishedEvent, { style, target, columns }: ReportOptions): string[] {
  const sentences = [intervalWords(event, target), ...calibrationWords(event)];
  return sentences.flatMap((each) => (each === undefined ? [] : paragraph(style.text(each), columns)));
}

const spaced = (lines: string[]) => (lines.length > 0 ? [...lines, ''] : []);

/** The answer alone; `--quiet` prints nothing else. */
export function answerLines(event: FinishedEvent, { style, target, columns }: ReportOptions): string[] {
  const [first, ...rest] = answerWords(event, target);
  return [
    ...paragraph(style.text(first!), columns).map((line) =>
      event.beaten ? style.strong(line) : style.note(line),
    ),
    ...rest.flatMap((line) => paragraph(style.text(line), columns)),
  ];
}

/** The setting that was chosen, and for each hyperparameter the range that is as good and what others lost. */
export function settingTable(
  { report, best }: Pick<FinishedEvent, 'report' | 'best'>,
  { columns, style }: Page,
): string[] {
  if (report.settings.length === 0 || !best) return [];
  return table(
    [
      ['setting', 'chosen', 'also fine', 'why'],
      ...report.settings.map(({ name, chosen, alsoFine, why }) =>
        [name, chosen, alsoFine, why].map(style.text),
      ),
    ],
    { columns, header: style.faint },
  );
}

/** Speed by batch size, and which sizes were too few or too many. */
function measured({ report }: FinishedEvent, { style, columns }: ReportOptions): string[] {
  const { speed = [], sizes = [] } = report;
  const rows = speedWords(speed);
  const sized = sizes.filter(({ complete }) => complete > 0).length;
  const tried = sizes.reduce((all, { complete }) => all + complete, 0);
  return [
    ...(rows ? paragraph(style.text(`Rows a second: ${rows}.`), columns) : []),
    ...(sized > 1 && tried >= enoughForSizes ? paragraph(style.text(`${sizeWords(sizes)}.`), columns) : []),
  ];
}

/** What a careful person would not trust. */
export function doubts({ report }: Pick<FinishedEvent, 'report'>, { style, columns }: Page): string[] {
  if (report.doubts.length === 0) return [];
  return [
    '',
    `  ${style.strong('What I would not trust')}`,
    ...report.doubts.flatMap((doubt) => paragraph(style.text(doubt), columns, '- ')),
  ];
}
