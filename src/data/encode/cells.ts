import { type DatePart, partOf, readDate } from '../date.js';
import { missingTest, ownTest } from '../missing.js';
import { numberReader } from '../number-format.js';
import type { Column } from '../table.js';
import { readTruth } from '../truth.js';
import type { DateEncoding, NumberEncoding } from './encoder.js';

/** The column's text in each of the rows, trimmed; undefined where it means missing. */
export function* presentTexts(column: Column, rows: Uint32Array, missing: readonly string[]) {
  const isMissing = missingTest(missing);
  for (const row of rows) {
    const text = column.values[row]!.trim();
    yield isMissing(text) ? undefined : text;
  }
}

/** The column's number in each of the rows; NaN where it is missing or unreadable. */
export function numberCells(
  column: Column,
  rows: Uint32Array,
  { format, missing }: Pick<NumberEncoding, 'format' | 'missing'>,
): Float64Array {
  const read = numberReader(format);
  const own = ownTest(missing);
  const cells = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const text = column.values[rows[i]!]!.trim();
    cells[i] = own(text) ? Number.NaN : read(text);
  }
  return cells;
}

/** 1 for yes, 0 for no, NaN where it is missing or unreadable. */
export function truthCells(column: Column, rows: Uint32Array, missing: readonly string[]): Float64Array {
  const own = ownTest(missing);
  return Float64Array.from(rows, (row) => {
    const text = column.values[row]!.trim();
    return own(text) ? Number.NaN : readTruth(text);
  });
}

/** Each wanted part of the column's dates; NaN where the date or the part is missing. */
export function dateCells(
  column: Column,
  rows: Uint32Array,
  { order }: Pick<DateEncoding, 'order'>,
  parts: readonly DatePart[],
): Float64Array[] {
  const cells = parts.map(() => new Float64Array(rows.length));
  for (let i = 0; i < rows.length; i++) {
    const when = readDate(column.values[rows[i]!]!.trim(), order);
    parts.forEach((part, p) => {
      cells[p]![i] = when === undefined ? Number.NaN : partOf(when, part);
    });
  }
  return cells;
}
