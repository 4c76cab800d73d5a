import Papa from 'papaparse';
import { dataError, usageError } from '../error.js';
import { refuseOtherBytes, refuseOtherText } from './other-format.js';
import type { Column, Table } from './table.js';
import type { DataOptions } from './task.js';
import { decodeUtf8 } from './utf8.js';

export type ReadOptions = Pick<DataOptions, 'delimiter' | 'dropBadRows'>;

/**
 * Reads CSV or TSV bytes (UTF-8, a header, quotes, any line ends) into columns of texts; blank lines are skipped. Throws a data error for
 * an empty file, a file without rows, a quote that is never closed, and rows with too many or too few fields unless `dropBadRows`.
 */
export function readTable(bytes: Uint8Array, name: string, options: ReadOptions = {}): Table {
  refuseOtherBytes(bytes, name);
  const text = decodeUtf8(bytes, name);
  refuseOtherText(text, name);
  if (text.trim() === '')
    throw dataError(`${name} is empty.`, 'It needs a row of column names and rows of data.');
  const builder = tableBuilder(name, options.dropBadRows ?? false);
  const newline = text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '\n';
  const stripReturn = newline === '\n' && text[text.indexOf('\n') - 1] === '\r';
  const delimiter = givenDelimiter(options.delimiter) ?? sniffDelimiter(text, newline);
  const config: ChunkConfig = {
    delimiter,
    newline,
    chunkSize,
    chunk: ({ data, errors }) => {
      const open = errors.find((error) => error.code === 'MissingQuotes');
      if (open !== undefined) builder.refuseOpen(open.row ?? 0);
      if (stripReturn) data.forEach(dropReturn);
      data.forEach(builder.add);
    },
  };
  Papa.parse<string[]>(text, config);
  return builder.finish(delimiter);
}

/** papaparse reads texts in chunks as well, though its types know it of files only. */
interface ChunkConfig extends Papa.ParseConfig<string[]> {
  readonly chunkSize: number;
  chunk(results: Papa.ParseResult<string[]>): void;
}

/** Characters parsed at once: rows of a large file are columns before the next ones are read. */
const chunkSize = 1 << 20;

/** `tab` and `\\t` stand for the tab that is hard to type in a shell. */
function givenDelimiter(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (given === 'tab' || given === '\\t') return '\t';
  if (given === '' || Papa.BAD_DELIMITERS.includes(given))
    throw usageError(
      `${JSON.stringify(given)} cannot separate fields.`,
      'Give --delimiter a character such as ";", or tab.',
    );
  return given;
}

/** Lets papaparse guess from the first rows; a file of one column has no delimiter, and then a comma does no harm. */
function sniffDelimiter(text: string, newline: '\n' | '\r'): string {
  const head = text.slice(0, 1 << 20);
  return Papa.parse<string[]>(head, { preview: 10, newline, skipEmptyLines: true }).meta.delimiter || ',';
}

function dropReturn(fields: string[]) {
  const last = fields.length - 1;
  if (fields[last]!.endsWith('\r')) fields[last] = fields[last]!.slice(0, -1);
}

/** A column remembers this many different texts while it is read, so that repeated ones are kept in memory once. */
const sharedTexts = 1000;

function tableBuilder(name: string, dropBadRows: boolean) {
  let names: string[] | undefined;
  let values: string[][] = [];
  let shared: (Map<string, string> | undefined)[] = [];
  let record = 0;
  const numbers: number[] = [];
  const ragged: { number: number; fields: number }[] = [];
  const notes: string[] = [];

  function start(fields: string[]) {
    names = columnNames(fields, name, notes);
    values = names.map(() => []);
    shared = names.map(() => new Map());
  }

  function add(fields: string[]) {
    record += 1;
    if (fields.length === 1 && fields[0]!.trim() === '' && names?.length !== 1) return;
    if (names === undefined) return start(fields);
    if (fields.length !== names.length) {
      ragged.push({ number: record, fields: fields.length });
      return;
    }
    numbers.push(record);
    for (let c = 0; c < fields.length; c++) values[c]!.push(share(c, fields[c]!));
  }

  function share(c: number, text: string): string {
    const known = shared[c];
    if (known === undefined) return text;
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    known.set(text, text);
    if (known.size > sharedTexts) shared[c] = undefined;
    return text;
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
    notes.push(
      `${count(rows.length, 'row')} with too many or too few fields left out (${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ', …' : ''})`,
    );
  }

  function dropEmptyTail() {
    const before = numbers.length;
    while (numbers.length > 0 && values.every((column) => column.at(-1)!.trim() === '')) {
      numbers.pop();
      for (const column of values) column.pop();
    }
    if (before > numbers.length && names!.length > 1)
      notes.push(`${count(before - numbers.length, 'empty row')} at the end left out`);
  }

  function finish(delimiter: string): Table {
    refuseRagged();
    dropEmptyTail();
    const rows = numbers.length;
    if (rows === 0) {
      const what = ragged.length > 0 ? 'no usable rows' : 'a header but no rows';
      throw dataError(`${name} has ${what}.`, 'It needs rows of data below the row of column names.');
    }
    const columns: Column[] = names!.map((each, c) => ({ name: each, values: values[c]! }));
    const regular = numbers[rows - 1] === rows + 1;
    const table = { name, rows, columns, delimiter, notes, firstRow: 2 };
    return regular ? table : { ...table, rowNumbers: Uint32Array.from(numbers) };
  }

  return { add, refuseOpen, finish };
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

function othersLike(rows: readonly number[]): string {
  if (rows.length === 1) return '';
  const shown = rows.slice(1, 6).join(', ');
  return ` (${count(rows.length - 1, 'more row')} like it: ${shown}${rows.length > 6 ? ', …' : ''})`;
}

/** Trimmed names; an unnamed column gets one from its place, a repeated one is refused. */
function columnNames(fields: readonly string[], name: string, notes: string[]): string[] {
  const trimmed = fields.map((field) => field.trim());
  const repeated = trimmed.find((each, c) => each !== '' && trimmed.indexOf(each) < c);
  if (repeated !== undefined) {
    const places = trimmed.flatMap((each, c) => (each === repeated ? [c + 1] : []));
    throw dataError(
      `${name} names ${places.length} columns "${repeated}" (columns ${places.join(', ')}); names must differ.`,
      'Rename them in the first row of the file.',
    );
  }
  const taken = new Set(trimmed);
  return trimmed.map((each, c) => {
    if (each !== '') return each;
    let made = `column_${c + 1}`;
    while (taken.has(made)) made += '_';
    taken.add(made);
    notes.push(`column ${c + 1} has no name and is called "${made}"`);
    return made;
  });
}
