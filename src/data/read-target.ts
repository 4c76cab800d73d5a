import { dataError } from '../error.js';
import { missingTest, ownTest } from './missing.js';
import { numberReader, readPlain } from './number-format.js';
import { classesOf, type Schema } from './schema.js';
import { type Column, columnNamed, listOf, rowsPhrase, type Table } from './table.js';
import type { DataOptions } from './task.js';

/** The target of each row of a table, and the rows that have one. */
export interface Target {
  /** A number, or the class's index; NaN where it is missing or unreadable. */
  readonly values: Float64Array;
  /** The rows whose value is known and no cap that is left out, in order. */
  readonly rows: Uint32Array;
}

/** Reads the target column. Throws a data error when a row has none or an unreadable one, unless `dropBadRows`; rows at the schema's caps are left out. */
export function readTarget(
  schema: Schema,
  table: Table,
  { dropBadRows = false }: Pick<DataOptions, 'dropBadRows'> = {},
): Target {
  const { caps = [] } = schema;
  const column = columnNamed(table, schema.target.name);
  const values = schema.target.task === 'regression' ? numbersOf(schema, column) : codesOf(schema, column);
  const rows = rowsWhere(values, (value) => !Number.isNaN(value));
  if (rows.length < table.rows && !dropBadRows) refuseBadRows(schema, table, column, values);
  if (rows.length === 0)
    throw dataError(
      `no row of ${table.name} has a readable "${column.name}".`,
      'Choose another column with --target.',
    );
  return { values, rows: rows.filter((row) => !caps.includes(values[row]!)) };
}

function numbersOf(schema: Schema, column: Column): Float64Array {
  const { target } = schema;
  if (target.task !== 'regression') throw new Error('numbersOf needs a regression target');
  const read = numberReader(target.format);
  const own = ownTest(schema.missing);
  return Float64Array.from(column.values, (value) => {
    const text = value.trim();
    return own(text) ? Number.NaN : read(text);
  });
}

/** Classes that are numbers are found by value, for 1 may stand as 1.0 in another file. */
function codesOf(schema: Schema, column: Column): Float64Array {
  const classes = classesOf(schema.target);
  const index = new Map(classes.map((name, code) => [name, code]));
  const numeric = classes.every((name) => !Number.isNaN(readPlain(name)));
  const byValue = new Map(numeric ? classes.map((name, code) => [readPlain(name), code]) : []);
  return Float64Array.from(column.values, (value) => {
    const text = value.trim();
    return index.get(text) ?? byValue.get(readPlain(text)) ?? Number.NaN;
  });
}

function refuseBadRows(schema: Schema, table: Table, column: Column, values: Float64Array): never {
  const isMissing = missingTest(schema.missing);
  const bad = rowsWhere(values, (value) => Number.isNaN(value));
  const textOf = (row: number) => column.values[row]!.trim();
  const unreadable = bad.filter((row) => !isMissing(textOf(row)));
  if (unreadable.length > 0) throw unreadableError(schema, table, unreadable, textOf(unreadable[0]!));
  throw dataError(
    `target column "${column.name}" is missing in ${rowsPhrase(table, bad)} of ${table.name}.`,
    'Fill it in, or leave those rows out with --drop-bad-rows.',
  );
}

function unreadableError(schema: Schema, table: Table, rows: Uint32Array, text: string) {
  const { target } = schema;
  const subject = `target column "${target.name}" ${rowsPhrase(table, rows)} of ${table.name} is "${text}"`;
  if (target.task === 'regression')
    return dataError(
      `${subject}, which is not a number.`,
      `Mend it, call it missing with --na "${text}" and leave such rows out with --drop-bad-rows, or predict classes with --task multiclass.`,
    );
  return dataError(
    `${subject}, a class that the model does not know (${listOf(target.classes, 5)}).`,
    'Mend it, or leave such rows out with --drop-bad-rows.',
  );
}

function rowsWhere(values: Float64Array, holds: (value: number) => boolean): Uint32Array {
  const rows = new Uint32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (holds(values[row]!)) rows[count++] = row;
  return rows.slice(0, count);
}
