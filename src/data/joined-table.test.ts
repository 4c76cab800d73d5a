import { expect, test } from 'vitest';
import { joinedTable } from './joined-table.js';
import { readTable } from './read-table.js';
import { rowNumber } from './table.js';

const read = (name: string, text: string) => readTable(new TextEncoder().encode(text), name);

test('rows of the second follow in the columns of the first, by name; what it lacks is empty', () => {
  const joined = joinedTable(read('a.csv', 'x,y,z\n1,2,3\n4,5,6\n'), read('b.csv', 'z,x\n9,7\n'));
  expect(joined.rows).toBe(3);
  expect(joined.columns.map(({ name, values }) => [name, [...values]])).toEqual([
    ['x', ['1', '4', '7']],
    ['y', ['2', '5', '']],
    ['z', ['3', '6', '9']],
  ]);
  expect([0, 1, 2].map((row) => rowNumber(joined, row))).toEqual([2, 3, 2]);
});

test('texts of many rows are let go, as those of the files are', async () => {
  const rows = 100_001;
  const text = `x,y\n${Array.from({ length: rows }, (_, i) => `${i},1`).join('\n')}\n`;
  const joined = joinedTable(read('a.csv', text), read('b.csv', 'x,y\n5,6\n'));
  const [x] = joined.columns;
  const first = x!.values;
  expect(first).toHaveLength(rows + 1);
  expect(first.at(-1)).toBe('5');
  expect(x!.values).toBe(first);
  expect(Object.getOwnPropertyDescriptor(x, 'values')?.get).toBeDefined();
});
