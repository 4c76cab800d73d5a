import type { MetricName } from '../../model/metric-name.js';
import type { BaselineName, FinishedEvent, MetricScores, Scores } from '../../tune/event.js';
import { baselineTitle, scoreText, shortTitle, sureness } from '../../words/metric.js';
import { range } from '../../words/number.js';
import type { Style } from './style.js';
import { table } from './table.js';
import { cut } from './width.js';

export interface ScoreTableOptions {
  readonly style: Style;
  readonly columns: number;
}

const order: readonly BaselineName[] = ['default', 'linear', 'constant'];

/** What the model and the baselines score on the test rows. */
export const scoreTable = (event: FinishedEvent, options: ScoreTableOptions): string[] =>
  event.test.targets === undefined
    ? byModel(event, options)
    : [...byTarget(event, options), '', ...ofEachTarget(event, options)];

/** A row for each model, a column for each metric. */
function byModel(event: FinishedEvent, { columns, style }: ScoreTableOptions): string[] {
  const { baselines } = event;
  const names = metricsOf(event);
  const cells = (each: Scores) => names.map((name) => cell(name, each));
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

/** With several targets: a row for each, in its units, and a column for each model. */
function byTarget(event: FinishedEvent, { columns, style }: ScoreTableOptions): string[] {
  const { metric, test, baselines } = event;
  const models: (readonly [string, Scores])[] = [
    ...ownRow(event).map(([title, each]) => [shortTitle[title] ?? title, each] as const),
    ...order.map((name) => [shortTitle[name]! + savedMark(event, name), baselines[name]] as const),
  ];
  const row = (title: string, of: (scores: Scores) => MetricScores | undefined) => [
    nameIn(columns, style)(title),
    ...models.map(([, scores]) => cell(metric, of(scores))),
  ];
  return table(
    [
      [`${metric} on test rows`, ...models.map(([title]) => title)],
      row('overall', (scores) => scores),
      ...Object.keys(test.targets!).map((name) => row(name, ({ targets }) => targets?.[name])),
    ].map((each) => [...each, '']),
    { columns, right: models.map((_, j) => j + 1), header: style.faint, gap: gapIn(columns) },
  );
}

/** What is saved, target by target: every metric, and the interval of the study's own. */
function ofEachTarget(event: FinishedEvent, { columns, style }: ScoreTableOptions): string[] {
  const { targets } = event.test;
  const [own, ...others] = metricsOf(event);
  return table(
    [
      ['your model', own!, sureness, ...others],
      ...Object.entries(targets!).map(([name, scores]) => [
        nameIn(columns, style)(name),
        cell(own!, scores),
        range(scores.interval),
        ...others.map((other) => cell(other, scores)),
      ]),
    ].map((each) => [...each, '']),
    { columns, right: [1, 2, ...others.map((_, j) => j + 3)], header: style.faint, gap: gapIn(columns) },
  );
}

/** A long name is cut, so that the numbers have their place. */
const nameIn = (columns: number, style: Style) => (name: string) =>
  cut(style.text(name), Math.max(12, Math.floor(columns / 4)));

const gapIn = (columns: number) => (columns < 96 ? 2 : 3);

/** The study's metric first. */
function metricsOf({ test, metric }: FinishedEvent): MetricName[] {
  const { rows: _, interval: __, targets: ___, ...scores } = test;
  return (Object.keys(scores) as MetricName[]).sort((a, b) => Number(b === metric) - Number(a === metric));
}

const cell = (name: MetricName, scores: MetricScores | undefined) =>
  scores?.[name] === undefined ? '' : scoreText(name, scores[name]);

/** The tuned model; when a baseline was saved instead, what is known of the best tuned network. */
function ownRow({ beaten, best, test, metric, report }: FinishedEvent): (readonly [string, Scores])[] {
  if (beaten) return [['your model', test]];
  return best ? [['the best tuned network', { [metric]: report.comparison.tunedScore }]] : [];
}

const savedMark = ({ beaten, winner }: FinishedEvent, name: BaselineName) =>
  !beaten && winner === name ? ', your model' : '';
