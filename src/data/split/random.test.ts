import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Task } from '../task.js';
import { anyProblem, everyRow, isAscending, joined, rowsOf } from './problems.contract.js';
import { foldsOf, randomSplitter, resplit } from './random.js';
import { foldsFor, mostValidationRows, testRows, validationRows } from './sizes.js';
import type { SplitterOptions } from './splitter.js';

const share = (rows: Uint32Array, targets: Float64Array, code: number) =>
  rows.filter((row) => targets[row] === code).length / rows.length;

type Given = Pick<SplitterOptions, 'targets' | 'seed' | 'task'> & Partial<SplitterOptions>;

const split = (given: Given) => {
  const rows = everyRow(given.targets.length);
  const { test, pool, round } = randomSplitter({
    rows,
    testFile: false,
    validationFile: false,
    folds: 1,
    ...given,
  });
  return { test, pool, round, ...round(0)[0]! };
};

describe('splitting', () => {
  test('parts are disjoint, complete, ascending, and of the sizes promised', () => {
    fc.assert(
      fc.property(anyProblem, fc.boolean(), (problem, testFile) => {
        const { train, validation, test } = split({ ...problem, testFile });
        const n = problem.targets.length;
        expect(joined(train, validation, test)).toEqual([...everyRow(n)]);
        expect([train, validation, test].every(isAscending)).toBe(true);
        expect(test.length).toBe(testFile ? 0 : Math.round(n / 5));
        expect(validation.length).toBe(validationRows(n - test.length));
      }),
    );
  });

  test('every class is trained on', () => {
    fc.assert(
      fc.property(anyProblem, ({ targets, seed }) => {
        const { train } = split({ targets, task: 'multiclass', seed });
        expect(new Set(train.map((row) => targets[row]!))).toEqual(new Set(targets));
      }),
    );
  });

  test('a class of three rows is in every part, one of two rows trains and validates', () => {
    const targets = Float64Array.from({ length: 300 }, (_, i) => (i < 3 ? 1 : i < 5 ? 2 : 0));
    for (let seed = 0; seed < 50; seed++) {
      const { train, validation, test } = split({ targets, task: 'multiclass', seed });
      const counts = (code: number) =>
        [train, validation, test].map((rows) => rows.filter((row) => targets[row] === code).length);
      expect(counts(1)).toEqual([1, 1, 1]);
      expect(counts(2)).toEqual([1, 1, 0]);
      expect([train.length, validation.length, test.length]).toEqual([195, 45, 60]);
    }
  });

  test('works on rows that are not all rows', () => {
    const targets = Float64Array.from({ length: 100 }, (_, i) => i);
    const rows = everyRow(100).filter((row) => row % 2 === 1);
    const { train, validation, test } = split({ rows, targets, task: 'regression', seed: 1 });
    expect(joined(train, validation, test)).toEqual([...rows]);
  });

  test('the seed decides, and nothing else', () => {
    const targets = Float64Array.from({ length: 1000 }, (_, i) => i % 7);
    const parts = (seed: number) => {
      const { train, validation, test } = split({ targets, task: 'multiclass', seed });
      return { train, validation, test };
    };
    expect(parts(3)).toEqual(parts(3));
    expect(parts(3)).not.toEqual(parts(4));
  });

  test('classes have the same share in each part', () => {
    const targets = Float64Array.from({ length: 2000 }, (_, i) => (i % 50 === 0 ? 2 : i % 3 === 0 ? 1 : 0));
    const parts = split({ targets, task: 'multiclass', seed: 5 });
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
      const { test } = split({ targets, task: 'regression', seed });
      const deciles = new Set(test.map((row) => Math.floor(targets[row]! / 20)));
      expect(deciles.size).toBe(5);
    }
  });

  test('a huge table gives the rest to training', () => {
    const targets = new Float64Array(400_000);
    const { train, validation, test } = split({ targets, task: 'binary', seed: 1 });
    expect([train.length, validation.length, test.length]).toEqual([300_000, mostValidationRows, 80_000]);
  });

  test('five rows are too few to lose', () => {
    expect(() => split({ targets: new Float64Array(4), task: 'regression', seed: 1 })).toThrow(
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
        for (const fold of cut) expect(rowsOf(fold)).toEqual([...pool]);
      }),
    );
  });

  test('every class is trained on in every fold', () => {
    fc.assert(
      fc.property(anyProblem, fc.integer({ min: 2, max: 10 }), ({ targets, seed }, folds) => {
        const rows = everyRow(targets.length);
        for (const { train } of foldsOf({ rows, targets, task: 'multiclass', seed, folds }))
          expect(new Set(train.map((row) => targets[row]!))).toEqual(new Set(targets));
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
    const task: Task = 'multiclass';
    const again = (repeat: number) => resplit({ rows, targets, task, seed: 1, count: 60, repeat });
    expect(again(0).validation.length).toBe(60);
    expect(again(1)).toEqual(again(1));
    expect(again(1)).not.toEqual(again(2));
  });
});

test('tables of fewer than 5,000 rows in all are cross-validated', () => {
  expect([100, 1_999, 2_000, 4_999, 5_000, 1_000_000].map(foldsFor)).toEqual([5, 5, 3, 3, 1, 1]);
  expect([10, 1_000, 1_000_000].map(testRows)).toEqual([2, 200, 100_000]);
});
