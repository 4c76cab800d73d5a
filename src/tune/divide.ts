import { inferSchema } from '../data/infer-schema.js';
import { joinedTable } from '../data/joined-table.js';
import { mainAxis } from '../data/main-axis.js';
import { readTarget } from '../data/read-target.js';
import { classesOf, namesOf, type Schema } from '../data/schema.js';
import { type Basis, splitBasis } from '../data/split/basis.js';
import { unseenClasses } from '../data/split/one-sided.js';
import { splitterOf } from '../data/split/split.js';
import type { Splitter } from '../data/split/splitter.js';
import { type SplitWay, splitWay } from '../data/split/way.js';
import { columnNamed, type Table } from '../data/table.js';
import type { Target } from '../data/target.js';
import type { Assumption, DataOptions } from '../data/task.js';

export interface DivideOptions {
  readonly table: Table;
  /** The test part's table, when it is another; `elsewhere` when there is one that need not be read. */
  readonly testTable?: Table | 'elsewhere';
  /** The table whose rows validate in every round, when it is another. */
  readonly validationTable?: Table;
  readonly data: DataOptions;
  readonly seed: number;
}

/** What the columns mean, and which rows train, validate and test. */
export interface Divided {
  readonly schema: Schema;
  /** The rows of the file, and after them those of the validation file. */
  readonly table: Table;
  readonly target: Target;
  readonly splitter: Splitter;
  readonly splitBy: SplitWay['kind'];
  /** The test part: rows of the table, or of another. */
  readonly test: { readonly table: Table; readonly target: Target; readonly rows: Uint32Array };
  readonly assumptions: readonly Assumption[];
}

/** Infers the schema from the file alone and divides its rows; throws data and usage errors (see the data room). */
export function divide(options: DivideOptions): Divided {
  const { testTable, seed, data } = options;
  const schema = inferSchema(options.table, data, testTable !== undefined);
  const { table, target, rows, validation } = joinedRows(schema, options);
  const basis = splitBasis({ schema, table, rows, options: data });
  const splitter = splitterOf({
    ...basis,
    targets: mainAxis(target),
    task: schema.target.task,
    seed,
    validation,
    testFile: testTable !== undefined,
    folds: data.folds,
  });
  return {
    schema,
    table,
    target,
    splitter,
    splitBy: splitWay(data.split).kind,
    test:
      testTable === undefined || testTable === 'elsewhere'
        ? { table, target, rows: splitter.test }
        : { table: testTable, ...targetIn(schema, testTable, data) },
    assumptions: [
      ...schema.assumptions,
      ...basis.assumptions,
      ...aboutClasses(schema, basis, splitter, target, data),
    ],
  };
}

function targetIn(schema: Schema, table: Table, data: DataOptions) {
  const target = readTarget(schema, table, data);
  return { target, rows: target.rows };
}

function appended(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** Each file's target is read by itself, so that what is wrong with a row is said of the right file. */
function joinedRows(schema: Schema, { table, validationTable, data }: DivideOptions) {
  const { target, rows } = targetIn(schema, table, data);
  if (validationTable === undefined) return { table, target, rows };
  for (const { name } of schema.inputs) columnNamed(validationTable, name);
  const other = targetIn(schema, validationTable, data);
  const validation = other.rows.map((row) => row + table.rows);
  return {
    table: joinedTable(table, validationTable),
    target: {
      width: target.width,
      values: appended(target.values, other.target.values),
      weights: target.weights && appended(target.weights, other.target.weights!),
      rows: Uint32Array.from([...rows, ...validation]),
    },
    rows,
    validation,
  };
}

/** Chance sees to it that every class is trained on; groups and time may not. */
function aboutClasses(
  schema: Schema,
  { by }: Basis,
  splitter: Splitter,
  { values: targets }: Target,
  { split }: DataOptions,
): Assumption[] {
  if (by.kind === 'random' || schema.target.task === 'regression') return [];
  const flag = split === undefined ? '--duplicates together' : `--split ${split}`;
  const classes = classesOf(schema.target);
  const { test } = splitter;
  const texts = unseenClasses({ folds: splitter.round(0), test, targets, classes, flag });
  return texts.map((text) => ({ about: namesOf(schema.target).join(', '), text, flag: flag.split(' ')[0] }));
}
