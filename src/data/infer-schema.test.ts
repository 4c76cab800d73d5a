import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SweetspotError } from '../error.js';
import { inferSchema } from './infer-schema.js';
import { readTable } from './read-table.js';
import { tableFromRecords } from './records.js';
import type { DataOptions } from './task.js';

const n = 40;
/** A table of forty rows with an honest target `y`, an honest input `x`, and the columns given by row. */
function tableWith(columns: Record<string, (row: number) => string | number>, header = Object.keys(columns)) {
  const quote = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`;
  const lines = Array.from({ length: n }, (_, row) =>
    [row * 1.5 + 0.25, (row * 7) % 13, ...Object.values(columns).map((make) => make(row))]
      .map(quote)
      .join(','),
  );
  const text = [['y', 'x', ...header].map(quote).join(','), ...lines].join('\n');
  return readTable(new TextEncoder().encode(text), 'houses.csv');
}

function schemaWith(make: (row: number) => string | number, options: Partial<DataOptions> = {}, name = 'c') {
  return inferSchema(tableWith({ [name]: make }), { target: 'y', ...options });
}

const inputOf = (schema: ReturnType<typeof schemaWith>, name = 'c') =>
  schema.inputs.find((input) => input.name === name);
const saidOf = (schema: ReturnType<typeof schemaWith>, name = 'c') =>
  schema.assumptions.filter(({ about }) => about === name);

describe('columns', () => {
  const kinds: readonly (readonly [what: string, make: (row: number) => string | number, kind: string])[] = [
    ['numbers', (row) => row * 0.5, 'number'],
    ['numbers with blanks and NA', (row) => (row % 5 === 0 ? '' : row % 7 === 0 ? 'NA' : row), 'number'],
    ['few whole numbers', (row) => row % 3, 'number'],
    ['names', (row) => ['oak', 'elm', 'ash'][row % 3]!, 'category'],
    ['names where "none" is a level', (row) => ['none', 'attached', 'detached'][row % 3]!, 'category'],
    ['yes and no', (row) => (row % 3 === 0 ? 'Yes' : 'No'), 'boolean'],
    ['0 and 1', (row) => row % 2, 'boolean'],
    ['t and f with ?', (row) => ['t', 'f', '?'][row % 3]!, 'boolean'],
    ['M and F', (row) => ['M', 'F'][row % 2]!, 'category'],
    ['days', (row) => `2024-01-${String((row % 28) + 1).padStart(2, '0')}`, 'date'],
    ['moments', (row) => `2024-01-0${(row % 9) + 1}T0${row % 10}:30:00Z`, 'date'],
    ['codes with leading zeros', (row) => `0${(row % 4) + 1}10`, 'category'],
    ['one name or nothing', (row) => (row % 3 === 0 ? 'waterfront' : ''), 'category'],
  ];
  test.each(kinds)('%s', (_, make, kind) => {
    expect(inputOf(schemaWith(make))?.kind).toBe(kind);
  });

  const leftOut: readonly (readonly [
    what: string,
    make: (row: number) => string | number,
    reason: string,
  ])[] = [
    ['a constant', () => 'x', 'every row is "x"'],
    ['nothing', () => '', 'it holds nothing'],
    ['row numbers', (row) => row + 1, 'it numbers the rows'],
    [
      'names of their own',
      (row) => `house ${row}`,
      'nearly every row has a value of its own (such as "house 0")',
    ],
    [
      'free text',
      (row) => `a house of ${row} rooms by the sea`,
      'it holds free text (such as "a house of 0 rooms by the sea")',
    ],
  ];
  test.each(leftOut)('%s is left out', (_, make, reason) => {
    const schema = schemaWith(make);
    expect(schema.leftOut).toEqual([{ name: 'c', reason }]);
    expect(saidOf(schema)[0]?.text).toBe(`left out: ${reason}`);
  });

  test('different whole numbers are left out when named like an identifier, and kept otherwise', () => {
    const scattered = (row: number) => (row * 37) % 1009;
    expect(inputOf(schemaWith(scattered))?.kind).toBe('number');
    expect(schemaWith(scattered, {}, 'customer_id').leftOut[0]?.name).toBe('customer_id');
  });

  test('flags win', () => {
    expect(inputOf(schemaWith((row) => row + 1, { number: ['c'] }))?.kind).toBe('number');
    expect(inputOf(schemaWith((row) => row % 3, { category: ['c'] }))?.kind).toBe('category');
    expect(schemaWith((row) => row % 3, { ignore: ['c'] }).leftOut[0]?.reason).toBe('ignored as you asked');
    expect(inputOf(schemaWith((row) => (row % 2 ? 'absent' : row), { missing: ['absent'] }))?.kind).toBe(
      'number',
    );
  });
});

test('digits are dates by flag', () => {
  const seconds = (row: number) => 1_700_000_000 + 86_400 * row;
  expect(inputOf(schemaWith(seconds))?.kind).toBe('number');
  expect(inputOf(schemaWith(seconds, { date: ['c'] }))).toEqual({ kind: 'date', name: 'c', order: 'unix' });
  const days = (row: number) => 20240101 + (row % 28);
  expect(inputOf(schemaWith(days, { date: ['c'] }))).toMatchObject({ order: 'compact' });
  expect(() => schemaWith((row) => ['oak', 'elm'][row % 2]!, { date: ['c'] })).toThrow(
    'column "c" was named with --date, but most of it is no date (such as "oak").',
  );
});

describe('numbers as people write them', () => {
  test.each([
    ['thousands', (row: number) => `${row + 1},250`, { decimal: '.', decorated: true }],
    ['dollars', (row: number) => `$${row}`, { decimal: '.', decorated: true }],
    ['percent', (row: number) => `${row}%`, { decimal: '.', decorated: true }],
    ['decimal commas', (row: number) => `${row},5`, { decimal: ',', decorated: true }],
    ['a unit', (row: number) => `${row} km`, { decimal: '.', decorated: true, unit: 'km' }],
  ])('%s', (_, make, format) => {
    const schema = schemaWith(make);
    expect(inputOf(schema)).toEqual({ kind: 'number', name: 'c', format });
    expect(saidOf(schema)).toEqual([
      { about: 'c', text: expect.stringContaining('is read as a number'), flag: '--category c' },
    ]);
  });

  test.each([
    ['decimal commas', '54,1', ',', '"54,1" is read as a number with a decimal comma'],
    ['thousands', '1,250', '.', '"1,250" is read as a number'],
  ])('a few with %s among whole numbers', (_, odd, decimal, text) => {
    const schema = schemaWith((row) => (row % 30 === 3 ? odd : row % 17));
    expect(inputOf(schema)).toEqual({ kind: 'number', name: 'c', format: { decimal, decorated: true } });
    expect(saidOf(schema)[0]?.text).toBe(text);
  });

  test('a few texts among numbers are missing, and it says so', () => {
    const schema = schemaWith((row) => (row === 3 ? '12o' : row === 5 ? 'none' : row));
    expect(inputOf(schema)?.kind).toBe('number');
    expect(saidOf(schema)[0]?.text).toBe('"12o", "none" (2 rows) taken as missing among numbers');
  });
});

test('rare ones among very many levels are said', () => {
  const rows = Array.from({ length: 240 }, (_, i) => ({
    y: i / 3,
    town: `town ${i < 8 ? i : 8 + (i % 60)}`,
  }));
  expect(inferSchema(tableFromRecords(rows), { target: 'y' }).assumptions[1]).toEqual({
    about: 'town',
    text: 'of 68 levels those in fewer than about 2 rows (8) are joined',
    flag: '--ignore town',
  });
});

test('dates say how they are read, and that rows are split at random', () => {
  const schema = schemaWith((row) => `${String((row % 28) + 1).padStart(2, '0')}/02/2024`);
  expect(inputOf(schema)).toMatchObject({ kind: 'date', order: 'dmy' });
  expect(saidOf(schema).map(({ flag }) => flag)).toEqual(['--ignore c', '--split time:c']);
});

test('dates that may be read two ways say so', () => {
  const schema = schemaWith((row) => `0${(row % 9) + 1}/0${(row % 3) + 1}/2024`);
  expect(saidOf(schema)[0]?.text).toContain('(month, day, year; day, month, year would fit as well)');
});

describe('targets', () => {
  type Case = readonly [
    what: string,
    make: (row: number) => string | number,
    task: string,
    classes: string[] | undefined,
  ];
  const targets: readonly Case[] = [
    ['numbers', (row) => row / 4, 'regression', undefined],
    ['marks from 3 to 8', (row) => 3 + (row % 6), 'regression', undefined],
    ['counts from 0', (row) => (row % 20 === 0 ? 2 : row % 5 === 0 ? 1 : 0), 'regression', undefined],
    ['0 and 1', (row) => row % 2, 'binary', ['0', '1']],
    ['yes and no', (row) => (row % 3 ? 'no' : 'yes'), 'binary', ['no', 'yes']],
    ['-1 and 1', (row) => (row % 2 ? -1 : 1), 'binary', ['-1', '1']],
    ['names', (row) => ['elm', 'ash', 'oak'][row % 3]!, 'multiclass', ['ash', 'elm', 'oak']],
    ['0, 1, 2, 3 equally often', (row) => row % 4, 'multiclass', ['0', '1', '2', '3']],
  ];
  test.each(targets)('%s', (_, make, task, classes) => {
    const { target } = schemaWith(make, { target: 'c' });
    expect(target.task).toBe(task);
    expect('classes' in target ? target.classes : undefined).toEqual(classes);
  });

  test('whole numbers in a column called class are classes, in order of size', () => {
    const { target } = schemaWith((row) => [1, 2, 10][row % 3]!, { target: 'class' }, 'class');
    expect(target).toEqual({ task: 'multiclass', name: 'class', classes: ['1', '2', '10'] });
  });

  test('what is predicted is said, with the flag that changes it; the flag wins', () => {
    const make = (row: number) => row % 2;
    expect(saidOf(schemaWith(make, { target: 'c' }))[0]).toEqual({
      about: 'c',
      text: 'one of two classes is predicted: "0" and "1"',
      flag: '--task regression',
    });
    expect(schemaWith(make, { target: 'c', task: 'regression' }).target.task).toBe('regression');
    expect(schemaWith((row) => row % 5, { target: 'c', task: 'multiclass' }).target.task).toBe('multiclass');
  });

  test('dollars are numbers', () => {
    const schema = schemaWith((row) => `$${row},000`, { target: 'c' });
    expect(schema.target).toMatchObject({ task: 'regression', columns: [{ format: { decorated: true } }] });
  });

  test('several are numbers that one network predicts, and none of them is an input', () => {
    const schema = schemaWith((row) => `$${row},000`, { target: ['c', 'y'] });
    expect(schema.target).toMatchObject({
      task: 'regression',
      columns: [
        { name: 'c', format: { decorated: true } },
        { name: 'y', format: { decorated: false } },
      ],
    });
    expect(schema.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(schema.assumptions.slice(0, 4)).toEqual([
      {
        about: 'c, y',
        text: 'predicted by one network with an output for each; name one alone for a network of its own',
        flag: '--target',
      },
      { about: 'c', text: 'a number is predicted (40 different values)' },
      { about: 'c', text: '"$0,000" is read as a number' },
      { about: 'y', text: 'a number is predicted (40 different values)' },
    ]);
  });

  test('a list of one is the same as its name', () => {
    expect(schemaWith((row) => row, { target: ['c'] })).toEqual(schemaWith((row) => row, { target: 'c' }));
  });

  test('whole numbers that look like classes are numbers beside others when the flag says so', () => {
    const schema = schemaWith((row) => row % 2, { target: ['y', 'c'], task: 'regression' });
    expect(schema.target).toMatchObject({ columns: [{ name: 'y' }, { name: 'c' }] });
  });

  test('classes that differ in letter case alone are pointed out', () => {
    const schema = schemaWith((row) => ['Yes', 'yes', 'no'][row % 3]!, { target: 'c' });
    expect(saidOf(schema)[1]?.text).toBe(
      'classes "Yes" and "yes" differ in letter case alone and are kept apart',
    );
  });
});

describe('what cannot be learnt', () => {
  function failure(act: () => unknown): SweetspotError {
    try {
      act();
    } catch (error) {
      if (error instanceof SweetspotError) return error;
      throw error;
    }
    throw new Error('nothing was thrown');
  }
  const plain = (row: number) => row / 3;

  test.each<[string, () => unknown, 'data' | 'usage', string, string]>([
    [
      'a column that is not there',
      () => schemaWith(plain, { target: 'pirce' }, 'price'),
      'data',
      'houses.csv has no column "pirce".',
      'Did you mean "price"?',
    ],
    [
      'another that is not there',
      () => schemaWith(plain, { ignore: ['zzz'] }),
      'data',
      'houses.csv has no column "zzz".',
      'Its columns are "y", "x" and "c".',
    ],
    [
      'a target with missing values',
      () => schemaWith((row) => (row % 10 === 5 ? 'n/a' : row / 3), { target: 'c' }),
      'data',
      'target column "c" is missing in row 7 (3 more rows) of houses.csv.',
      'Fill it in, or leave those rows out with --drop-bad-rows.',
    ],
    [
      'a target that is no number in one row',
      () => schemaWith((row) => (row === 4 ? '12o' : row / 3), { target: 'c' }),
      'data',
      'target column "c" row 6 of houses.csv is "12o", which is not a number.',
      'Mend it, call it missing with --na "12o" and leave such rows out with --drop-bad-rows, or predict classes with --task multiclass.',
    ],
    [
      'a target of one value',
      () => schemaWith(() => 'x', { target: 'c' }),
      'data',
      'target column "c" has one single value, "x"; there is nothing to predict.',
      'Choose another column with --target.',
    ],
    [
      'an empty target',
      () => schemaWith(() => '', { target: 'c' }),
      'data',
      'target column "c" holds nothing.',
      'Choose another column with --target.',
    ],
    [
      'more classes than rows allow',
      () => schemaWith((row) => `house ${row % 20}`, { target: 'c' }),
      'data',
      'target column "c" has 20 different values in 40 rows of houses.csv; classes need 3 rows each on average.',
      'Choose another column with --target, or join rare classes in the file.',
    ],
    [
      'names as numbers',
      () => schemaWith((row) => ['a', 'b'][row % 2]!, { target: 'c', task: 'regression' }),
      'usage',
      'target column "c" holds no numbers (such as "a"), which --task regression needs.',
      'Leave --task out, or choose another --target.',
    ],
    [
      'three as two',
      () => schemaWith((row) => ['a', 'b', 'd'][row % 3]!, { target: 'c', task: 'binary' }),
      'usage',
      'target column "c" has 3 different values ("a", "b" and "d"), and --task binary needs two.',
      'Leave --task out, or choose another --target.',
    ],
    [
      'an ignored target',
      () => schemaWith(plain, { ignore: ['y'] }),
      'usage',
      'column "y" is the target and cannot be ignored.',
      'Drop one of the two flags.',
    ],
    [
      'an ignored target of several',
      () => schemaWith(plain, { target: ['y', 'c'], ignore: ['c'] }),
      'usage',
      'column "c" is the target and cannot be ignored.',
      'Drop one of the two flags.',
    ],
    [
      'the same target twice',
      () => schemaWith(plain, { target: ['y', 'c', 'y'] }),
      'usage',
      'column "y" is named as the target twice.',
      'Name each target once.',
    ],
    [
      'no target at all',
      () => schemaWith(plain, { target: [] }),
      'usage',
      'no target is given.',
      'Name the column to predict.',
    ],
    [
      'numbers and classes together',
      () => schemaWith((row) => ['oak', 'elm', 'ash'][row % 3]!, { target: ['y', 'c'] }),
      'usage',
      'target column "c" holds classes ("ash", "elm" and "oak"), and several targets are predicted together only when all are numbers.',
      'Predict it in a study of its own; if its values are numbers that mean amounts, say so with --task regression.',
    ],
    [
      'several targets as classes',
      () => schemaWith(plain, { target: ['y', 'c'], task: 'multiclass' }),
      'usage',
      '--task multiclass predicts the classes of one column, and the targets are "y" and "c".',
      'Name one target, or leave --task out to predict numbers.',
    ],
    [
      'several targets and nothing beside them',
      () => schemaWith(plain, { target: ['y', 'c', 'x'], task: 'regression' }),
      'data',
      'no column is left to predict "y", "c" and "x" from.',
      'Give at least one other column.',
    ],
    [
      'no inputs',
      () => schemaWith(() => 'same', { ignore: ['x'] }),
      'data',
      'no column is left to predict "y" from ("x": ignored as you asked; "c": every row is "same").',
      'Give columns that vary, or keep one with --number COLUMN or --category COLUMN.',
    ],
    [
      'text under --number',
      () => schemaWith((row) => ['oak', 'elm'][row % 2]!, { number: ['c'] }),
      'usage',
      'column "c" was named with --number, but most of it is no number (such as "oak").',
      'Leave out --number c.',
    ],
  ])('%s', (_, act, kind, message, next) => {
    const error = failure(act);
    expect([error.kind, error.message, error.next]).toEqual([kind, message, next]);
  });

  test('two rows', () => {
    const table = readTable(new TextEncoder().encode('a,b\n1,2\n3,4\n'), 'two.csv');
    expect(failure(() => inferSchema(table, { target: 'b' })).message).toBe(
      'two.csv has 2 usable rows; at least 10 are needed to train, validate and test.',
    );
  });

  test('a file without a header', () => {
    const table = readTable(new TextEncoder().encode('1,2\n3,4\n'), 'two.csv');
    expect(failure(() => inferSchema(table, { target: 'price' })).next).toContain('names of the columns');
  });

  test('rows without a target are left out when asked', () => {
    const make = (row: number) => (row % 10 === 5 ? '' : row / 3);
    const schema = schemaWith(make, { target: 'c', dropBadRows: true });
    expect(saidOf(schema)[1]).toEqual({
      about: 'c',
      text: '4 rows without a readable "c" left out',
      flag: '--drop-bad-rows',
    });
  });
});

test('the example files', () => {
  const inferred = (name: string, options: DataOptions) => {
    const bytes = readFileSync(new URL(`../../examples/${name}`, import.meta.url));
    const { target, inputs, leftOut } = inferSchema(readTable(bytes, name, options), options);
    return [target.task, inputs.map(({ kind }) => kind[0]).join(''), leftOut.map((column) => column.name)];
  };
  expect(inferred('diamonds.csv', { target: 'price' })).toEqual(['regression', 'ncccnnnnn', []]);
  expect(inferred('penguins.csv', { target: 'species' })).toEqual(['multiclass', 'cnnnnc', []]);
  expect(inferred('cars.csv', { target: 'economy (mpg)', dropBadRows: true })).toEqual([
    'regression',
    'nnnnnn',
    ['name'],
  ]);
});

test('a column of numbers in which one text stands for "missing" again and again is a number, and it says so', () => {
  const rows = Array.from({ length: 120 }, (_, i) => ({
    area: i % 6 === 0 ? 'unbekannt' : String(20 + ((i * 7) % 60)),
    y: i,
  }));
  const schema = inferSchema(tableFromRecords(rows), { target: 'y' });
  expect(schema.inputs).toMatchObject([{ kind: 'number', name: 'area' }]);
  expect(schema.assumptions.find(({ about }) => about === 'area')?.text).toContain('"unbekannt"');
});
