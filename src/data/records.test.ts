import { expect, test } from 'vitest';
import { tableFromRecords } from './records.js';

test('objects become columns of texts; absent keys are missing', () => {
  const table = tableFromRecords([
    { a: 1.5, b: true, c: new Date(0) },
    { a: null, d: 'x' },
  ]);
  expect(table.rows).toBe(2);
  expect(Object.fromEntries(table.columns.map((column) => [column.name, column.values]))).toEqual({
    a: ['1.5', ''],
    b: ['true', ''],
    c: ['1970-01-01T00:00:00.000Z', ''],
    d: ['', 'x'],
  });
});

test('nested values and no records are refused', () => {
  expect(() => tableFromRecords([{ a: [1] }])).toThrow('column "a" row 1 holds an array.');
  expect(() => tableFromRecords([])).toThrow('the table has no rows.');
});
