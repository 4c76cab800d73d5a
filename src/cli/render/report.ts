import type { MetricName } from '../../model/metric-name.js';
import { isBetter } from '../../study/direction.js';
import type { BaselineName, FinishedEvent, Scores } from '../../tune/event.js';
import { against, baselineTitle, scoreSentence, scoreText, theBaseline } from './metric.js';
import { apart, count, duration, range } from './number.js';
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
    ...paragraph(ending(event), columns),
    '',
    ...answerLines(event, options),
    '',
    ...scoreTable(event, options),
    '',
    ...spaced(settingTable(event, options)),
    ...paragraph(style.text(event.report.final), columns),
    ...doubts(event, options),
  ];
}

const spaced = (lines: string[]) => (lines.length > 0 ? [...lines, ''] : []);

function ending({ seconds, trials, interrupted, reason }: FinishedEvent): string {
  const all = trials.complete + trials.stopped + trials.diverged + trials.failed;
  const parts = [
    trials.stopped ? `${trials.stopped} stopped early` : '',
    trials.diverged ? `${trials.diverged} diverged` : '',
    trials.failed ? `${trials.failed} failed` : '',
  ].filter(Boolean);
  const why = interrupted
    ? ' Interrupted: this is what was found until then.'
    : reason
      ? ` Ended early: ${reason}.`
      : '';
  return `Done in ${duration(seconds)}: ${count(all, 'trial')}${parts.length ? ` (${parts.join(', ')})` : ''}.${why}`;
}

/** The answer alone; `--quiet` prints nothing else. */
export function answerLines(event: FinishedEvent, { style, target, columns }: ReportOptions): string[] {
  const [first, ...rest] = event.beaten ? success(event, target) : honestFailure(event);
  return [
    ...paragraph(style.text(first!), columns).map((line) =>
      event.beaten ? style.strong(line) : style.note(line),
    ),
    ...rest.flatMap((line) => paragraph(style.text(line), columns)),
  ];
}

function success(event: FinishedEvent, target: string): string[] {
  const { metric, test, report } = event;
  const score = scoreText(metric, test[metric] ?? report.comparison.tunedScore);
  return [scoreSentence(metric, score, range(test.interval), target), compared(event)];
}

/** Against the best baseline; an interval that holds zero is a tie. */
function compared({ report, metric, direction, test }: FinishedEvent): string {
  const { baseline, baselineScore, tunedScore, difference } = report.comparison;
  const [, theirs] = apart(tunedScore, baselineScore);
  const title = `${baselineTitle[baseline]} (${theirs})`;
  const where = `on ${count(test.rows, 'row')} it never saw`;
  const [low, high] = difference;
  if (low <= 0 && high >= 0) {
    return `No real difference from ${title} ${where}: within the noise (95 %: ${range(difference, true)}), call it a tie.`;
  }
  const sizes = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b) as [number, number];
  const side = high < 0 ? 'lower' : 'higher';
  const gain = capital(against(direction, tunedScore, baselineScore, title));
  return `${gain}, ${where}; the difference is real (${metric} ${range(sizes)} ${side}, 95 %).`;
}

/** What was saved, and how far the best tuned network was from it on the test rows. */
function honestFailure(event: FinishedEvent): string[] {
  const { report, winner, metric } = event;
  const { baseline, baselineScore, tunedScore } = report.comparison;
  const saved = theBaseline[winner === 'tuned' ? baseline : winner];
  const [theirs, ours] = apart(baselineScore, tunedScore);
  const kept = `${capital(saved)} is what was saved as the model.`;
  if (!event.best)
    return [`No trial came to its end, so nothing could beat ${saved} (${metric} ${theirs}).`, kept];
  if (!Number.isFinite(tunedScore)) return [`Nothing beat ${saved} (${metric} ${theirs}).`, kept];
  const scores = `${metric} ${theirs}; the best tuned network ${ours}`;
  if (!isBetter(tunedScore, baselineScore, event.direction))
    return [`Nothing beat ${saved} (${scores}).`, kept];
  return [`Nothing beat ${saved} on the validation rows, which decide (on the test rows: ${scores}).`, kept];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const order: readonly BaselineName[] = ['default', 'linear', 'constant'];

function scoreTable(event: FinishedEvent, { columns, style }: ReportOptions): string[] {
  const { test, baselines, metric } = event;
  const { rows: _, interval: __, ...scores } = test;
  const names = (Object.keys(scores) as MetricName[]).sort(
    (a, b) => Number(b === metric) - Number(a === metric),
  );
  const cells = (each: Scores) =>
    names.map((name) => (each[name] === undefined ? '' : scoreText(name, each[name])));
  return table(
    [
      ['on the test rows', ...names],
      ...ownRow(event).map(([title, each]) => [title, ...cells(each)]),
      ...order
        .filter((name) => baselines[name])
        .map((name) => [baselineTitle[name] + savedMark(event, name), ...cells(baselines[name])]),
    ].map((row) => [...row, '']),
    { columns, right: names.map((_, j) => j + 1), header: style.faint },
  );
}

/** The tuned model; when a baseline was saved instead, what is known of the best tuned network. */
function ownRow({ beaten, best, test, metric, report }: FinishedEvent): (readonly [string, Scores])[] {
  if (beaten) return [['your model', test]];
  return best ? [['the best tuned network', { [metric]: report.comparison.tunedScore }]] : [];
}

const savedMark = ({ beaten, winner }: FinishedEvent, name: BaselineName) =>
  !beaten && winner === name ? ', your model' : '';

function settingTable({ report, best }: FinishedEvent, { columns, style }: ReportOptions): string[] {
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

function doubts({ report }: FinishedEvent, { style, columns }: ReportOptions): string[] {
  if (report.doubts.length === 0) return [];
  return [
    '',
    `  ${style.strong('What I would not trust')}`,
    ...report.doubts.flatMap((doubt) => paragraph(style.text(doubt), columns, '- ')),
  ];
}
