import { dataError } from '../error.js';
import type { Table } from './table.js';

export type Cell = string | number | bigint | boolean | Date | null | undefined;

/** A table from plain objects, one a row; keys that some lack are missing there. Throws a data error for nested values. */
export function tableFromRecords(records: readonly object[], name = 'the table'): Table {
  if (records.length === 0) throw dataError(`${name} has no rows.`, 'Give one object for each row.');
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((column) => ({
    name: column,
    values: records.map((record, row) => cellText((record as Record<string, unknown>)[column], column, row)),
  }));
  return { name, rows: records.length, columns, delimiter: ',', notes: [], firstRow: 1 };
}

function cellText(value: unknown, column: string, row: number): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol')
    throw dataError(
      `column "${column}" row ${row + 1} holds ${Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`}.`,
      'Use text, numbers, booleans, dates or null.',
    );
  return String(value);
}
