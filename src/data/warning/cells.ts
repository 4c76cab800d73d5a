import { dateCells, numberCells, presentTexts, truthCells } from '../encode/cells.js';
import { cyclicCells } from '../encode/cyclic.js';
import { ordinalCells } from '../encode/ordinal.js';
import type { InputColumn } from '../schema.js';
import { type Column, columnNamed } from '../table.js';
import type { Seen } from './warning.js';

/** A column's values in some rows as numbers: its own, or codes of its texts (`ordered` false); NaN where it is missing. */
export interface Cells {
  readonly values: Float64Array;
  readonly ordered: boolean;
}

export function cellsOf(input: InputColumn, { table, missing }: Seen, rows: Uint32Array): Cells {
  const column = columnNamed(table, input.name);
  switch (input.kind) {
    case 'number':
      return { values: numberCells(column, rows, { format: input.format, missing }), ordered: true };
    case 'boolean':
      return { values: truthCells(column, rows, missing), ordered: true };
    case 'date':
      return { values: dateCells(column, rows, input, ['elapsed'])[0]!, ordered: true };
    case 'ordinal':
      return { values: ordinalCells(column, rows, input), ordered: true };
    case 'cyclic':
      return { values: cyclicCells(column, rows, { ...input, missing }), ordered: true };
    default:
      return { values: codesOf(column, rows, missing), ordered: false };
  }
}

/** Texts numbered in the order in which they first occur. */
function codesOf(column: Column, rows: Uint32Array, missing: readonly string[]): Float64Array {
  const codes = new Map<string, number>();
  const values = new Float64Array(rows.length);
  let i = 0;
  for (const text of presentTexts(column, rows, missing)) {
    if (text !== undefined && !codes.has(text)) codes.set(text, codes.size);
    values[i++] = text === undefined ? Number.NaN : codes.get(text)!;
  }
  return values;
}
