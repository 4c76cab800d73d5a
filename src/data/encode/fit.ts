import { type DatePart, dateParts, partPeriods } from '../date.js';
import type {
  BooleanColumn,
  CategoryColumn,
  DateColumn,
  InputColumn,
  NumberColumn,
  Schema,
} from '../schema.js';
import { type Column, columnNamed, type Table } from '../table.js';
import { dateCells, numberCells, presentTexts, truthCells } from './cells.js';
import { fitCyclic, wavesFor } from './cyclic.js';
import {
  type BooleanEncoding,
  type CategoryEncoding,
  type ColumnEncoding,
  type DateEncoding,
  type EncoderSpec,
  type NumberEncoding,
  widthOf,
} from './encoder.js';
import { frequentLevels, mostInputs } from './levels.js';
import { fitOrdinal } from './ordinal.js';
import { fitScaling } from './scaling.js';

/**
 * Fits the encoder of a schema's inputs on the given rows only. Missing values get a flag where they are at least 1 % of these rows
 * and at least 5, unless an earlier column is missing in exactly the same rows.
 */
export function fitEncoder(schema: Schema, table: Table, rows: Uint32Array): EncoderSpec {
  const flags = flagger(rows.length);
  const columns = schema.inputs.map((input) =>
    fitColumn(input, columnNamed(table, input.name), rows, schema.missing, flags),
  );
  return { width: columns.reduce((sum, each) => sum + widthOf(each), 0), columns };
}

type Flagger = (missing: readonly number[]) => boolean;

function fitColumn(
  input: InputColumn,
  column: Column,
  rows: Uint32Array,
  missing: readonly string[],
  flags: Flagger,
): ColumnEncoding {
  switch (input.kind) {
    case 'number':
      return fitNumber(input, column, rows, missing, flags);
    case 'boolean':
      return fitBoolean(input, column, rows, missing, flags);
    case 'date':
      return fitDate(input, column, rows, missing, flags);
    case 'ordinal':
      return fitOrdinal(input, column, rows, (cells) => flags(missingPlaces(cells)));
    case 'cyclic':
      return fitCyclic(input, column, rows, missing, (cells) => flags(missingPlaces(cells)));
    case 'category':
      return fitCategory(input, column, rows);
  }
}

/** Decides about flags, and remembers the rows of those it gave, so that no two flags are equal. */
function flagger(rows: number): Flagger {
  const fewest = Math.max(5, rows / 100);
  const given = new Set<string>();
  return (missing) => {
    if (missing.length < fewest || missing.length === rows) return false;
    const pattern = missing.join();
    return given.has(pattern) ? false : given.add(pattern) !== undefined;
  };
}

const missingPlaces = (cells: Float64Array) => {
  const places: number[] = [];
  for (let i = 0; i < cells.length; i++) if (Number.isNaN(cells[i]!)) places.push(i);
  return places;
};

function fitNumber(
  { name, format }: NumberColumn,
  column: Column,
  rows: Uint32Array,
  missing: readonly string[],
  flags: Flagger,
): NumberEncoding {
  const cells = numberCells(column, rows, { format, missing });
  return { kind: 'number', name, format, missing, ...fitScaling(cells), flag: flags(missingPlaces(cells)) };
}

function fitBoolean(
  { name }: BooleanColumn,
  column: Column,
  rows: Uint32Array,
  missing: readonly string[],
  flags: Flagger,
): BooleanEncoding {
  const cells = truthCells(column, rows, missing);
  const present = cells.filter((cell) => !Number.isNaN(cell));
  const share = present.length === 0 ? 0 : present.reduce((sum, cell) => sum + cell, 0) / present.length;
  return { kind: 'boolean', name, missing, share, flag: flags(missingPlaces(cells)) };
}

function fitDate(
  { name, order }: DateColumn,
  column: Column,
  rows: Uint32Array,
  missing: readonly string[],
  flags: Flagger,
): DateEncoding {
  const cells = dateCells(column, rows, { order }, dateParts);
  const parts = dateParts
    .map((part, p) => ({ part, ...wavesOf(part), ...fitScaling(cells[p]!) }))
    .filter(({ part, scale }) => scale > 0 || part === 'elapsed');
  const elapsed = cells[dateParts.indexOf('elapsed')]!;
  return { kind: 'date', name, order, missing, parts, flag: flags(missingPlaces(elapsed)) };
}

function wavesOf(part: DatePart): { waves?: number } {
  const period = partPeriods[part];
  return period === undefined ? {} : { waves: wavesFor(period) };
}

function fitCategory({ name, missing }: CategoryColumn, column: Column, rows: Uint32Array): CategoryEncoding {
  const counts = new Map<string, number>();
  let absent = 0;
  for (const text of presentTexts(column, rows, missing))
    if (text === undefined) absent += 1;
    else counts.set(text, (counts.get(text) ?? 0) + 1);
  const { levels, other } = frequentLevels(counts, rows.length);
  const flag = absent >= Math.max(2, rows.length / 500) && absent < rows.length;
  const base = { kind: 'category', name, missing, levels, other, flag } as const;
  if (levels.length + (other ? 1 : 0) > mostInputs) return { ...base, embedded: true };
  if (levels.length !== 2 || other) return base;
  return { ...base, share: counts.get(levels[1]!)! / (rows.length - absent) };
}
