import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SweetspotError } from '../../error.js';
import { readAnyTable } from '../read-table.js';
import type { Table } from '../table.js';
import { readParquet } from './parquet.js';

// Files and their cells were written by pyarrow: scripts/reference/parquet_fixtures.py.

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const cells: Record<string, string[]> = JSON.parse(fixture('cells.json').toString());
const files = readdirSync(new URL('fixtures', import.meta.url)).filter((name) => name.endsWith('.parquet'));
const cellsOf = (table: Table) =>
  Object.fromEntries(table.columns.map((column) => [column.name, [...column.values]]));

describe('every compression, page version and encoding gives the same cells, with every digit', () => {
  test.each(files.filter((name) => !['lists.parquet', 'int96.parquet'].includes(name)))(
    '%s',
    async (name) => {
      const table = await readParquet(fixture(name), name);
      expect(table.rows).toBe(240);
      expect(cellsOf(table)).toEqual(cells);
    },
  );

  test('timestamps as Hive and old Spark write them', async () => {
    const { nanos, micros } = cellsOf(await readParquet(fixture('int96.parquet'), 'x'));
    expect([nanos, micros]).toEqual([cells.nanos, cells.micros]);
  });
});

describe('files', () => {
  test('are recognised whatever they are called, and it is said', async () => {
    const table = await readAnyTable(fixture('snappy.parquet'), 'data.csv');
    expect(table.notes).toEqual([{ text: 'read as Parquet', flag: '--format' }]);
  });

  test('lists are refused with the flag that leaves them out', async () => {
    const read = (ignore: string[]) => readParquet(fixture('lists.parquet'), 'x.parquet', { ignore });
    await expect(read([])).rejects.toMatchObject({
      kind: 'data',
      message: 'x.parquet column "a" holds lists or maps, not single values.',
      next: 'Leave it out with --ignore a',
    });
    expect(cellsOf(await read(['a']))).toEqual({ a: ['', ''], b: ['1', '2'] });
  });

  test('a text that is to be Parquet is refused', async () => {
    const text = new TextEncoder().encode('a,b\n1,2\n');
    await expect(readAnyTable(text, 'a.csv', { format: 'parquet' })).rejects.toThrow(
      'cannot be read as Parquet',
    );
  });
});

test('a count of two billion, wherever it stands, is noticed before that many values are made', async () => {
  const messages: string[] = [];
  for (let place = 4; place < 700; place++) {
    const bytes = new Uint8Array(fixture('none.parquet'));
    bytes.set([0xfe, 0xff, 0xff, 0xff, 0x07], place);
    const began = performance.now();
    await readParquet(bytes, 'x').catch((error) => {
      expect(error).toBeInstanceOf(SweetspotError);
      messages.push(error.message);
    });
    expect(performance.now() - began).toBeLessThan(1000);
  }
  for (const noticed of [
    'a run of values is longer',
    'a page has more values',
    'a page is larger',
    'a dictionary',
  ])
    expect(messages.some((message) => message.includes(noticed))).toBe(true);
});

test('damaged files are read or refused, whatever byte is damaged', async () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), damage, async (name, changes) => {
      const bytes = new Uint8Array(fixture(name));
      for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
      try {
        const { columns, rows } = await readParquet(bytes, name);
        for (const { values } of columns) expect(values).toHaveLength(rows);
      } catch (error) {
        expect(error).toBeInstanceOf(SweetspotError);
      }
    }),
    { numRuns: 100 },
  );
});
