import { describe, expect, test } from 'vitest';
import { inferSchema } from './infer-schema.js';
import { readTable } from './read-table.js';
import { readTarget } from './read-target.js';
import { columnOf, truthOf } from './target.js';

const tableOf = (values: readonly string[], name = 'houses.csv') =>
  readTable(
    new TextEncoder().encode(`x,y\n${values.map((value, i) => `${i % 7},${value}`).join('\n')}\n`),
    name,
  );
const twelve = <T>(make: (row: number) => T) => Array.from({ length: 12 }, (_, row) => make(row));

const numbers = tableOf(twelve((row) => String(row / 2)));
const names = tableOf(twelve((row) => ['no', 'yes'][row % 2]!));

test('numbers and class indices', () => {
  expect([...readTarget(inferSchema(numbers, { target: 'y' }), numbers).values.slice(0, 3)]).toEqual([
    0, 0.5, 1,
  ]);
  expect([...readTarget(inferSchema(names, { target: 'y' }), names).values.slice(0, 3)]).toEqual([0, 1, 0]);
});

test('rows without a target are NaN and not among the rows', () => {
  const schema = inferSchema(numbers, { target: 'y' });
  const target = readTarget(schema, tableOf(['1', '', '3', '?']), { dropBadRows: true });
  expect([...target.values]).toEqual([1, Number.NaN, 3, Number.NaN]);
  expect([...target.rows]).toEqual([0, 2]);
});

test('a number whose square would overflow is refused, or dropped', () => {
  const schema = inferSchema(numbers, { target: 'y' });
  const table = tableOf(['1', '-1.7e308', '3']);
  expect(() => readTarget(schema, table)).toThrow('is "-1.7e308", which is beyond 1e100.');
  expect([...readTarget(schema, table, { dropBadRows: true }).rows]).toEqual([0, 2]);
});

test('a long text is shortened in the message', () => {
  const schema = inferSchema(numbers, { target: 'y' });
  expect(() => readTarget(schema, tableOf(['1', 'x'.repeat(5000)]))).toThrow(
    /is "x{59}…", which is not a number/,
  );
});

test('classes that are numbers are found by value', () => {
  const schema = inferSchema(tableOf(twelve((row) => String(row % 2))), { target: 'y' });
  expect([...readTarget(schema, tableOf(['1.0', '0', '0.0'])).values]).toEqual([1, 0, 0]);
});

test('a test file with another class is refused', () => {
  const schema = inferSchema(names, { target: 'y' });
  expect(() => readTarget(schema, tableOf(['no', 'maybe'], 'test.csv'))).toThrow(
    'target column "y" row 3 of test.csv is "maybe", a class that the model does not know ("no" and "yes").',
  );
});

test('a test file without the target is refused', () => {
  const table = readTable(new TextEncoder().encode('x,Y\n1,2\n'), 'test.csv');
  expect(() => readTarget(inferSchema(names, { target: 'y' }), table)).toThrow('test.csv has no column "y".');
});

test('a file without any readable target is refused even when rows may be dropped', () => {
  const schema = inferSchema(numbers, { target: 'y' });
  expect(() => readTarget(schema, tableOf(['', '']), { dropBadRows: true })).toThrow(
    'no row of houses.csv has a readable "y".',
  );
});

describe('several targets', () => {
  const lines = twelve((row) => `${row % 7},${row / 2},${100 - row}`);
  const table = (rows: readonly string[], name = 'houses.csv') =>
    readTable(new TextEncoder().encode(`x,y,z\n${rows.join('\n')}\n`), name);
  const several = { target: ['z', 'y'] };
  const schema = inferSchema(table(lines), several);

  test('are read row by row, in the order given', () => {
    const target = readTarget(schema, table(lines));
    expect(target.width).toBe(2);
    expect([...target.values.slice(0, 4)]).toEqual([100, 0, 99, 0.5]);
    expect([...truthOf(target, Uint32Array.of(3, 1))]).toEqual([97, 1.5, 99, 0.5]);
    expect([...columnOf(target.values, 2, 1).slice(0, 3)]).toEqual([0, 0.5, 1]);
  });

  test('a row that lacks one of them is refused, with the column that lacks it, or dropped', () => {
    const holed = table([...lines, '1,,5', '1,7,', '2,8,x'], 'new.csv');
    expect(() => readTarget(schema, holed)).toThrow(
      'target column "z" row 16 of new.csv is "x", which is not a number.',
    );
    expect(() => readTarget(schema, table([...lines, '1,,5'], 'new.csv'))).toThrow(
      'target column "y" is missing in row 14 of new.csv.',
    );
    expect(readTarget(schema, holed, { dropBadRows: true }).rows).toHaveLength(12);
    expect(inferSchema(holed, { ...several, dropBadRows: true }).assumptions).toContainEqual({
      about: 'z, y',
      text: '3 rows without a readable "z" or "y" left out',
      flag: '--drop-bad-rows',
    });
  });
});
