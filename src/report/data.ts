import { stack } from '../chart/stack.js';
import type { DataEvent } from '../tune/event.js';
import { bytes, count, percent, whole } from '../words/number.js';
import { figure } from './figure.js';
import { facts } from './html.js';
import type { Material } from './material.js';

/** What was read, what was taken for granted, and how the rows were split. */
export function dataSection({ evidence }: Material): string {
  const { data } = evidence;
  if (data === undefined) return '';
  const kinds = [
    [data.inputs.number, 'number', 'numbers'],
    [data.inputs.category, 'category', 'categories'],
    [data.inputs.boolean, 'yes-or-no', 'yes-or-no'],
    [data.inputs.date, 'date', 'dates'],
  ] as const;
  const inputs = kinds.filter(([n]) => n > 0).map(([n, one, many]) => count(n, one, many));
  return [
    facts([
      [
        'File',
        `${data.file}: ${count(data.rows, 'row')}, ${count(data.columns, 'column')}, ${bytes(data.bytes)}`,
      ],
      ['Inputs', `${inputs.join(', ')} → ${count(data.inputs.encoded, 'network input')}`],
      ...data.assumptions.map(
        ({ about, text, flag }) =>
          [`Assumed`, `${about}: ${text}${flag ? ` (change: ${flag})` : ''}`] as const,
      ),
    ]),
    splitFigure(data),
  ].join('');
}

function splitFigure({ split }: DataEvent): string {
  const { train, validation, test, testFile, folds = 1 } = split;
  const all = train + validation + test;
  const parts =
    folds > 1
      ? [
          { name: `${folds}-fold cross-validation`, size: train + validation },
          { name: 'test', size: test },
        ]
      : [
          { name: 'train', size: train },
          { name: 'validation', size: validation },
          { name: 'test', size: test },
        ];
  const shown = parts.map((part) => ({
    ...part,
    shown: `${whole(part.size)} (${percent(part.size / all)})`,
  }));
  return figure({
    finding: `The ${count(test, 'test row')}${testFile ? ` of ${testFile}` : ''} played no part in training or choosing.`,
    about:
      'How the rows were split for the search; what was confirmed trained on further splits of the rows that are no test rows.',
    draw: ({ width }, label) => stack({ width, label, parts: shown }),
    table: { head: ['part', 'rows'], rows: shown.map((part) => [part.name, part.shown]), right: [1] },
  });
}
