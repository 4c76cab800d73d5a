import Papa from 'papaparse';
import { usageError } from '../../error.js';
import type { Note, Table } from '../table.js';
import { columnNames } from './column-names.js';
import type { Piece } from './piece.js';
import { scanPlainText } from './plain-text.js';
import { rowBuilder } from './row-builder.js';

export interface DelimitedOptions {
  readonly delimiter?: string;
  readonly dropBadRows?: boolean;
  /** Set for rows out of the middle of a longer text, below its header: they may be none, and are counted from where they stand. */
  readonly piece?: Piece;
}

/**
 * Reads delimited text with a header (quotes, any line ends) into columns of texts; blank lines are skipped. Throws a data error for text
 * without rows, a quote that is never closed, and rows with too many or too few fields unless `dropBadRows`.
 */
export function readDelimited(text: string, name: string, options: DelimitedOptions = {}): Table {
  const newline = text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '\n';
  // Anywhere: the first line feed may stand within a quoted name, and joined files mix their line ends.
  const stripReturn = newline === '\n' && text.includes('\r\n');
  const delimiter = delimiterOf(text, options.delimiter);
  const layout = { delimiter, newline, stripReturn, piece: options.piece } as const;
  return readPlain(text, name, layout) ?? readAny(text, name, layout, options.dropBadRows ?? false);
}

interface Layout {
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  readonly stripReturn: boolean;
  readonly piece?: Piece;
}

/** What stands between the fields: what was given, else what the first rows look like. Throws a usage error for what cannot. */
export const delimiterOf = (text: string, given?: string): string =>
  givenDelimiter(given) ?? sniffDelimiter(text, text.includes('\n') || !text.includes('\r') ? '\n' : '\r');

/** The quick way, for text without anything to mend or to complain of; undefined for all other text. */
export function readPlain(text: string, name: string, layout: Layout): Table | undefined {
  const plain = layout.newline === '\n' ? scanPlainText(text, layout) : undefined;
  if (plain === undefined || plain.rows === 0 || isBlank(plain.header)) return undefined;
  const notes: Note[] = [];
  const columns = columnNames(plain.header, name, notes).map(plain.column);
  if (isBlank(plain.lastRow())) return undefined;
  const firstRow = 2 + (layout.piece?.before ?? 0);
  return { name, rows: plain.rows, columns, delimiter: layout.delimiter, notes, firstRow };
}

const isBlank = (fields: readonly string[]) => fields.every((field) => field.trim() === '');

/** papaparse's way, for any text. */
export function readAny(text: string, name: string, layout: Layout, dropBadRows: boolean): Table {
  const { delimiter, newline, stripReturn } = layout;
  const builder = rowBuilder(name, dropBadRows, layout.piece);
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
