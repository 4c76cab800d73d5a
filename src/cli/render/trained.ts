import { type MetricName, scoreName } from '../../model/metric-name.js';
import type { MetricScores } from '../../tune/event.js';
import { diagnosisText } from '../../words/explain/coach.js';
import { scoreText } from '../../words/metric.js';
import { apart, count, digits, duration } from '../../words/number.js';
import { wholeSettingLine } from '../../words/setting.js';
import type { Trained } from '../job.js';
import { curveLines } from './curve.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';

export function trainedAnswer({ remark, ...trained }: Trained): string {
  const answer = scoreAnswer(trained);
  return remark === undefined ? answer : `${answer} ${remark}`;
}

function scoreAnswer(trained: Trained): string {
  const { was, metric, best } = trained;
  if (was?.validation === undefined) return ownAnswer(trained);
  const [own, before] = apart(best.validation, was.validation);
  const name = scoreName(metric, best.targets !== undefined);
  return `${ownAnswer(trained)} Trial #${was.trial} of ${was.study}, with ${count(was.epochs, 'epoch')}: ${before}${own === before ? ', the same' : ''} (${name}).`;
}

function ownAnswer({ metric, best, diverged, epochs, test }: Trained): string {
  const name = scoreName(metric, best.targets !== undefined);
  if (diverged && best.epoch === 0)
    return `It diverged after ${count(epochs, 'epoch')}: try a lower learning_rate.`;
  const onTest = test?.[metric] === undefined ? '' : `; on the test rows ${digits(test[metric])}`;
  const ended = diverged ? ` It then diverged, after ${count(epochs, 'epoch')}.` : '';
  return `${name} ${digits(best.validation)} on validation at epoch ${best.epoch} of ${epochs}${onTest}.${ended}`;
}

/** The setting, its two curves, and the score. */
export function trainedLines(result: Trained, style: Style, columns: number): string[] {
  const { curve, setting, metric, seconds, model } = result;
  const chart = (title: string, values: readonly number[], from: string) => [
    `  ${style.strong(title)} ${style.faint(from)}`,
    ...curveLines(values, { columns, rows: 7, ascii: style.ascii }),
    '',
  ];
  return [
    '',
    ...paragraph(style.text(wholeSettingLine(setting)), columns),
    '',
    ...chart(
      'train',
      curve.map((each) => each.loss),
      'loss by epoch, as it is trained',
    ),
    ...chart(
      'validation',
      curve.map((each) => each.validation),
      `${scoreName(metric, result.best.targets !== undefined)} by epoch`,
    ),
    ...paragraph(trainedAnswer(result), columns).map(result.diverged ? style.note : style.strong),
    ...paragraph(`Trained in ${duration(seconds)}.${model ? ` Saved in ${model}.` : ''}`, columns).map(
      style.faint,
    ),
    ...(result.best.targets ? ['', ...byTarget(result, style, columns)] : scores(result, columns)),
    ...coachLines(result, style, columns),
  ];
}

/** What is wrong with the curves, and what to try; nothing where they are sound. */
const coachLines = ({ coach }: Trained, style: Style, columns: number): string[] =>
  coach.length === 0
    ? []
    : ['', ...coach.flatMap((each) => paragraph(style.text(diagnosisText(each)), columns, '- '))];

function scores({ test = {}, metric }: Trained, columns: number): string[] {
  const others = Object.entries(test).filter(([name]) => name !== metric) as [MetricName, number][];
  if (others.length === 0) return [];
  const said = others.map(([name, value]) => `${name} ${digits(value)}`).join(', ');
  return paragraph(`On the test rows also: ${said}.`, columns);
}

/** Several targets, each in its units: on validation, then every metric on the test rows. */
function byTarget({ metric, best, test = {} }: Trained, style: Style, columns: number): string[] {
  const { targets = {}, ...overall } = test;
  const names = Object.keys(overall) as MetricName[];
  const row = (title: string, validation: number, scores: MetricScores = {}) => [
    style.text(title),
    scoreText(metric, validation),
    ...names.map((name) => (scores[name] === undefined ? '' : scoreText(name, scores[name]))),
    '',
  ];
  const each = Object.entries(best.targets ?? {});
  return table(
    [
      ['', `validation ${metric}`, ...names.map((name) => `test ${name}`), ''],
      row('overall', best.validation, overall),
      ...each.map(([name, validation]) => row(name, validation, targets[name])),
    ],
    { columns, right: [1, ...names.map((_, j) => j + 2)], header: style.faint },
  );
}
