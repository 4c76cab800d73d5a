import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SweetspotError } from '../../error.js';
import type { Table } from '../table.js';
import { readAny, readPlain } from './delimited.js';
import { lazyColumn } from './lazy-column.js';
import { scanPlainText } from './plain-text.js';

const layoutOf = (text: string, delimiter: string) => {
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const stripReturn = newline === '\n' && text.includes('\r\n');
  return { delimiter, newline, stripReturn } as const;
};
const shown = (table: Table) => ({
  ...table,
  columns: table.columns.map(({ name, values }) => ({ name, values: [...values] })),
});

/** Where the quick way answers, papaparse answers the same; where it does not, nothing is claimed. Says whether it answered. */
function agree(text: string, delimiter: string): boolean {
  const layout = layoutOf(text, delimiter);
  const quick = attempt(() => readPlain(text, 'x.csv', layout));
  if (quick === undefined) return false;
  expect(quick).toEqual(attempt(() => readAny(text, 'x.csv', layout, false)));
  return true;
}

function attempt(act: () => Table | undefined) {
  try {
    const table = act();
    return table && shown(table);
  } catch (error) {
    if (error instanceof SweetspotError) return error.message;
    throw error;
  }
}

describe('the quick way gives what papaparse gives', () => {
  const piece = fc.constantFrom(
    'a',
    'é',
    '7',
    '',
    ',',
    ',',
    ';',
    '\n',
    '\n',
    '\r\n',
    '\r',
    '"',
    '""',
    '"b"',
    '"c,\n"',
    ' ',
    '\t',
    '😀',
  );

  test('for any text', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom(',', ';', '\t'),
        (pieces, delimiter) => {
          agree(pieces.join(''), delimiter);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('for tables, which it always reads', () => {
    const cell = fc.constantFrom(
      'a',
      '1.5',
      '',
      ' b ',
      'é',
      '"x"',
      '"x,y"',
      '"say ""so"""',
      '"two\nlines"',
      'it"s',
    );
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\n', '\n\n'),
        (table, newline, tail) => {
          const header = table[0]!.map((_, c) => `c${c}`);
          const lines = [header, ...table, header].map((row) => row.join(','));
          expect(agree(lines.join(newline) + tail.replaceAll('\n', newline), ',')).toBe(true);
        },
      ),
    );
  });

  test.each(['diamonds.csv', 'cars.csv', 'penguins.csv'])('for %s', (name) => {
    const text = readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8');
    expect(agree(text, ',')).toBe(true);
  });
});

test('what it cannot vouch for it leaves to papaparse', () => {
  const scan = (text: string) => scanPlainText(text, { delimiter: ',', stripReturn: false });
  for (const text of ['a,b\n1\n', 'a,b\n\n1,2\n', 'a,b\n"1,2\n', 'a,b\n"1"x,2\n'])
    expect(scan(text)).toBeUndefined();
  expect(scan('a,b\n1,2\n')?.rows).toBe(1);
});

test('texts of a long column are made again when they are asked for again', async () => {
  const many = lazyColumn('n', 150_000, String);
  const before = many.values;
  expect(many.values).toBe(before);
  await Promise.resolve();
  expect(many.values).toEqual(before);
  expect(many.values[149_999]).toBe('149999');
});

test('columns can be asked and copied as any other', () => {
  const { columns } = readPlain('a,b\n1,x\n2,y\n', 'x', layoutOf('\n', ','))!;
  expect(columns[1]!.values).toEqual(['x', 'y']);
  expect(columns[1]!.values).toEqual(['x', 'y']);
  expect({ ...columns[0]! }).toEqual({ name: 'a', values: ['1', '2'] });
});
