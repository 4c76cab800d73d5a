import { noiseWords, rateWords } from '../../words/lr-find.js';
import { short } from '../../words/number.js';
import { wholeSettingLine } from '../../words/setting.js';
import type { LrFound } from '../job.js';
import { curveLines } from './curve.js';
import type { Style } from './style.js';
import { paragraph } from './table.js';

export interface LrFindText {
  readonly style: Style;
  readonly columns: number;
  /** The command that trains with a rate: `sweetspot train houses.csv --target price`. */
  readonly train: string;
}

/** The curve of the range tests, what it says, what the gradients say, and the next command. */
export function lrFindLines({ setting, remark, rate, noise }: LrFound, text: LrFindText): string[] {
  const { style, columns, train } = text;
  const { learning_rate: _, ...others } = setting;
  const ends = [short(rate.rates[0]!), short(Number(rate.rates.at(-1)!.toPrecision(2)))] as const;
  const said = (title: string, words: string) => [
    `  ${style.strong(title)}`,
    ...paragraph(words, columns),
    '',
  ];
  return [
    '',
    ...paragraph(style.text(wholeSettingLine(others)), columns),
    ...(remark ? paragraph(remark, columns) : []),
    '',
    `  ${style.strong('loss by learning rate')} ${style.faint('relative to the beginning; the rate grows from step to step')}`,
    ...curveLines(rate.losses, { columns, rows: 7, ascii: style.ascii, ends }),
    '',
    ...said('learning rate', rateWords(rate)),
    ...said('mini-batch', noiseWords(noise, Number(setting.batch_size))),
    ...next(rate.steepest?.rate, train, style),
  ];
}

function next(rate: number | undefined, train: string, style: Style): string[] {
  if (rate === undefined) return [];
  const command = `${train} --set learning_rate=${short(Number(rate.toPrecision(2)))}`;
  return [
    `  ${style.strong('Next')}`,
    `  ${command}`,
    '      the whole training at this rate, with its validation score',
  ];
}
