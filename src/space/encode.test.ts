import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categorical, float, integer, ordinal, powers, space } from './define.js';
import { cellAround, decode, encode, fromUnit, toUnit } from './encode.js';
import type { Parameter } from './parameter.js';
import { isContinuous } from './steps.js';
import { contains, countValues, valuesOf } from './values.js';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const floats = fc
  .tuple(finite(1e-9, 1e6), finite(1e-9, 1e6), fc.boolean())
  .map(([a, b, log]): Parameter => float(Math.min(a, b), Math.max(a, b), { log }));
const integers = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }), fc.boolean())
  .map(([low, more, log]): Parameter => integer(low, low + more, { log }));
/** Steps from a hundredth to hundreds, on both scales. */
const stepped = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 300 }))
  .chain(([low, step, count]) =>
    fc.tuple(fc.boolean(), fc.constantFrom(1, 100)).map(([log, divisor]): Parameter => {
      const bounds = [low / divisor, (low + step * count + step / 2) / divisor] as const;
      return divisor === 1
        ? integer(low, low + step * count, { log, step })
        : float(...bounds, { log, step: step / divisor });
    }),
  );
const ordinals = fc
  .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 })
  .map((values): Parameter => ordinal(values.sort((a, b) => a - b)));
const categories = fc
  .uniqueArray(fc.oneof(fc.string(), fc.boolean(), fc.integer()), { minLength: 1 })
  .map((choices): Parameter => categorical(choices));
const discrete = fc.oneof(integers, stepped, ordinals, categories);
const any = fc.oneof(floats, discrete);
const unit = finite(0, 1);

const check = <T>(property: fc.IProperty<T>) => fc.assert(property, { seed: 1, numRuns: 300 });

describe('the unit cube', () => {
  test('every place decodes to a value, and the value lies where it decodes to itself', () => {
    check(
      fc.property(any, unit, (parameter, place) => {
        const value = fromUnit(parameter, place);
        expect(contains(parameter, value)).toBe(true);
        const back = toUnit(parameter, value);
        expect(back >= 0 && back <= 1).toBe(true);
        if (!isContinuous(parameter)) expect(fromUnit(parameter, back)).toBe(value);
        else if (parameter.kind === 'float' && parameter.low < parameter.high) {
          const again = fromUnit(parameter, back) as number;
          expect(Math.abs(again - (value as number))).toBeLessThanOrEqual(1e-9 * Math.abs(value as number));
        }
      }),
    );
  });

  test('all of a cell decodes to its value, and cells tile the interval', () => {
    check(
      fc.property(discrete, unit, unit, (parameter, place, within) => {
        const [low, high] = cellAround(parameter, place);
        const inside = low + (high - low) * (0.001 + 0.998 * within);
        expect(fromUnit(parameter, inside)).toBe(fromUnit(parameter, place));
        expect(low <= place + 1e-12 && place <= high + 1e-12).toBe(true);
        if (high < 1 - 1e-9) expect(cellAround(parameter, high + (1 - high) * 1e-6)[0]).toBeCloseTo(high, 9);
        else expect(high).toBeCloseTo(1, 12);
      }),
    );
  });

  test('the ends are reached, whole numbers on a log scale too', () => {
    check(
      fc.property(fc.oneof(floats, integers, stepped), (parameter) => {
        const { low, high } = parameter as { low: number; high: number };
        expect([fromUnit(parameter, 0), fromUnit(parameter, 1)]).toEqual([low, high]);
        expect([fromUnit(parameter, -3), fromUnit(parameter, 3)]).toEqual([low, high]);
      }),
    );
    const width = integer(4, 512, { log: true });
    const cells = [4, 5, 511, 512].map((value) => cellAround(width, toUnit(width, value)));
    expect(cells[0]![0]).toBe(0);
    expect(cells[0]![1]).toBeCloseTo(cells[1]![0], 12);
    expect(cells[2]![1]).toBeCloseTo(cells[3]![0], 12);
    expect(cells[3]![1]).toBe(1);
  });

  test('different values lie at different places, in their order', () => {
    for (const parameter of [
      integer(1, 300, { log: true }),
      integer(-5, 5),
      powers(2, 8, 4096),
      float(-0.7, 0.8, { step: 0.1 }),
      integer(64, 4096, { log: true, step: 64 }),
      float(0.001, 0.2, { log: true, step: 0.001 }),
    ]) {
      const values = Array.from({ length: 4000 }, (_, i) => fromUnit(parameter, i / 3999) as number);
      const distinct = [...new Set(values)];
      expect(distinct.length).toBe(countValues(parameter));
      expect(distinct).toEqual(valuesOf(parameter));
      const places = distinct.map((value) => toUnit(parameter, value));
      expect([...places].sort((a, b) => a - b)).toEqual(places);
    }
  });

  test('steps have the digits that were meant, and a value between them is none of them', () => {
    const share = float(0, 1, { step: 0.1 });
    expect(valuesOf(share)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect([contains(share, 0.3), contains(share, 0.1 + 0.2), contains(share, 0.35)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(integer(10, 100, { step: 64 })).toMatchObject({ low: 10, high: 74 });
  });

  test('a setting keeps what exists in it', () => {
    const over = space({
      loss: categorical(['squared', 'huber']),
      delta: float(0.1, 10, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
      layers: integer(0, 4),
    });
    expect([...encode(over, { loss: 'squared', layers: 0 })]).toEqual([0.25, Number.NaN, 0.1]);
    expect(decode(over, [0.25, 0.5, 0.1])).toEqual({ loss: 'squared', layers: 0 });
    expect(decode(over, [0.75, 0, 0.1])).toEqual({ loss: 'huber', delta: 0.1, layers: 0 });
    expect([...encode(over, { loss: 'other', layers: 9 } as never)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
