import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferSchema } from '../infer-schema.js';
import { tableFromRecords } from '../records.js';
import type { DataOptions } from '../task.js';
import { encodeInputs } from './encode.js';
import { widthOf } from './encoder.js';
import { fitEncoder } from './fit.js';
import { refuseUnreadable } from './readable.js';

const n = 120;
const everyRow = Uint32Array.from({ length: n }, (_, row) => row);
const sizes = ['small', 'medium', 'large'];
const size = (row: number) => sizes[row % 3]!;
const tableWith = (make: (row: number) => string) =>
  tableFromRecords(
    Array.from({ length: n }, (_, row) => ({ y: (row * 37) % 101, x: (row * 7) % 13, c: make(row) })),
  );
const schemaOf = (make: (row: number) => string, options: Partial<DataOptions> = {}) =>
  inferSchema(tableWith(make), { target: 'y', ...options });
const inputOf = (...given: Parameters<typeof schemaOf>) =>
  schemaOf(...given).inputs.find(({ name }) => name === 'c');

function fitted(make: (row: number) => string, options: Partial<DataOptions> = {}, rows = everyRow) {
  const table = tableWith(make);
  const spec = fitEncoder(inferSchema(table, { target: 'y', ...options }), table, rows);
  const at = widthOf(spec.columns[0]!);
  const encode = (text: string) =>
    [...encodeInputs(spec, tableFromRecords([{ x: 1, c: text }]), Uint32Array.of(0))].slice(at);
  return { spec, encode };
}

describe('what is ordered by itself', () => {
  test('is said, with the flag that changes it', () => {
    const { assumptions } = schemaOf(size);
    expect(inputOf(size)).toEqual({ kind: 'ordinal', name: 'c', levels: sizes, missing: [] });
    expect(assumptions.filter(({ about }) => about === 'c')).toEqual([
      { about: 'c', text: 'ordered: small < medium < large', flag: '--category c' },
    ]);
    expect(inputOf(size, { category: ['c'] })?.kind).toBe('category');
  });

  test('beside texts that mean missing', () => {
    const schema = schemaOf((row) => (row % 5 === 0 ? 'unknown' : size(row)));
    expect(schema.inputs.find(({ name }) => name === 'c')).toMatchObject({
      levels: sizes,
      missing: ['unknown'],
    });
    expect(schema.assumptions.at(-1)?.text).toBe(
      'ordered: small < medium < large; "unknown" taken as missing',
    );
  });
});

describe('encoded', () => {
  test('steps of the order, then the levels', () => {
    const { encode } = fitted(size);
    const close = (text: string, wanted: number[]) =>
      encode(text).forEach((number, i) => {
        expect(number).toBeCloseTo(wanted[i]!, 6);
      });
    close('small', [-2 / 3, -1 / 3, 1, 0, 0]);
    close('medium', [1 / 3, -1 / 3, 0, 1, 0]);
    close('large', [1 / 3, 2 / 3, 0, 0, 1]);
  });

  test('what is missing or no level is 0 throughout, with a flag where missing says something', () => {
    expect(fitted(size).encode('')).toEqual([0, 0, 0, 0, 0]);
    expect(fitted(size).encode('enormously big')).toEqual([0, 0, 0, 0, 0]);
    const { encode } = fitted((row) => (row % 4 === 0 ? '' : size(row)));
    expect(encode('')).toEqual([0, 0, 0, 0, 0, 1]);
  });

  test('a level that no training row has stands between its neighbours', () => {
    const rows = everyRow.filter((row) => row % 3 !== 1);
    const { encode } = fitted(size, {}, rows);
    expect(encode('medium')).toHaveLength(encode('large').length);
    expect(encode('medium')).not.toEqual(encode(''));
  });

  test('whatever comes later is finite and bounded', () => {
    const { spec } = fitted(size);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom(...sizes, '', 'NA')), { minLength: 1 }),
        (texts) => {
          const table = tableFromRecords(texts.map((c) => ({ x: 1, c })));
          const rows = Uint32Array.from(texts, (_, row) => row);
          for (const number of encodeInputs(spec, table, rows))
            expect(Math.abs(number)).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  test('another column in its place is refused', () => {
    const other = tableFromRecords(Array.from({ length: 20 }, () => ({ x: 1, c: 'oak' })));
    expect(() => refuseUnreadable(fitted(size).spec, other)).toThrow('is "oak", not one of its levels');
  });
});

describe('by flag', () => {
  const woods = (row: number) => ['ash', 'elm', 'oak'][row % 3]!;

  test('the order that was given', () => {
    const levels = ['oak', 'ash', 'elm', 'yew'];
    expect(inputOf(woods, { ordinal: { c: levels } })).toMatchObject({ kind: 'ordinal', levels });
  });

  test.each<[levels: string[], message: string]>([
    [['oak', 'ash'], 'the order of column "c" does not name "elm".'],
    [['oak'], 'the order of column "c" needs at least two levels.'],
    [['oak', 'ash', 'oak', 'elm'], 'the order of column "c" names "oak" twice.'],
  ])('%j', (levels, message) => {
    expect(() => schemaOf(woods, { ordinal: { c: levels } })).toThrow(message);
  });

  test('two kinds for one column', () => {
    expect(() => schemaOf(woods, { ordinal: { c: ['ash', 'elm', 'oak'] }, category: ['c'] })).toThrow(
      'column "c" cannot be both a category and ordinal.',
    );
  });
});
