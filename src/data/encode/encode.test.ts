import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableFromRecords } from '../records.js';
import type { InputColumn, Schema } from '../schema.js';
import type { Table } from '../table.js';
import { encodeInputs } from './encode.js';
import { levelInputs, widthOf } from './encoder.js';
import { fitEncoder } from './fit.js';
import { clip } from './scaling.js';

const schemaOf = (...inputs: InputColumn[]): Schema => ({
  target: { task: 'regression', columns: [{ name: 'y', format: { decimal: '.', decorated: false } }] },
  inputs,
  leftOut: [],
  assumptions: [],
  missing: [],
});
const number: InputColumn = { kind: 'number', name: 'c', format: { decimal: '.', decorated: false } };
const category: InputColumn = { kind: 'category', name: 'c', missing: [] };
const boolean: InputColumn = { kind: 'boolean', name: 'c' };
const date: InputColumn = { kind: 'date', name: 'c', order: 'ymd' };

const column = (values: readonly unknown[]) => tableFromRecords(values.map((c) => ({ c })));
const everyRow = (table: Table) => Uint32Array.from({ length: table.rows }, (_, row) => row);

function fitted(input: InputColumn, values: readonly unknown[]) {
  const table = column(values);
  const spec = fitEncoder(schemaOf(input), table, everyRow(table));
  const encode = (others: readonly unknown[]) => {
    const other = column(others);
    const encoded = encodeInputs(spec, other, everyRow(other));
    return others.map((_, row) => [...encoded.subarray(row * spec.width, (row + 1) * spec.width)]);
  };
  return { spec, encode };
}

const repeat = (times: number, value: unknown) => Array.from({ length: times }, () => value);

describe('numbers', () => {
  test('the median becomes 0 and the quartiles about half, smoothly clipped', () => {
    const { encode } = fitted(number, [0, 1, 2, 3, 4]);
    expect(encode([2, 4, null])).toEqual([[0], [Math.fround(clip(1))], [0]]);
  });

  test('a wild value stays within 3', () => {
    const { encode } = fitted(number, [0, 1, 2, 3, 4]);
    expect(encode([1e300, -1e300, 1e6])).toEqual([[3], [-3], [3]]);
  });

  test('without an interquartile range the range scales; without a range the number says nothing', () => {
    expect(fitted(number, [0, 0, 0, 0, 0, 0, 0, 10]).spec.columns[0]).toMatchObject({
      center: 0,
      scale: 0.2,
    });
    expect(fitted(number, [5, 5, 5]).encode([5, 9])).toEqual([[0], [0]]);
  });

  test('missing values get a flag when there are enough of them', () => {
    const values = [...repeat(6, null), ...Array.from({ length: 94 }, (_, i) => i)];
    expect(fitted(number, values).encode([null, 46])).toEqual([
      [0, 1],
      [expect.any(Number), 0],
    ]);
    expect(fitted(number, [...repeat(4, null), ...values.slice(6)]).spec.width).toBe(1);
  });

  test('two columns missing in the same rows have one flag', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 10 ? {} : { c: i, d: i * i }));
    const table = tableFromRecords([...values.slice(10), ...values.slice(0, 10)]);
    const spec = fitEncoder(schemaOf(number, { ...number, name: 'd' }), table, everyRow(table));
    expect(spec.columns.map(({ flag }) => flag)).toEqual([true, false]);
  });
});

describe('categories', () => {
  test('a number for each level, most frequent first', () => {
    const { spec, encode } = fitted(category, [
      ...repeat(5, 'elm'),
      ...repeat(9, 'oak'),
      ...repeat(7, 'ash'),
    ]);
    expect(spec.columns[0]).toMatchObject({ levels: ['oak', 'ash', 'elm'], other: false });
    expect(encode(['ash', ' oak ', 'yew', null])).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('rare levels are joined, and unseen ones go with them', () => {
    const { encode } = fitted(category, [...repeat(5, 'elm'), ...repeat(5, 'oak'), 'ash', 'yew']);
    expect(encode(['elm', 'ash', 'fir'])).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [0, 0, 1],
    ]);
  });

  test('missing is a level', () => {
    const { encode } = fitted(category, [
      ...repeat(5, 'a'),
      ...repeat(4, 'b'),
      ...repeat(3, 'd'),
      null,
      '?',
      'NA',
    ]);
    expect(encode([null, 'a'])).toEqual([
      [0, 0, 0, 1],
      [1, 0, 0, 0],
    ]);
  });

  test('two levels are one number, and what is neither stands between them', () => {
    const { encode } = fitted(category, [...repeat(6, 'a'), ...repeat(2, 'b')]);
    expect(encode(['a', 'b', 'd', null])).toEqual([[-0.25], [0.75], [0], [0]]);
  });

  describe('of more than nine levels', () => {
    const levels = (count: number) => Array.from({ length: count }, (_, i) => repeat(30 - i, `${i}`)).flat();

    test('become the place of the level', () => {
      const { spec, encode } = fitted(category, levels(12));
      expect(levelInputs(spec)).toEqual([{ input: 0, levels: 12 }]);
      expect(encode(['0', ' 7 ', '11'])).toEqual([[0], [7], [11]]);
    });

    test('have places for rare and unseen levels and for missing, where they were fitted', () => {
      const { spec, encode } = fitted(category, [...levels(10), 'rare', null, null, '?']);
      expect(levelInputs(spec)).toEqual([{ input: 0, levels: 12 }]);
      expect(encode(['9', 'rare', 'unseen', null])).toEqual([[9], [10], [10], [11]]);
    });

    test('are -1 where nothing was fitted for it', () => {
      expect(fitted(category, levels(10)).encode(['unseen', null])).toEqual([[-1], [-1]]);
    });

    test('are counted after the rare ones were joined', () => {
      const rare = Array.from({ length: 40 }, (_, i) => `rare ${i}`);
      expect(levelInputs(fitted(category, [...levels(8), ...rare]).spec)).toEqual([]);
      expect(levelInputs(fitted(category, [...levels(9), ...rare]).spec)).toEqual([{ input: 0, levels: 10 }]);
    });

    test('may be thousands, and stand where their column stands', () => {
      const rows = Array.from({ length: 24_000 }, (_, i) => ({
        c: i % 5,
        d: `d ${i % 1200}`,
        e: `e ${i % 11}`,
      }));
      const table = tableFromRecords(rows);
      const columns = [number, { ...category, name: 'd' }, { ...category, name: 'e' }];
      const spec = fitEncoder(schemaOf(...columns), table, everyRow(table));
      expect(levelInputs(spec)).toEqual([
        { input: 1, levels: 1200 },
        { input: 2, levels: 11 },
      ]);
    });
  });
});

test('booleans are centred on their share, in any words', () => {
  const { encode } = fitted(boolean, [true, true, true, false]);
  expect(encode(['yes', 'F', 1, null, 'perhaps'])).toEqual([[0.25], [-0.75], [0.25], [0], [0]]);
});

test('dates become the parts that vary and the days gone by', () => {
  const { spec } = fitted(date, ['2024-01-01', '2024-01-15', '2024-03-04', '2024-03-20']);
  const [encoding] = spec.columns;
  expect(encoding?.kind === 'date' && encoding.parts.map(({ part }) => part)).toEqual([
    'month',
    'day',
    'weekday',
    'elapsed',
  ]);
});

describe('any table', () => {
  const cell = fc.oneof(
    fc.double(),
    fc.string(),
    fc.constantFrom('', 'NA', 'a', 'b', 'c', 'yes', 'no', '2024-02-29', '1e308', '-1e308', '5e-324'),
  );
  const inputs = [number, category, boolean, date].map((input, i) => ({ ...input, name: `c${i}` }));
  const record = fc.record(Object.fromEntries(inputs.map(({ name }) => [name, cell])));
  const records = fc.array(record, { minLength: 1, maxLength: 60 });

  test('becomes finite numbers within the clip, and the spec survives JSON', () => {
    fc.assert(
      fc.property(records, records, (seen, unseen) => {
        const table = tableFromRecords(seen);
        const spec = fitEncoder(schemaOf(...inputs), table, everyRow(table));
        expect(spec.width).toBe(spec.columns.reduce((sum, each) => sum + widthOf(each), 0));
        const other = tableFromRecords(unseen);
        const encoded = encodeInputs(spec, other, everyRow(other));
        const places = new Map(levelInputs(spec).map((each) => [each.input, each.levels]));
        encoded.forEach((x, i) => {
          const levels = places.get(i % spec.width);
          expect(levels === undefined ? Math.abs(x) <= 3 : x >= -1 && x < levels).toBe(true);
        });
        expect(encodeInputs(JSON.parse(JSON.stringify(spec)), other, everyRow(other))).toEqual(encoded);
      }),
    );
  });

  test('columns are found by name, in any order and among others', () => {
    const table = tableFromRecords([{ c0: 1, c1: 'a', c2: true, c3: '2024-01-01' }]);
    const spec = fitEncoder(schemaOf(...inputs), table, everyRow(table));
    const turned = tableFromRecords([{ z: 9, c3: '2024-01-01', c2: true, c1: 'a', c0: 1 }]);
    expect(encodeInputs(spec, turned, everyRow(turned))).toEqual(encodeInputs(spec, table, everyRow(table)));
  });

  test('absent columns are named', () => {
    const table = tableFromRecords([{ c0: 1, c1: 'a', c2: true, c3: '2024-01-01' }]);
    const spec = fitEncoder(schemaOf(...inputs), table, everyRow(table));
    expect(() =>
      encodeInputs(spec, tableFromRecords([{ c0: 1, d: 2 }], 'new.csv'), Uint32Array.of(0)),
    ).toThrow('new.csv lacks columns "c1", "c2" and "c3", which the model needs.');
  });
});

test('only the rows it is fitted on matter', () => {
  const table = column([1, 2, 3, 4, 1000]);
  const part = column([1, 2, 3, 4]);
  expect(fitEncoder(schemaOf(number), table, Uint32Array.of(0, 1, 2, 3))).toEqual(
    fitEncoder(schemaOf(number), part, everyRow(part)),
  );
});
