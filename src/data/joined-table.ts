import { lazyColumn } from './read/lazy-column.js';
import { type Column, findColumn, rowNumber, type Table } from './table.js';

/** The rows of `a` and after them those of `b`, in the columns of `a`; what `b` does not have is empty. */
export function joinedTable(a: Table, b: Table): Table {
  const rows = a.rows + b.rows;
  return {
    ...a,
    rows,
    columns: a.columns.map((column) => joinedColumn(column, findColumn(b, column.name), a.rows, rows)),
    rowNumbers: Uint32Array.from({ length: rows }, (_, row) =>
      row < a.rows ? rowNumber(a, row) : rowNumber(b, row - a.rows),
    ),
  };
}

/** Texts that the files' columns make when they are asked for are not all kept because they are joined. */
const joinedColumn = (first: Column, second: Column | undefined, firstRows: number, rows: number): Column =>
  lazyColumn(first.name, rows, (row) =>
    row < firstRows ? first.values[row]! : (second?.values[row - firstRows] ?? ''),
  );
