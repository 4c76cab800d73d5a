import { describe, expect, test } from 'vitest';
import { inferSchema } from './infer-schema.js';
import { readTarget } from './read-target.js';
import { tableFromRecords } from './records.js';
import type { DataOptions } from './task.js';

const n = 40;
const tableOf = (weigh: (row: number) => string | number, name = 'w') =>
  tableFromRecords(
    Array.from({ length: n }, (_, row) => ({ y: row * 1.5 + 0.25, x: (row * 7) % 13, [name]: weigh(row) })),
  );

function read(weigh: (row: number) => string | number, options: Partial<DataOptions> = {}) {
  const table = tableOf(weigh);
  const data = { target: 'y', weight: 'w', ...options };
  const schema = inferSchema(table, data);
  return { schema, target: readTarget(schema, table, data) };
}

test('weights are read, are no input, and are said', () => {
  const { schema, target } = read((row) => 1 + (row % 3));
  expect(schema.inputs.map(({ name }) => name)).toEqual(['x']);
  expect([...target.weights!.slice(0, 4)]).toEqual([1, 2, 3, 1]);
  expect(schema.assumptions).toContainEqual({
    about: 'w',
    text: 'says how much each row counts, in training and in every score; it is no input',
    flag: '--weight',
  });
});

test('rows of weight 0 are left out, and it says so', () => {
  const { schema, target } = read((row) => row % 4);
  expect(target.rows).toHaveLength(30);
  expect([...target.rows].every((row) => row % 4 !== 0)).toBe(true);
  expect(schema.assumptions).toContainEqual({ about: 'w', text: '10 rows of weight 0 left out' });
});

test('weights as people write them', () => {
  expect(read((row) => `${row + 1},5 kg`, { delimiter: ';' }).target.weights![2]).toBe(3.5);
});

describe('what cannot be a weight', () => {
  test.each<
    readonly [what: string, weigh: (row: number) => string | number, options: object, message: string]
  >([
    [
      'negative',
      (row) => row - 2,
      {},
      'weight column "w" row 1 (1 more row) of the table is "-2"; a weight is 0 or more.',
    ],
    [
      'missing',
      (row) => (row === 3 ? '' : 1),
      {},
      'weight column "w" row 4 of the table is missing; a weight is a number of 0 or more.',
    ],
    [
      'no number',
      (row) => (row === 3 ? 'much' : 1),
      {},
      'weight column "w" row 4 of the table is "much"; a weight is a number',
    ],
    ['all zero', () => 0, {}, 'weight column "w" of the table has no weight above 0'],
    ['the target', () => 1, { weight: 'y' }, 'column "y" cannot be the weight and the target.'],
    ['ignored', () => 1, { ignore: ['w'] }, 'column "w" cannot be the weight and ignored.'],
    ['a category', () => 1, { category: ['w'] }, 'column "w" cannot be the weight and a category.'],
    ['not there', () => 1, { weight: 'ww' }, 'the table has no column "ww".'],
  ])('%s', (_, weigh, options, message) => {
    expect(() => read(weigh, options)).toThrow(message);
  });

  test('missing weights are left out with --drop-bad-rows, negative ones are not', () => {
    const { schema, target } = read((row) => (row === 3 ? '' : 1), { dropBadRows: true });
    expect(target.rows).toHaveLength(n - 1);
    expect(schema.assumptions).toContainEqual({
      about: 'w',
      text: '1 row without a readable "w" left out',
      flag: '--drop-bad-rows',
    });
    expect(() => read((row) => row - 2, { dropBadRows: true })).toThrow('a weight is 0 or more');
  });

  test('so many zeros that too few rows are left', () => {
    expect(() => read((row) => (row < 5 ? 1 : 0))).toThrow(
      'the table has 5 usable rows; at least 10 are needed',
    );
  });
});
