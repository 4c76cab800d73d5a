import { intervalRows } from '../chart/interval-rows.js';
import type { MetricName } from '../model/metric-name.js';
import type { BaselineName, Scores } from '../tune/event.js';
import { answerWords, capital, endingWords } from '../words/answer.js';
import { baselineTitle, metricTitle, scoreText } from '../words/metric.js';
import { count, range } from '../words/number.js';
import { figure } from './figure.js';
import { escaped, list, paragraph, prose } from './html.js';
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

/** The model against the baselines, on the same rows. */
export function answerFigure(material: Material): string {
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
  const names = (Object.keys(scores) as MetricName[]).sort(
    (a, b) => Number(b === metric) - Number(a === metric),
  );
  return figure({
    finding: second!,
    about: `${capital(metricTitle[metric])} on ${count(test.rows, 'test row')}; ${direction === 'minimize' ? 'lower' : 'higher'} is better. The pale bar is the 95 % interval.`,
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
      head: ['on the test rows', ...names, '95 %'],
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

/** What a careful person would not trust. */
export function doubtSection({ finished }: Material): string {
  const { doubts } = finished.report;
  if (doubts.length === 0) return paragraph('Nothing stood out.');
  return `<div class="warn">${list(doubts)}</div>`;
}
