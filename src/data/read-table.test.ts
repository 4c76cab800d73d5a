import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { SweetspotError } from '../error.js';
import { type ReadOptions, readTable } from './read-table.js';
import { rowNumber, type Table } from './table.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, options?: ReadOptions) => readTable(bytesOf(text), 'houses.csv', options);
const cells = (table: Table) =>
  Object.fromEntries(table.columns.map((column) => [column.name, column.values]));

function failure(act: () => unknown): SweetspotError {
  try {
    act();
  } catch (error) {
    if (error instanceof SweetspotError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('real files', () => {
  test.each([
    ['diamonds.csv', 53_940, 10],
    ['cars.csv', 406, 8],
    ['penguins.csv', 344, 7],
  ])('%s', (name, rows, columns) => {
    const bytes = readFileSync(new URL(`../../examples/${name}`, import.meta.url));
    const table = readTable(bytes, name);
    expect([table.rows, table.columns.length, table.delimiter]).toEqual([rows, columns, ',']);
    expect(table.columns.every((column) => column.values.length === rows)).toBe(true);
  });
});

describe('what files look like', () => {
  test('tabs, semicolons and bars are found out', () => {
    for (const delimiter of ['\t', ';', '|']) {
      const table = read(`a${delimiter}b\n1,5${delimiter}2\n3,5${delimiter}4\n`);
      expect(table.delimiter).toBe(delimiter);
      expect(cells(table)).toEqual({ a: ['1,5', '3,5'], b: ['2', '4'] });
    }
  });

  test('the delimiter can be said', () => {
    expect(cells(read('a:b\n1:2\n', { delimiter: ':' }))).toEqual({ a: ['1'], b: ['2'] });
  });

  test('tab can be typed', () => {
    expect(cells(read('a\tb\n1\t2\n', { delimiter: 'tab' }))).toEqual({ a: ['1'], b: ['2'] });
    expect(failure(() => read('a,b\n1,2\n', { delimiter: '"' })).kind).toBe('usage');
  });

  test('quotes hold delimiters, quotes and line ends', () => {
    expect(cells(read('a,b\n"x, ""y""","line 1\nline 2"\n'))).toEqual({
      a: ['x, "y"'],
      b: ['line 1\nline 2'],
    });
  });

  test('a byte order mark and CRLF leave no trace', () => {
    const table = read('\ufeffa,b\r\n1,2\r\n"3","4"\r\n');
    expect(cells(table)).toEqual({ a: ['1', '3'], b: ['2', '4'] });
  });

  test('CRLF leaves no trace behind a line feed within a name, nor in files that mix their line ends', () => {
    expect(cells(read('"a\nb",c\r\n1,yes\r\n2,no\r\n'))).toEqual({ 'a\nb': ['1', '2'], c: ['yes', 'no'] });
    expect(cells(read('a,b\n1,yes\r\n2,no\n'))).toEqual({ a: ['1', '2'], b: ['yes', 'no'] });
    const ragged = read('"a\nb",c\r\n1,yes\r\n2\r\n3,no\r\n', { dropBadRows: true });
    expect(cells(ragged)).toEqual({ 'a\nb': ['1', '3'], c: ['yes', 'no'] });
  });

  test('lone carriage returns end lines in files without line feeds', () => {
    expect(cells(read('a,b\r1,2\r3,4\r'))).toEqual({ a: ['1', '3'], b: ['2', '4'] });
  });

  test('blank lines are skipped, and rows keep the numbers that a spreadsheet shows', () => {
    const table = read('a,b\n1,2\n\n3,4\n');
    expect([0, 1].map((row) => rowNumber(table, row))).toEqual([2, 4]);
  });

  test('empty rows that spreadsheets leave at the end are dropped with a note', () => {
    const table = read('a,b\n1,2\n,\n,\n');
    expect(table.rows).toBe(1);
    expect(table.notes).toEqual([{ text: '2 empty rows at the end left out' }]);
  });

  test('one column needs no delimiter, and its blank lines are missing values', () => {
    expect(cells(read('a\n1\n\n3\n'))).toEqual({ a: ['1', '', '3'] });
  });

  test('an unnamed column is named after its place', () => {
    const table = read(',b\n1,2\n');
    expect(table.columns.map((column) => column.name)).toEqual(['column_1', 'b']);
    expect(table.notes[0]?.text).toContain('"column_1"');
  });

  test('bad rows are left out when asked, and the numbers of the others stay', () => {
    const table = read('a,b\n1,2\n3\n5,6,7\n8,9\n', { dropBadRows: true });
    expect(cells(table)).toEqual({ a: ['1', '8'], b: ['2', '9'] });
    expect(rowNumber(table, 1)).toBe(5);
    expect(table.notes).toEqual([{ text: '2 rows with too many or too few fields left out (3, 4)' }]);
  });
});

describe('bad files', () => {
  const cases: readonly (readonly [what: string, text: string, message: string])[] = [
    ['empty', '', 'houses.csv is empty.'],
    ['blank', ' \n\n', 'houses.csv is empty.'],
    ['a header alone', 'a,b\n', 'houses.csv has a header but no rows.'],
    ['too few fields', 'a,b\n1,2\n3\n', 'houses.csv row 3 has 1 field; the header has 2.'],
    [
      'several ragged rows',
      'a,b\n1,2,3\n4,5\n6\n',
      'houses.csv row 2 has 3 fields; the header has 2 (1 more row like it: 4).',
    ],
    ['one name twice', 'a,b,a\n1,2,3\n', 'houses.csv names 2 columns "a" (columns 1, 3); names must differ.'],
    [
      'a quote left open',
      'a,b\n1,2\n"3,4\n5,6\n',
      'houses.csv row 3: a field opens with a quote (") that is never closed.',
    ],
    ['zero bytes', 'a,b\n1,\0\n', 'houses.csv is not text: it holds a zero byte.'],
  ];
  test.each(cases)('%s', (_, text, message) => {
    const error = failure(() => read(text));
    expect([error.kind, error.message]).toEqual(['data', message]);
    expect(error.next).toBeTruthy();
  });

  test('ragged rows say how to go on', () => {
    expect(failure(() => read('a,b\n1;2\n3;4\n', { delimiter: ',' })).next).toContain('--delimiter');
    expect(failure(() => read('a,b\n1,2\n3,4\n1\n')).next).toContain('--drop-bad-rows');
  });

  test('bytes that are not UTF-8 are named by place', () => {
    const error = failure(() => readTable(Uint8Array.of(97, 44, 98, 10, 49, 44, 0xe9, 10), 'houses.csv'));
    expect(error.message).toBe('houses.csv is not UTF-8: byte 7 (line 2) is 0xe9.');
    expect(error.next).toContain('--encoding latin1');
  });

  test('a character cut off at the end is found', () => {
    expect(failure(() => readTable(Uint8Array.of(97, 10, 0xc3), 'houses.csv')).message).toContain('byte 3');
  });

  test.each([
    ['a spreadsheet', [0x50, 0x4b, 3, 4]],
    ['gzip more than once', [0x1f, 0x8b, 8]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['an Arrow', [...'ARROW1\0\0'].map((each) => each.charCodeAt(0))],
  ])('%s is recognised', (what, bytes) => {
    expect(failure(() => readTable(Uint8Array.from(bytes), 'houses.csv')).message).toContain(what);
  });
});

test('a page of HTML is recognised', () => {
  expect(failure(() => read('<!DOCTYPE html>\n<html>')).message).toMatch(
    /^houses.csv is a page of HTML or XML; read are CSV/,
  );
});

test('whatever is written is read again', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '1', ',', ';', '"', '\n', ' ', '\t', "'", '😀') });
  const tables = fc
    .integer({ min: 2, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
  fc.assert(
    fc.property(
      tables,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      (rows, delimiter, newline) => {
        const kept = [...rows, rows[0]!.map(() => 'end')];
        const names = rows[0]!.map((_, c) => `c${c}`);
        const text = Papa.unparse([names, ...kept], { delimiter, newline, quotes: true });
        const table = readTable(bytesOf(text), 'x', { delimiter });
        expect(kept.map((_, r) => table.columns.map((column) => column.values[r]))).toEqual(kept);
      },
    ),
  );
});
