import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Task } from '../task.js';
import { groupSplitter } from './group.js';
import { anyProblem, everyRow, isAscending, joined, rowsOf } from './problems.contract.js';
import type { Fold, Splitter } from './splitter.js';

const splitter = (given: {
  targets: Float64Array;
  groupOf: Uint32Array;
  task?: Task;
  seed?: number;
  folds?: number;
  testFile?: boolean;
}): Splitter => {
  const { targets, groupOf, task = 'regression', seed = 1, folds, testFile = false } = given;
  const by = { groupOf, column: 'patient' };
  const rows = everyRow(targets.length);
  return groupSplitter({ rows, targets, task, seed, folds, testFile, validationFile: false, by });
};

/** Group numbers of about `groups` groups, some large, some small; at least six, none with nearly all rows. */
const grouped = anyProblem.chain((problem) =>
  fc.record({
    problem: fc.constant(problem),
    groupOf: fc
      .array(fc.nat({ max: 30 }), { minLength: problem.targets.length, maxLength: problem.targets.length })
      .map((groups) =>
        Uint32Array.from(groups, (group, row) => (row < 6 ? row : Math.floor((group * group) / 30))),
      ),
  }),
);

const areApart = (groupOf: Uint32Array, ...parts: Uint32Array[]) => {
  const seen = parts.map((rows) => new Set(rows.map((row) => groupOf[row]!)));
  return seen.every((own, i) =>
    seen.slice(i + 1).every((other) => [...own].every((group) => !other.has(group))),
  );
};

const distinct = (values: ArrayLike<number>) => new Set(Array.from(values)).size;

describe('groups', () => {
  test('are never on two sides; parts are disjoint, complete, ascending and not empty', () => {
    fc.assert(
      fc.property(grouped, fc.nat(5), ({ problem, groupOf }, repeat) => {
        const { test, pool, round } = splitter({ ...problem, groupOf, folds: 1 });
        const [fold] = round(repeat) as [Fold];
        expect(joined(test, pool)).toEqual([...everyRow(groupOf.length)]);
        expect(rowsOf(fold)).toEqual([...pool]);
        expect(areApart(groupOf, test, fold.train, fold.validation)).toBe(true);
        for (const part of [test, fold.train, fold.validation]) {
          expect(part.length).toBeGreaterThan(0);
          expect(isAscending(part)).toBe(true);
        }
      }),
    );
  });

  test('are whole in folds, each of which validates once and is not empty', () => {
    fc.assert(
      fc.property(
        grouped,
        fc.integer({ min: 2, max: 4 }),
        fc.nat(5),
        ({ problem, groupOf }, folds, repeat) => {
          const { pool, round } = splitter({ ...problem, groupOf, folds: 2 });
          const possible = Math.min(folds, distinct(pool.map((row) => groupOf[row]!)));
          const cut = splitter({ ...problem, groupOf, folds: possible }).round(repeat);
          expect(round(0)).toHaveLength(2);
          expect(joined(...cut.map(({ validation }) => validation))).toEqual([...pool]);
          expect(areApart(groupOf, ...cut.map(({ validation }) => validation))).toBe(true);
          for (const fold of cut) {
            expect(rowsOf(fold)).toEqual([...pool]);
            expect(fold.validation.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  test('the seed and the round decide', () => {
    const targets = Float64Array.from({ length: 400 }, (_, i) => i % 7);
    const groupOf = Uint32Array.from(targets, (_, i) => Math.floor(i / 8));
    const parts = (seed: number, round: number) =>
      splitter({ targets, groupOf, seed, folds: 1 }).round(round);
    expect(parts(3, 1)).toEqual(parts(3, 1));
    expect(parts(3, 1)).not.toEqual(parts(4, 1));
    expect(parts(3, 1)).not.toEqual(parts(3, 2));
    const folds = (round: number) => splitter({ targets, groupOf, folds: 5 }).round(round);
    expect(folds(0)).toEqual(folds(0));
    expect(folds(0)).not.toEqual(folds(1));
  });

  test('of a few rows each: parts have the sizes that rows would have', () => {
    const targets = Float64Array.from({ length: 1_000 }, (_, i) => i);
    const groupOf = Uint32Array.from(targets, (_, i) => Math.floor(i / 4));
    for (let seed = 0; seed < 20; seed++) {
      const { test, round } = splitter({ targets, groupOf, seed, folds: 1 });
      expect(Math.abs(test.length - 200)).toBeLessThanOrEqual(4);
      expect(Math.abs(round(0)[0]!.validation.length - 150)).toBeLessThanOrEqual(4);
    }
  });

  test('of very different sizes: the test part is fair to large and small ones', () => {
    // 20 groups of 50 rows and 1,000 of one row.
    const groupOf = Uint32Array.from({ length: 2_000 }, (_, i) => (i < 1_000 ? Math.floor(i / 50) : i));
    const targets = Float64Array.from(groupOf, (_, i) => i % 10);
    let ofLarge = 0;
    for (let seed = 0; seed < 50; seed++) {
      const { test } = splitter({ targets, groupOf, seed });
      expect(Math.abs(test.length - 400)).toBeLessThanOrEqual(1);
      ofLarge += test.filter((row) => row < 1_000).length;
    }
    expect(ofLarge / 50 / 1_000).toBeCloseTo(0.2, 1);
  });

  test('are taken so that classes keep their shares', () => {
    // 100 groups of ten rows of one class each; a tenth of the groups are of the rare class.
    const groupOf = Uint32Array.from({ length: 1_000 }, (_, i) => Math.floor(i / 10));
    const targets = Float64Array.from(groupOf, (group) => (group % 10 === 0 ? 1 : 0));
    for (let seed = 0; seed < 20; seed++) {
      const { test, round } = splitter({ targets, groupOf, task: 'multiclass', seed, folds: 5 });
      const rare = (rows: Uint32Array) => rows.filter((row) => targets[row] === 1).length;
      expect(rare(test)).toBe(20);
      const counts = round(0).map(({ validation }) => rare(validation));
      expect(Math.max(...counts)).toBeLessThanOrEqual(20);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(10);
    }
  });

  test('large groups of one class leave the rare class its share', () => {
    // Ten groups of 60 rows of the common class, 400 of one row, 20 of which are of the rare class.
    const groupOf = Uint32Array.from({ length: 1_000 }, (_, i) => (i < 600 ? Math.floor(i / 60) : i));
    const targets = Float64Array.from(groupOf, (_, i) => (i >= 980 ? 1 : 0));
    for (let seed = 0; seed < 20; seed++) {
      const { test } = splitter({ targets, groupOf, task: 'multiclass', seed });
      expect(test.length).toBe(200);
      expect(test.filter((row) => targets[row] === 1)).toHaveLength(4);
    }
  });

  test('a class that a third of the groups have is trained on', () => {
    const groupOf = Uint32Array.from({ length: 90 }, (_, i) => Math.floor(i / 10));
    const targets = Float64Array.from(groupOf, (group, i) => (group < 3 && i % 10 === 0 ? 1 : 0));
    for (let seed = 0; seed < 50; seed++) {
      const { round } = splitter({ targets, groupOf, task: 'multiclass', seed, folds: 1 });
      expect(distinct(round(0)[0]!.train.map((row) => targets[row]!))).toBe(2);
    }
  });
});

describe('groups that cannot be split', () => {
  const targets = new Float64Array(100);
  const by = (group: (row: number) => number, rest = {}) =>
    splitter({ targets, groupOf: Uint32Array.from(targets, (_, row) => group(row)), ...rest });

  test.each([
    ['one group', (_: number) => 0, {}, 'all rows are in 1 group by column "patient"'],
    ['two groups', (row: number) => row % 2, {}, 'the parts (train, validation, test) need one each'],
    ['a group with nearly all', (row: number) => Math.max(0, row - 91), {}, 'holds 92 of 100 rows'],
    ['more folds than groups', (row: number) => row % 6, { folds: 9 }, 'cannot be cut into 9 folds'],
  ])('%s', (_, group, rest, message) => {
    expect(() => by(group, rest)).toThrow(message);
  });

  test('two groups are enough beside a test file', () => {
    const { round } = by((row) => row % 2, { testFile: true });
    expect(round(0).map(({ validation }) => validation.length)).toEqual([50, 50]);
  });

  test('fewer groups than the usual folds are cut into as many as there are', () => {
    expect(by((row) => row % 4).folds).toBe(3);
  });
});
