import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferSchema } from '../infer-schema.js';
import { tableFromRecords } from '../records.js';
import type { DataOptions } from '../task.js';
import { encodeInputs } from './encode.js';
import { widthOf } from './encoder.js';
import { fitEncoder } from './fit.js';
import { refuseUnreadable } from './readable.js';

const n = 400;
const everyRow = Uint32Array.from({ length: n }, (_, row) => row);
const tableWith = (make: (row: number) => string | number, name = 'c') =>
  tableFromRecords(
    Array.from({ length: n }, (_, row) => ({ y: (row * 37) % 101, x: (row * 7) % 13, [name]: make(row) })),
  );
const schemaOf = (make: (row: number) => string | number, name = 'c', options: Partial<DataOptions> = {}) =>
  inferSchema(tableWith(make, name), { target: 'y', ...options });
const inputOf = (...given: Parameters<typeof schemaOf>) =>
  schemaOf(...given).inputs.find(({ name }) => name === (given[1] ?? 'c'));
const saidOf = (...given: Parameters<typeof schemaOf>) =>
  schemaOf(...given).assumptions.filter(({ about }) => about === (given[1] ?? 'c'));

describe('what goes round by itself', () => {
  test.each<[name: string, make: (row: number) => string | number, period: number]>([
    ['hour', (row) => row % 24, 24],
    ['hr', (row) => row % 24, 24],
    ['PickupHour', (row) => row % 24, 24],
    ['month', (row) => 1 + (row % 12), 12],
    ['DayOfWeek', (row) => 1 + (row % 7), 7],
    ['weekday', (row) => row % 7, 7],
    ['season', (row) => 1 + (row % 4), 4],
    ['day_of_year', (row) => 1 + (row % 365), 365.2425],
    ['wind_dir', (row) => (row * 7.5) % 360, 360],
  ])('%s', (name, make, period) => {
    expect(inputOf(make, name)).toMatchObject({ kind: 'cyclic', cycle: { by: 'number', period } });
    expect(saidOf(make, name)[0]).toMatchObject({ flag: `--number ${name}` });
    expect(inputOf(make, name, { number: [name] })?.kind).toBe('number');
  });

  test.each<[name: string, make: (row: number) => string | number, cycle: object]>([
    [
      'c',
      (row) => ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][row % 7]!,
      { by: 'name', names: 'weekday' },
    ],
    ['c', (row) => ['may', 'jul', 'aug', 'jun'][row % 4]!, { by: 'name', names: 'month' }],
    ['c', (row) => ['Spring', 'Summer', 'Fall', 'Winter'][row % 4]!, { by: 'name', names: 'season' }],
    ['c', (row) => `${row % 24}:${String((row * 7) % 60).padStart(2, '0')}`, { by: 'clock', digits: false }],
    ['DepTime', (row) => (row % 24) * 100 + ((row * 7) % 60), { by: 'clock', digits: true }],
  ])('%s %#', (name, make, cycle) => {
    expect(inputOf(make, name)).toMatchObject({ kind: 'cyclic', cycle });
    expect(saidOf(make, name)).toHaveLength(1);
  });

  test.each<[name: string, make: (row: number) => string | number]>([
    ['rooms', (row) => row % 24],
    ['hours', (row) => row % 60],
    ['hour', (row) => (row % 24) + 0.5],
    ['months', (row) => 1 + (row % 48)],
    ['weekday', (row) => row % 3],
    ['time', (row) => row * 31],
    ['angle', (row) => (row % 40) / 10],
  ])('%s need not', (name, make) => {
    expect(inputOf(make, name)?.kind).not.toBe('cyclic');
  });
});

describe('encoded', () => {
  function encoded(make: (row: number) => string | number, options: Partial<DataOptions> = {}) {
    const table = tableWith(make);
    const spec = fitEncoder(inferSchema(table, { target: 'y', ...options }), table, everyRow);
    const at = spec.columns.slice(0, 1).reduce((sum, each) => sum + widthOf(each), 0);
    const numbers = encodeInputs(spec, table, everyRow);
    return {
      spec,
      rowOf: (row: number) => [...numbers.subarray(row * spec.width + at, (row + 1) * spec.width)],
    };
  }

  test('the number, then sines and cosines of one, two and three times the phase', () => {
    const { rowOf } = encoded((row) => row % 24, { cyclic: { c: 24 } });
    for (const row of [0, 5, 23]) {
      const phase = (2 * Math.PI * row) / 24;
      const [raw, ...waves] = rowOf(row);
      expect(raw).toBeCloseTo((row - 11.5) / 12 / Math.sqrt(1 + ((row - 11.5) / 36) ** 2), 1);
      const wanted = [1, 2, 3].flatMap((wave) => [Math.sin(wave * phase), Math.cos(wave * phase)]);
      waves.forEach((wave, i) => {
        expect(wave).toBeCloseTo(wanted[i]!, 6);
      });
    }
  });

  test('of few places no more waves than tell them apart', () => {
    expect(encoded((row) => row % 4, { cyclic: { c: 4 } }).rowOf(0)).toHaveLength(3);
    expect(encoded((row) => row % 7, { cyclic: { c: 7 } }).rowOf(0)).toHaveLength(7);
    expect(
      encoded((row) => ['a', 'b', 'c'][row % 3]!, { cyclic: { c: ['a', 'b', 'c'] } }).rowOf(0),
    ).toHaveLength(3);
  });

  test('whatever comes later is finite and bounded', () => {
    const { spec } = encoded((row) => (row % 9 === 0 ? '' : row % 24), { cyclic: { c: 24 } });
    const anything = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom('', 'NA', '-3', '1e308', '-1e308', '25', '24.5', '∞'),
    );
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1 }), (texts) => {
        const table = tableFromRecords(texts.map((c) => ({ x: 1, c })));
        const rows = Uint32Array.from(texts, (_, row) => row);
        for (const number of encodeInputs(spec, table, rows)) expect(Math.abs(number)).toBeLessThanOrEqual(3);
      }),
    );
  });

  test('another column in its place is refused', () => {
    const { spec } = encoded((row) => `${row % 24}:30`);
    const other = tableFromRecords(Array.from({ length: 20 }, () => ({ x: 1, c: 'noon' })));
    expect(() => refuseUnreadable(spec, other)).toThrow('is "noon", not a place in its cycle');
  });
});

describe('by flag', () => {
  test.each<[given: number | string[], make: (row: number) => string | number, message: string]>([
    [0, (row) => row % 5, 'the period of column "c" is 0; it takes a number above 0.'],
    [Number.NaN, (row) => row % 5, 'the period of column "c" is NaN'],
    [
      24,
      (row) => ['ash', 'elm', 'oak'][row % 3]!,
      'column "c" was named with --cyclic, but most of it is no number',
    ],
    [
      ['ash', 'elm'],
      (row) => ['ash', 'elm', 'oak'][row % 3]!,
      'the order of column "c" does not name "oak".',
    ],
  ])('%j', (given, make, message) => {
    expect(() => schemaOf(make, 'c', { cyclic: { c: given } })).toThrow(message);
  });

  test('two kinds for one column', () => {
    expect(() => schemaOf((row) => row, 'c', { cyclic: { c: 5 }, number: ['c'] })).toThrow(
      'column "c" cannot be both a number and cyclic.',
    );
    expect(() => schemaOf((row) => row, 'c', { cyclic: { d: 5 } })).toThrow('no column "d"');
  });
});
