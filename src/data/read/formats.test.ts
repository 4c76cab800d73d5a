import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SweetspotError } from '../../error.js';
import { type ReadOptions, readAnyTable } from '../read-table.js';
import { rowNumber, type Table } from '../table.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array, name: string, options?: ReadOptions) =>
  readAnyTable(typeof text === 'string' ? bytesOf(text) : text, name, options);
const cells = (table: Table) =>
  Object.fromEntries(table.columns.map((column) => [column.name, [...column.values]]));
const cellsIn = async (text: string, name = 'x.json', options?: ReadOptions) =>
  cells(await read(text, name, options));

async function failure(act: Promise<unknown>): Promise<SweetspotError> {
  const error = await act.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (error instanceof SweetspotError) return error;
  throw error ?? new Error('nothing was thrown');
}

describe('JSON', () => {
  const expected = { a: ['1', '2.5', ''], b: ['x', '', 'true'] };

  test.each([
    ['an array of objects', '[{"a": 1, "b": "x"}, {"a": 2.5}, {"b": true, "a": null}]'],
    ['an array of arrays', '[["a", "b"], [1, "x"], [2.5, null], [null, true]]'],
    ['an object of columns', '{"a": [1, 2.5, null], "b": ["x", null, true]}'],
    ["pandas' columns", '{"a":{"0":1,"1":2.5,"2":null},"b":{"0":"x","1":null,"2":true}}'],
    ["pandas' split", '{"columns":["a","b"],"index":[0,1,2],"data":[[1,"x"],[2.5,null],[null,true]]}'],
    ['rows within', '{"count": 3, "rows": [{"a": 1, "b": "x"}, {"a": 2.5}, {"b": true, "a": null}]}'],
  ])('%s', async (_, text) => {
    expect(await cellsIn(text)).toEqual(expected);
  });

  test('what it was taken for is said, with the flag', async () => {
    const { notes } = await read('{"n": 1, "rows": [{"a": 1}]}', 'houses.csv');
    expect(notes).toEqual([
      { text: 'read as JSON', flag: '--format' },
      { text: 'the rows are the member "rows"' },
    ]);
  });

  test('objects within objects are columns with a dot', async () => {
    expect(await cellsIn('[{"at": {"city": "Rome", "geo": {"lat": 41.9}}}, {"at": null}]')).toEqual({
      'at.city': ['Rome', ''],
      'at.geo.lat': ['41.9', ''],
      at: ['', ''],
    });
  });

  test('names that every object has by birth are no columns', async () => {
    expect(await cellsIn('[{"constructor": 1, "a": 2}, {"a": 3, "__proto__": 5}]')).toEqual({
      constructor: ['1', ''],
      a: ['2', '3'],
      ['__proto__']: ['', '5'],
    });
  });

  test('no number loses a digit, and what JSON does not have is missing', async () => {
    const numbers =
      '[{"a": 12345678901234567890, "b": 0.1234567890123456789, "c": 1e21}, {"a": -9007199254740993, "b": NaN, "c": -Infinity}]';
    expect(await cellsIn(numbers)).toEqual({
      a: ['12345678901234567890', '-9007199254740993'],
      b: ['0.1234567890123456789', ''],
      c: ['1e+21', ''],
    });
    expect(await cellsIn('[{"a": "NaN, 12345678901234567890 and \\"more\\""}]')).toEqual({
      a: ['NaN, 12345678901234567890 and "more"'],
    });
  });

  test.each([
    ['[{"a": 1}, {"a": 2}', 'x.json is not valid JSON: it ends too early.'],
    ['[{"a": 1},\n{"a": }]', /^x.json is not valid JSON( \(line 2\)|: unexpected })\.$/],
    ['[]', 'x.json has no rows.'],
    ['[1, 2]', 'x.json row 1 is a number, not an object.'],
    ['[{"a": 1}, null]', 'x.json row 2 is empty, not an object.'],
    ['"text"', 'x.json holds a string, not a table.'],
    ['{"a": [1, 2], "b": [1]}', 'x.json has 2 values in column "a" and 1 in "b".'],
    ['[["a", "b"], [1]]', 'x.json row 2 has 1 field; the header has 2.'],
    ['[{"a": [1]}]', 'column "a" row 1 holds an array.'],
    ['[{"a.b": 1, "a": {"b": 2}}]', 'x.json row 1 has two members that are called "a.b".'],
  ])('%s is refused', async (text, message) => {
    const error = await failure(read(text, 'x.json'));
    expect(error.kind).toBe('data');
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
    expect(error.next).toBeTruthy();
  });

  test('a column of lists can be left out', async () => {
    expect(await cellsIn('[{"a": [1], "b": 2}]', 'x.json', { ignore: ['a'] })).toEqual({ a: [''], b: ['2'] });
  });
});

describe('NDJSON', () => {
  test('is found out under any name; blank lines are skipped and rows keep their lines', async () => {
    const table = await read('{"a": 1, "b": "x"}\n\n{"a": 2}\n', 'log.txt');
    expect(cells(table)).toEqual({ a: ['1', '2'], b: ['x', ''] });
    expect([0, 1].map((row) => rowNumber(table, row))).toEqual([1, 3]);
    expect(table.notes[0]?.text).toContain('NDJSON');
  });

  test('bad lines are refused with their number, or left out', async () => {
    const text = '{"a": 1}\n{"a": \n[2]\n{"a": 3}\n';
    expect((await failure(read(text, 'x.ndjson'))).message).toBe(
      'x.ndjson line 2 is not a JSON object (2 such lines: 2, 3).',
    );
    const table = await read(text, 'x.ndjson', { dropBadRows: true });
    expect(cells(table)).toEqual({ a: ['1', '3'] });
    expect(rowNumber(table, 1)).toBe(4);
  });
});

describe('which format', () => {
  test('the flag wins over content and name', async () => {
    expect(await cellsIn('{"a": 1}\n{"a": 2}', 'x.json', { format: 'csv' })).toEqual({
      '{"a": 1}': ['{"a": 2}'],
    });
    expect(await cellsIn('a\tb,c\n1\t2,3\n', 'x.csv', { format: 'tsv' })).toEqual({
      a: ['1'],
      'b,c': ['2,3'],
    });
  });

  test('wrong ones are refused', async () => {
    const wrong = { format: 'xml' as 'csv' };
    expect((await failure(read('a\n1', 'x', wrong))).message).toMatch(
      /format is "xml"; it takes one of csv, tsv/,
    );
    const both = { format: 'tsv', delimiter: ';' } as const;
    expect((await failure(read('a\n1', 'x', both))).kind).toBe('usage');
  });

  test('nothing is said of a CSV file, and of other names it is', async () => {
    expect((await read('a,b\n1,2\n', 'x.csv')).notes).toEqual([]);
    expect((await read('a,b\n1,2\n', 'standard input')).notes).toEqual([
      { text: 'read as CSV', flag: '--format' },
    ]);
  });
});

describe('gzip', () => {
  const csv = readFileSync(new URL('../../../examples/penguins.csv', import.meta.url));

  test('is unpacked, whatever is in it', async () => {
    expect(cells(await read(gzipSync(csv), 'penguins.csv.gz'))).toEqual(
      cells(await read(csv, 'penguins.csv')),
    );
    expect(cells(await read(gzipSync('[{"a": 1}]'), 'x.gz'))).toEqual({ a: ['1'] });
    const parquet = readFileSync(new URL('fixtures/gzip.parquet', import.meta.url));
    expect((await read(gzipSync(parquet), 'x.parquet.gz')).rows).toBe(240);
  });

  test('a file that is cut off or damaged is refused', async () => {
    const packed = gzipSync(csv);
    expect((await failure(read(packed.subarray(0, 2000), 'x.gz'))).message).toContain('damaged or cut off');
    const changed = new Uint8Array(packed);
    changed.fill(0x55, 1000, 1100);
    expect((await failure(read(changed, 'x.gz'))).kind).toBe('data');
    expect((await failure(read(Uint8Array.of(0x1f, 0x8b), 'x.gz'))).kind).toBe('data');
  });
});

describe('encodings', () => {
  const text = 'name,price\nCafé,1\nŁódź,2\n';
  const expected = { name: ['Café', 'Łódź'], price: ['1', '2'] };
  const wide = (bigEndian: boolean) => {
    const bytes = new Uint8Array(2 * text.length + 2);
    const view = new DataView(bytes.buffer);
    [...`\ufeff${text}`].forEach((each, i) => {
      view.setUint16(2 * i, each.charCodeAt(0), !bigEndian);
    });
    return bytes;
  };

  test('UTF-16 is known by its mark, and said', async () => {
    for (const bigEndian of [true, false]) {
      const table = await read(wide(bigEndian), 'x.csv');
      expect(cells(table)).toEqual(expected);
      expect(table.notes).toEqual([{ text: 'read as UTF-16', flag: '--encoding' }]);
    }
  });

  test('UTF-16 without its mark is guessed at in the next step', async () => {
    const error = await failure(read(wide(false).subarray(2), 'x.csv'));
    expect(error.next).toContain('--encoding utf-16le');
    expect(cells(await read(wide(false).subarray(2), 'x.csv', { encoding: 'utf-16le' }))).toEqual(expected);
  });

  test('others are read when they are named', async () => {
    const latin = Uint8Array.of(97, 10, 0xe9, 10, 0x80, 10);
    expect(cells(await read(latin, 'x.csv', { encoding: 'latin1' }))).toEqual({ a: ['é', '€'] });
    const error = await failure(read(latin, 'x.csv', { encoding: 'klingon' }));
    expect([error.kind, error.message]).toEqual(['usage', 'encoding is "klingon", which is not known.']);
    expect((await failure(read(latin, 'x.csv', { encoding: 'utf-8' }))).message).toContain('are not utf-8');
  });
});

test('a table of any texts is the same as CSV, JSON and NDJSON', async () => {
  const name = fc
    .string({ minLength: 1, maxLength: 5 })
    .filter((each) => each.trim() === each && !/["\n\r]/.test(each));
  const cell = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.maxSafeInteger(),
  );
  const tables = fc.uniqueArray(name, { minLength: 2, maxLength: 4 }).chain((names) =>
    fc
      .array(fc.array(cell, { minLength: names.length, maxLength: names.length }), {
        minLength: 2,
        maxLength: 8,
      })
      .map((rows) => rows.map((row) => Object.fromEntries(names.map((each, c) => [each, row[c]])))),
  );
  await fc.assert(
    fc.asyncProperty(tables, async (records) => {
      const expected = Object.fromEntries(
        Object.keys(records[0]!).map((key) => [key, records.map((record) => String(record[key]))]),
      );
      expect(await cellsIn(JSON.stringify(records))).toEqual(expected);
      const lines = records.map((record) => JSON.stringify(record)).join('\n');
      expect(await cellsIn(lines, 'x', { format: 'ndjson' })).toEqual(expected);
    }),
  );
});
