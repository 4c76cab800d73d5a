import { intervalRows } from '../chart/interval-rows.js';
import type { MetricName } from '../model/metric-name.js';
import type { BaselineName, Scores } from '../tune/event.js';
import { answerWords, capital, endingWords } from '../words/answer.js';
import { calibrationWords } from '../words/calibration.js';
import { intervalWords } from '../words/interval.js';
import { baselineTitle, metricTitle, scoreText, sureness } from '../words/metric.js';
import { count, range } from '../words/number.js';
import { warningWords } from '../words/warning.js';
import { figure } from './figure.js';
import { escaped, list, paragraph, prose, table } from './html.js';
import type { Material } from './material.js';

const order: readonly BaselineName[] = ['default', 'linear', 'constant'];

/** The page's head: what a person wants to know first. */
export function answerHead(material: Material): string {
  const { name, finished, evidence, target } = material;
  const [first] = answerWords(finished, target);
  const file = evidence.data?.file;
  const where = file ? `, predicted from ${file}` : '';
  return [
    '<header>',
    `<p class="eyebrow"><b>${escaped(target)}</b>${escaped(where)} · study ${escaped(name)}</p>`,
    `<h1>${prose(first!)}</h1>`,
    paragraph(`${finished.report.final} ${endingWords(finished)}`, 'lead'),
    '</header>',
  ].join('');
}

/** The answer, and how sure a single prediction is. */
export const answerSection = (material: Material): string => answerFigure(material) + answerDetails(material);

/** The model against the baselines, on the same rows. */
function answerFigure(material: Material): string {
  const { finished, metric, measure, direction, target } = material;
  const { test, baselines, beaten, winner, report, best } = finished;
  const [, second] = answerWords(finished, target);
  const own = beaten ? test[metric] : report.comparison.tunedScore;
  const rows = [
    ...(beaten || best
      ? [
          {
            name: beaten ? 'your model' : 'the best tuned network',
            value: own ?? Number.NaN,
            interval: beaten ? test.interval : undefined,
            scores: beaten ? (test as Scores) : { [metric]: own },
            strong: beaten,
          },
        ]
      : []),
    ...order.map((each) => ({
      name: `${shortTitle[each]}${!beaten && winner === each ? ', your model' : ''}`,
      value: baselines[each][metric] ?? Number.NaN,
      interval: !beaten && winner === each ? test.interval : undefined,
      scores: baselines[each],
      strong: !beaten && winner === each,
    })),
  ];
  const { rows: _, interval: __, ...scores } = test;
  const measured = Object.entries(scores).filter(([, score]) => typeof score === 'number');
  const names = measured
    .map(([key]) => key as MetricName)
    .sort((a, b) => Number(b === metric) - Number(a === metric));
  return figure({
    finding: second!,
    about: `${capital(test.targets ? `${measure}, over ${count(Object.keys(test.targets).length, 'target')},` : metricTitle[metric])} on ${count(test.rows, 'test row')}; ${direction === 'minimize' ? 'lower' : 'higher'} is better. The pale bar is the ${sureness} interval.`,
    draw: ({ width }, label) =>
      intervalRows({
        width,
        label,
        axis: measure,
        rows: rows.map(({ name, value, interval, strong }) => ({
          name,
          value,
          interval,
          shown: scoreText(metric, value),
          tone: strong ? 'one' : 'quiet',
          strong,
        })),
      }),
    table: {
      head: ['on the test rows', ...names, sureness],
      rows: rows.map(({ name, scores: each, interval }) => [
        name,
        ...names.map((key) => (each[key] === undefined ? '' : scoreText(key, each[key]))),
        interval ? range(interval) : '',
      ]),
      right: names.map((_name, i) => i + 1),
    },
  });
}

const shortTitle: Readonly<Record<BaselineName, string>> = {
  ...baselineTitle,
  default: 'the default network',
};

/** How sure a single prediction is, and each of several targets in its own units. */
function answerDetails({ finished, target, metric }: Material): string {
  const said = [intervalWords(finished, target), ...calibrationWords(finished)].filter(
    (each) => each !== undefined,
  );
  const { targets } = finished.test;
  const rows = Object.entries(targets ?? {}).map(([name, { interval, ...scores }]) => [
    name,
    scoreText(metric, scores[metric] ?? Number.NaN),
    range(interval),
    ...order.map((each) =>
      scoreText(metric, finished.baselines[each].targets?.[name]?.[metric] ?? Number.NaN),
    ),
  ]);
  const head = ['target', `${metric}, your model`, sureness, 'default', 'line', 'constant'];
  return [
    ...said.map((each) => paragraph(each)),
    rows.length > 0 ? table({ head, rows, right: head.map((_, i) => i).slice(1) }) : '',
  ].join('');
}

/** What a careful person would point out about the table. */
export const warningSection = ({ finished }: Material): string =>
  (finished.warnings ?? []).length > 0
    ? `<div class="warn">${list(finished.warnings.map((each) => sentence(warningWords(each))))}</div>`
    : '';

const sentence = (text: string) => `${text}.`;
