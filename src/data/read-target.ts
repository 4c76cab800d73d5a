import { dataError } from '../error.js';
import { missingTest, ownTest } from './missing.js';
import { type NumberFormat, numberReader, readPlain } from './number-format.js';
import { namesOf, type Schema } from './schema.js';
import { type Column, columnNamed, listOf, rowsPhrase, shortened, type Table } from './table.js';
import { interleaved, type Target } from './target.js';
import type { DataOptions } from './task.js';
import { readWeights } from './weight.js';

/** A target as it was read, and how many rows lack it. */
export interface ReadTarget extends Target {
  readonly unread: number;
}

export interface ReadTargetOptions extends Pick<DataOptions, 'dropBadRows'> {
  /** Whether the table is a piece of another, in which no row need count. */
  readonly isPiece?: boolean;
}

/**
 * Reads the target columns and the weights. Throws a data error when a row lacks one or has an unreadable one, unless `dropBadRows`; rows at
 * the schema's caps, and those of weight 0, are left out.
 */
export function readTarget(
  schema: Schema,
  table: Table,
  { dropBadRows = false, isPiece = false }: ReadTargetOptions = {},
): ReadTarget {
  const columns = namesOf(schema.target).map((name) => columnNamed(table, name));
  const read = valuesOf(schema, columns);
  const readable = rowsWhere(table.rows, (row) => read.every((values) => !Number.isNaN(values[row]!)));
  const unread = table.rows - readable.length;
  if (unread > 0 && !dropBadRows) refuseBadRows(schema, table, columns, read);
  const { weight, missing } = schema;
  const weights = weight && readWeights(weight, table, { missing, dropBadRows, isPiece });
  const rows = weights ? readable.filter((row) => weights[row]! > 0) : readable;
  if (rows.length === 0 && !isPiece)
    throw dataError(
      `no row of ${table.name} has a readable ${listOf(namesOf(schema.target))}.`,
      'Choose another column with --target.',
    );
  const isCapped = (row: number) => schema.caps?.some((caps, k) => caps.includes(read[k]![row]!)) ?? false;
  return {
    values: interleaved(read),
    width: read.length,
    weights,
    rows: schema.caps ? rows.filter((row) => !isCapped(row)) : rows,
    unread,
  };
}

function valuesOf({ target, missing }: Schema, columns: readonly Column[]): Float64Array[] {
  if (target.task !== 'regression') return [codesOf(target.classes, columns[0]!)];
  return columns.map((column, k) => numbersOf(column, target.columns[k]!.format, missing));
}

function numbersOf(column: Column, format: NumberFormat, missing: readonly string[]): Float64Array {
  const read = numberReader(format);
  const own = ownTest(missing);
  return Float64Array.from(column.values, (value) => {
    const text = value.trim();
    const x = own(text) ? Number.NaN : read(text);
    return Math.abs(x) > largest ? Number.NaN : x;
  });
}

/** Errors are squared and summed: beyond this they would overflow. */
const largest = 1e100;

/** Classes that are numbers are found by value, for 1 may stand as 1.0 in another file. */
function codesOf(classes: readonly string[], column: Column): Float64Array {
  const index = new Map(classes.map((name, code) => [name, code]));
  const numeric = classes.every((name) => !Number.isNaN(readPlain(name)));
  const byValue = new Map(numeric ? classes.map((name, code) => [readPlain(name), code]) : []);
  return Float64Array.from(column.values, (value) => {
    const text = value.trim();
    return index.get(text) ?? byValue.get(readPlain(text)) ?? Number.NaN;
  });
}

/** Refuses the first column that has a bad row. */
function refuseBadRows(
  schema: Schema,
  table: Table,
  columns: readonly Column[],
  read: readonly Float64Array[],
): never {
  const place = read.findIndex((values) => values.some(Number.isNaN));
  const column = columns[place]!;
  const isMissing = missingTest(schema.missing);
  const bad = rowsWhere(table.rows, (row) => Number.isNaN(read[place]![row]!));
  const textOf = (row: number) => column.values[row]!.trim();
  const unreadable = bad.filter((row) => !isMissing(textOf(row)));
  if (unreadable.length > 0)
    throw unreadableError(schema, table, column.name, unreadable, textOf(unreadable[0]!));
  throw dataError(
    `target column "${column.name}" is missing in ${rowsPhrase(table, bad)} of ${table.name}.`,
    'Fill it in, or leave those rows out with --drop-bad-rows.',
  );
}

function unreadableError(schema: Schema, table: Table, name: string, rows: Uint32Array, text: string) {
  const { target } = schema;
  const subject = `target column "${name}" ${rowsPhrase(table, rows)} of ${table.name} is "${shortened(text)}"`;
  if (target.task !== 'regression')
    return dataError(
      `${subject}, a class that the model does not know (${listOf(target.classes, 5)}).`,
      'Mend it, or leave such rows out with --drop-bad-rows.',
    );
  const otherwise = target.columns.length === 1 ? ', or predict classes with --task multiclass' : '';
  return dataError(
    `${subject}, which is ${Number.isFinite(Number(text)) ? 'beyond 1e100' : 'not a number'}.`,
    `Mend it, ${otherwise === '' ? 'or ' : ''}call it missing with --na "${shortened(text)}" and leave such rows out with --drop-bad-rows${otherwise}.`,
  );
}

function rowsWhere(count: number, holds: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) if (holds(row)) rows[found++] = row;
  return rows.slice(0, found);
}
