import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstAlike } from './duplicates.js';
import { inferSchema } from './infer-schema.js';
import { tableFromRecords } from './records.js';
import { splitBasis } from './split/basis.js';
import { splitterOf } from './split/split.js';
import type { DataOptions } from './task.js';

type Cells = readonly [string, string, number];
const tableOf = (rows: readonly Cells[]) => tableFromRecords(rows.map(([a, b, y]) => ({ a, b, y })));
const columns = {
  inputs: ['a', 'b'].map((name) => ({ kind: 'category' as const, name, missing: [] })),
  target: {
    task: 'regression' as const,
    columns: [{ name: 'y', format: { decimal: '.' as const, decorated: false } }],
  },
};

/** Few different cells, so that rows repeat; some would be the same when joined to one text. */
const anyRows = fc.array(
  fc.tuple(fc.constantFrom('x', 'xy', '', ' x'), fc.constantFrom('y', '', 'yx'), fc.constantFrom(0, 1, 10)),
  { minLength: 1, maxLength: 80 },
);

describe('rows that are equal', () => {
  test('are found: the first that agrees in every trimmed cell', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const keys = rows.map((cells) => JSON.stringify(cells.map((cell) => String(cell).trim())));
        expect([...firstAlike(tableOf(rows), columns)]).toEqual(keys.map((key) => keys.indexOf(key)));
      }),
    );
  });

  test('in columns that are not used do not count', () => {
    const rows: Cells[] = [
      ['x', '1', 1],
      ['x', '2', 1],
    ];
    const [a] = columns.inputs;
    expect([...firstAlike(tableOf(rows), { ...columns, inputs: [a!] })]).toEqual([0, 0]);
  });
});

describe('what becomes of them', () => {
  /** 120 rows, every third of which is a copy of the first row of its kind. */
  const table = tableOf(
    Array.from(
      { length: 120 },
      (_, i): Cells => (i % 3 === 0 ? ['x', 'y', 1] : [`c${i % 7}`, `d${i % 11}`, i]),
    ),
  );
  const basisOf = (options: Partial<DataOptions>) => {
    const given = { target: 'y', ...options };
    const rows = Uint32Array.from({ length: 120 }, (_, row) => row);
    return splitBasis({ schema: inferSchema(table, given), table, rows, options: given });
  };
  const targets = Float64Array.from({ length: 120 }, (_, row) => row);

  test('kept, they are as any other row', () => {
    expect(basisOf({})).toMatchObject({ by: { kind: 'random' }, assumptions: [] });
  });

  test('dropped, only the first stays', () => {
    const { rows, assumptions } = basisOf({ duplicates: 'drop' });
    expect([rows.length, rows[0]]).toEqual([81, 0]);
    expect(rows.filter((row) => row % 3 === 0)).toEqual(Uint32Array.of(0));
    expect(assumptions[0]!.text).toContain('39 rows equal to an earlier one');
  });

  test('together, they are on one side of every split', () => {
    const basis = basisOf({ duplicates: 'together' });
    for (let seed = 0; seed < 20; seed++) {
      const from = { ...basis, targets, task: 'regression' as const, testFile: false, seed };
      const { test: tested, round } = splitterOf({ ...from, folds: 1 });
      const parts = [tested, ...Object.values(round(seed)[0]!)];
      expect(parts.filter((rows) => rows.some((row: number) => row % 3 === 0))).toHaveLength(1);
    }
  });

  test('together and by group, whatever a chain of either joins is on one side', () => {
    const { by } = basisOf({ duplicates: 'together', split: 'group:a' });
    if (by.kind !== 'group') throw new Error('not by group');
    const row = (a: number) => by.groupOf[a]!;
    expect(row(3)).toBe(row(0));
    expect(row(8)).toBe(row(1));
    expect(row(1)).not.toBe(row(0));
  });

  test('where none repeat, nothing changes', () => {
    const unlike = tableOf(Array.from({ length: 40 }, (_, i): Cells => [`c${i % 7}`, 'y', i]));
    const options = { target: 'y', duplicates: 'together' as const };
    const rows = Uint32Array.from({ length: 40 }, (_, row) => row);
    const basis = splitBasis({ schema: inferSchema(unlike, options), table: unlike, rows, options });
    expect(basis.by.kind).toBe('random');
  });
});
