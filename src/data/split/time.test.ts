import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyRow, isAscending, joined } from './problems.contract.js';
import { timeSplitter } from './time.js';

const splitter = (times: Float64Array, given: { folds?: number; testFile?: boolean } = {}) =>
  timeSplitter({
    rows: everyRow(times.length),
    targets: times,
    task: 'regression',
    seed: 1,
    testFile: false,
    validationFile: false,
    ...given,
    by: { times, column: 'day', text: (row) => String(times[row]!) },
  });

const latest = (rows: Uint32Array, times: Float64Array) => Math.max(...rows.map((row) => times[row]!));
const earliest = (rows: Uint32Array, times: Float64Array) => Math.min(...rows.map((row) => times[row]!));

/** Times in no order, with ties of every kind, at least two different ones. */
const anyTimes = fc
  .tuple(fc.integer({ min: 10, max: 300 }), fc.integer({ min: 2, max: 300 }), fc.nat())
  .map(([rows, different, seed]) =>
    Float64Array.from(
      { length: rows },
      (_, row) => (row < 2 ? row : Math.imul(row + seed, 0x9e3779b1) >>> 0) % different,
    ),
  );

describe('time', () => {
  test('nothing is trained on that is later than what validates or tests it', () => {
    fc.assert(
      fc.property(
        anyTimes,
        fc.constantFrom(1, 2, 3, 4),
        fc.nat(7),
        fc.boolean(),
        (times, folds, round, testFile) => {
          const { test, pool, ...split } = splitter(times, { folds, testFile });
          expect(joined(test, pool)).toEqual([...everyRow(times.length)]);
          if (test.length > 0) expect(latest(pool, times)).toBeLessThanOrEqual(earliest(test, times));
          for (const { train, validation } of split.round(round)) {
            expect(train.length).toBeGreaterThan(0);
            expect(validation.length).toBeGreaterThan(0);
            expect(latest(train, times)).toBeLessThanOrEqual(earliest(validation, times));
            expect([train, validation].every(isAscending)).toBe(true);
            expect(validation.every((row) => pool.includes(row))).toBe(true);
          }
        },
      ),
    );
  });

  test('rows of one time stay together where a part can be half or one and a half as large', () => {
    // 60 days of 1 to 7 rows each: every boundary has a day's beginning near.
    const times = Float64Array.from(
      Array.from({ length: 60 }, (_, day) => new Array(1 + (day % 7)).fill(day)).flat(),
    );
    for (const folds of [1, 2, 5])
      for (const round of [0, 1, 2]) {
        const { test, pool, ...split } = splitter(times, { folds });
        const parts = [
          pool,
          test,
          ...split.round(round).flatMap(({ train, validation }) => [train, validation]),
        ];
        for (let i = 0; i < parts.length; i += 2)
          expect(latest(parts[i]!, times)).toBeLessThan(earliest(parts[i + 1]!, times));
      }
  });

  test('65, 15 and 20 % where nothing ties, whatever the order of the rows', () => {
    const times = Float64Array.from({ length: 6_000 }, (_, i) => (i * 7919) % 6_000);
    const { test, folds, round } = splitter(times);
    const [{ train, validation }] = round(0) as [{ train: Uint32Array; validation: Uint32Array }];
    expect([folds, train.length, validation.length, test.length]).toEqual([1, 3_900, 900, 1_200]);
    expect([latest(train, times), latest(validation, times)]).toEqual([3_899, 4_799]);
  });

  test('folds are the later half of the pool, the latest first; further rounds end earlier, and there are three', () => {
    const times = Float64Array.from({ length: 1_000 }, (_, i) => i);
    const { round, folds } = splitter(times);
    expect(folds).toBe(5);
    const ends = (number: number) => round(number).map(({ validation }) => latest(validation, times));
    expect(ends(0)).toEqual([799, 719, 639, 559, 479]);
    expect(ends(1)).toEqual([772, 692, 612, 532, 452]);
    expect(round(0).every(({ validation }) => validation.length === 80)).toBe(true);
    expect(round(3)).toEqual(round(0));
  });

  test('one year that holds most rows is cut apart rather than one part be nearly empty', () => {
    const times = Float64Array.from({ length: 1_000 }, (_, i) => (i < 10 ? 2020 : i < 990 ? 2021 : 2022));
    const { test, round } = splitter(times, { folds: 1 });
    expect([test.length, round(0)[0]!.validation.length]).toEqual([200, 150]);
  });

  test('rows of one time are in the order of the file', () => {
    const { test } = splitter(Float64Array.from({ length: 100 }, (_, i) => (i < 5 ? 0 : 1)));
    expect([...test]).toEqual([...everyRow(100)].slice(80));
  });

  test('says from when to when a part goes', () => {
    const times = Float64Array.from({ length: 100 }, (_, i) => 99 - i);
    const { test, describe } = splitter(times);
    expect(describe(test)).toBe('80 to 99');
  });

  test('one single time orders nothing', () => {
    expect(() => splitter(new Float64Array(50))).toThrow('column "day" has one single time');
  });
});
