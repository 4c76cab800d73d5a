import { dataError } from '../error.js';
import { recordBuilder } from './read/record-builder.js';
import type { Table } from './table.js';

export type Cell = string | number | bigint | boolean | Date | null | undefined;

/**
 * A table from plain objects, one a row; keys that some lack are missing there, objects within them become columns named with a dot. Throws a data
 * error for arrays and other nested values.
 */
export function tableFromRecords(
  records: readonly object[],
  name = 'the table',
  ignore?: readonly string[],
): Table {
  if (!Array.isArray(records) || records.length === 0)
    throw dataError(`${name} has no rows.`, 'Give one object for each row.');
  const builder = recordBuilder(name, ignore);
  records.forEach((record, row) => {
    builder.add(record, `row ${row + 1}`);
  });
  return { name, rows: builder.rows(), columns: builder.finish(), delimiter: ',', notes: [], firstRow: 1 };
}
