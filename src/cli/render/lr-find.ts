import { noiseWords, rateWords } from '../../words/lr-find.js';
import { short } from '../../words/number.js';
import { wholeSettingLine } from '../../words/setting.js';
import type { LrFound } from '../job.js';
import { curveLines } from './curve.js';
import { type LrFindSubject, lrFindNext } from './lr-find-next.js';
import type { Style } from './style.js';
import { paragraph, table } from './table.js';

export interface LrFindText {
  readonly style: Style;
  readonly columns: number;
  readonly subject: LrFindSubject;
}

/** The curve of the range tests, what it says, what the gradients say, and the next commands. */
export function lrFindLines(found: LrFound, { style, columns, subject }: LrFindText): string[] {
  const { setting, remark, rate, ownRate, noise } = found;
  const ends = [short(rate.rates[0]!), short(Number(rate.rates.at(-1)!.toPrecision(2)))] as const;
  const said = (title: string, words: string) => [
    `  ${style.strong(title)}`,
    ...paragraph(style.text(words), columns),
    '',
  ];
  return [
    '',
    ...paragraph(style.text(settingWords(found)), columns),
    ...(remark ? paragraph(remark, columns) : []),
    '',
    `  ${style.strong('validation loss by learning rate')}`,
    `  ${style.faint('1 is what the same prediction for every row gives')}`,
    ...curveLines(rate.losses, { columns, rows: 7, ascii: style.ascii, ends }),
    '',
    ...said('learning rate', rateWords(rate, ownRate)),
    ...said('mini-batch', noiseWords(noise, Number(setting.batch_size))),
    ...nextLines(found, subject, style, columns),
  ];
}

function settingWords({ study, trial, setting, ownRate }: LrFound): string {
  const { learning_rate: _, ...others } = setting;
  const line = wholeSettingLine(ownRate === undefined ? others : setting);
  if (study === undefined) return line;
  return trial === undefined
    ? `The usual setting, for study ${study} has no complete trial yet: ${line}`
    : `Trial #${trial} of ${study}: ${line}`;
}

function nextLines(found: LrFound, subject: LrFindSubject, style: Style, columns: number): string[] {
  const next = lrFindNext(found, subject);
  if (next.length === 0) return [];
  const rows = next.map(([command, why]) => [command, style.faint(why)]);
  return [`  ${style.strong('Next')}`, ...table(rows, { columns, least: Number.POSITIVE_INFINITY })];
}
