import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fold, foldsOf, mostValidationRows, resplit, splitRows, validationRows } from './split.js';
import type { Task } from './task.js';

const everyRow = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);
const joined = (...parts: Uint32Array[]) => parts.flatMap((part) => [...part]).sort((a, b) => a - b);
const isAscending = (rows: Uint32Array) => rows.every((row, i) => i === 0 || row > rows[i - 1]!);
const share = (rows: Uint32Array, targets: Float64Array, code: number) =>
  rows.filter((row) => targets[row] === code).length / rows.length;

const anyProblem = fc.record({
  targets: fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: 10, maxLength: 400 })
    .map((codes) => Float64Array.from(codes)),
  task: fc.constantFrom<Task>('regression', 'multiclass'),
  seed: fc.nat(),
});

describe('splitting', () => {
  test('parts are disjoint, complete, ascending, and of the sizes promised', () => {
    fc.assert(
      fc.property(anyProblem, fc.boolean(), ({ targets, task, seed }, testFile) => {
        const rows = everyRow(targets.length);
        const { train, validation, test } = splitRows({ rows, targets, task, seed, testFile });
        expect(joined(train, validation, test)).toEqual([...rows]);
        expect([train, validation, test].every(isAscending)).toBe(true);
        expect(test.length).toBe(testFile ? 0 : Math.round(rows.length / 5));
        expect(validation.length).toBe(validationRows(rows.length - test.length));
      }),
    );
  });

  test('every class is trained on', () => {
    fc.assert(
      fc.property(anyProblem, ({ targets, seed }) => {
        const { train } = splitRows({ rows: everyRow(targets.length), targets, task: 'multiclass', seed });
        expect(new Set(train.map((row) => targets[row]!))).toEqual(new Set(targets));
      }),
    );
  });

  test('works on rows that are not all rows', () => {
    const targets = Float64Array.from({ length: 100 }, (_, i) => i);
    const rows = everyRow(100).filter((row) => row % 2 === 1);
    const { train, validation, test } = splitRows({ rows, targets, task: 'regression', seed: 1 });
    expect(joined(train, validation, test)).toEqual([...rows]);
  });

  test('the seed decides, and nothing else', () => {
    const targets = Float64Array.from({ length: 1000 }, (_, i) => i % 7);
    const split = (seed: number) => splitRows({ rows: everyRow(1000), targets, task: 'multiclass', seed });
    expect(split(3)).toEqual(split(3));
    expect(split(3)).not.toEqual(split(4));
  });

  test('classes have the same share in each part', () => {
    const targets = Float64Array.from({ length: 2000 }, (_, i) => (i % 50 === 0 ? 2 : i % 3 === 0 ? 1 : 0));
    const parts = splitRows({ rows: everyRow(2000), targets, task: 'multiclass', seed: 5 });
    for (const part of [parts.train, parts.validation, parts.test])
      for (const code of [0, 1, 2])
        expect(
          Math.abs(
            share(part, targets, code) * part.length - share(everyRow(2000), targets, code) * part.length,
          ),
        ).toBeLessThanOrEqual(1.5);
  });

  test('small regressions have targets of all sizes in each part', () => {
    const targets = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    for (let seed = 0; seed < 20; seed++) {
      const { test } = splitRows({ rows: everyRow(100), targets, task: 'regression', seed });
      const deciles = new Set(test.map((row) => Math.floor(targets[row]! / 20)));
      expect(deciles.size).toBe(5);
    }
  });

  test('a huge table gives the rest to training', () => {
    const n = 400_000;
    const { train, validation, test } = splitRows({
      rows: everyRow(n),
      targets: new Float64Array(n),
      task: 'binary',
      seed: 1,
    });
    expect([train.length, validation.length, test.length]).toEqual([300_000, mostValidationRows, 80_000]);
  });

  test('five rows are too few to lose', () => {
    const targets = new Float64Array(4);
    expect(() => splitRows({ rows: everyRow(4), targets, task: 'regression', seed: 1 })).toThrow(
      '4 rows cannot be split into train, validation and test.',
    );
  });
});

describe('splitting again', () => {
  const targets = Float64Array.from({ length: 300 }, (_, i) => i % 3);
  const rows = everyRow(300);

  test('folds validate each row once', () => {
    fc.assert(
      fc.property(anyProblem, fc.integer({ min: 2, max: 5 }), (problem, folds) => {
        const pool = everyRow(problem.targets.length);
        // A class of few rows may give one back to training, and then it validates nowhere.
        const cut = foldsOf({ ...problem, task: 'regression', rows: pool, folds });
        expect(joined(...cut.map((fold) => fold.validation))).toEqual([...pool]);
        for (const fold of cut) expect(joined(fold.train, fold.validation)).toEqual([...pool]);
      }),
    );
  });

  test('folds are stratified and repeats differ', () => {
    const cut = (repeat: number) => foldsOf({ rows, targets, task: 'multiclass', seed: 1, folds: 5, repeat });
    for (const { validation } of cut(0))
      expect([0, 1, 2].map((code) => share(validation, targets, code))).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(cut(0)).toEqual(cut(0));
    expect(cut(0)).not.toEqual(cut(1));
  });

  test('resplits differ by their number', () => {
    const again = (repeat: number): Fold =>
      resplit({ rows, targets, task: 'multiclass', seed: 1, count: 60, repeat });
    expect(again(0).validation.length).toBe(60);
    expect(again(1)).toEqual(again(1));
    expect(again(1)).not.toEqual(again(2));
  });
});
