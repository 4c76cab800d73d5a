import { dataError } from '../../error.js';
import type { Column, Note, Table } from '../table.js';
import { columnNames } from './column-names.js';
import type { Piece } from './piece.js';
import { textColumn } from './text-column.js';

/** Builds a table row by row: names first, then rows that must have as many fields; blank lines are skipped. */
export function rowBuilder(name: string, dropBadRows: boolean, piece?: Piece) {
  let names: string[] | undefined;
  let columns: ReturnType<typeof textColumn>[] = [];
  let record = 0;
  const numbers: number[] = [];
  const ragged: { number: number; fields: number }[] = [];
  const notes: Note[] = [];

  function add(fields: readonly string[]) {
    record += 1;
    if (fields.length === 1 && fields[0]!.trim() === '' && names?.length !== 1) return;
    if (names === undefined) {
      names = columnNames(fields, name, notes);
      columns = names.map(textColumn);
      record += piece?.before ?? 0;
    } else if (fields.length !== names.length) ragged.push({ number: record, fields: fields.length });
    else {
      numbers.push(record);
      for (let c = 0; c < fields.length; c++) columns[c]!.add(fields[c]!);
    }
  }

  /** `after` counts the records between the last one added and the one whose quote is open. */
  function refuseOpen(after: number): never {
    throw dataError(
      `${name} row ${record + after + 1}: a field opens with a quote (") that is never closed.`,
      'Close the quote, or double it if it is part of the text ("").',
    );
  }

  function refuseRagged() {
    const [first] = ragged;
    if (first === undefined) return;
    const rows = ragged.map((row) => row.number);
    if (!dropBadRows)
      throw dataError(
        `${name} row ${first.number} has ${count(first.fields, 'field')}; the header has ${names!.length}${othersLike(rows)}.`,
        ragged.length > numbers.length
          ? 'Most rows differ from the header: another character may separate the fields; name it with --delimiter, or leave the flag out.'
          : 'Mend those rows, or leave them out with --drop-bad-rows.',
      );
    const shown = `${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ', …' : ''}`;
    notes.push({ text: `${count(rows.length, 'row')} with too many or too few fields left out (${shown})` });
  }

  function dropEmptyTail() {
    const before = numbers.length;
    while (numbers.length > 0 && columns.every((column) => column.last()!.trim() === '')) {
      numbers.pop();
      for (const column of columns) column.drop();
    }
    if (before > numbers.length && names!.length > 1)
      notes.push({ text: `${count(before - numbers.length, 'empty row')} at the end left out` });
  }

  function finish(delimiter: string): Table {
    refuseRagged();
    if (piece?.isLast !== false) dropEmptyTail();
    const rows = numbers.length;
    if (rows === 0 && piece === undefined) {
      const what = ragged.length > 0 ? 'no usable rows' : 'a header but no rows';
      throw dataError(`${name} has ${what}.`, 'It needs rows of data below the row of column names.');
    }
    const firstRow = 2 + (piece?.before ?? 0);
    const table = { name, rows, columns: columns.map(finished), delimiter, notes, firstRow };
    const regular = rows === 0 || numbers[rows - 1] === rows - 1 + firstRow;
    return regular ? table : { ...table, rowNumbers: Uint32Array.from(numbers) };
  }

  return { add, refuseOpen, finish };
}

const finished = (column: { finish(): Column }) => column.finish();

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

function othersLike(rows: readonly number[]): string {
  if (rows.length === 1) return '';
  const shown = rows.slice(1, 6).join(', ');
  return ` (${count(rows.length - 1, 'more row')} like it: ${shown}${rows.length > 6 ? ', …' : ''})`;
}
