import { dataError, usageError } from '../error.js';
import { decodeText } from './read/decode.js';
import { readDelimited } from './read/delimited.js';
import { checkFormat, type Format, formatOfText, formatTitle, isNamed } from './read/format.js';
import { gunzip, isGzip } from './read/gunzip.js';
import { readJson } from './read/json.js';
import { readNdjson } from './read/ndjson.js';
import { refuseOtherBytes, refuseOtherText } from './read/other-format.js';
import type { Note, Table } from './table.js';
import type { DataOptions } from './task.js';

export type ReadOptions = Pick<DataOptions, 'delimiter' | 'dropBadRows' | 'format' | 'encoding' | 'ignore'>;

/**
 * Reads CSV, TSV, JSON, NDJSON or Parquet, plain or with gzip, into columns of texts. The format is found from the content, then from the name.
 * Throws data errors that say what is in the way, and where.
 */
export async function readAnyTable(
  packed: Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<Table> {
  checkFormat(options.format);
  const bytes = isGzip(packed) ? await gunzip(packed, name) : packed;
  if (options.format !== 'parquet' && (options.format !== undefined || !isParquet(bytes)))
    return readTable(bytes, name, options);
  const { readParquet } = await import('./read/parquet.js');
  return noted(await readParquet(bytes, name, options), 'parquet', options);
}

const isParquet = (bytes: Uint8Array) => [0x50, 0x41, 0x52, 0x31].every((byte, i) => bytes[i] === byte);

/** The same for texts (CSV, TSV, JSON, NDJSON) that are not compressed. */
export function readTable(bytes: Uint8Array, name: string, options: ReadOptions = {}): Table {
  checkFormat(options.format);
  refuseOtherBytes(bytes, name);
  const { text, found } = decodeText(bytes, name, options.encoding);
  refuseOtherText(text, name);
  if (text.trim() === '')
    throw dataError(`${name} is empty.`, 'It needs a row of column names and rows of data.');
  const format = options.format ?? formatOfText(text, name);
  const table = noted(readText(text, name, format, options), format, options);
  if (found === undefined) return table;
  return { ...table, notes: [{ text: `read as ${found}`, flag: '--encoding' }, ...table.notes] };
}

function readText(text: string, name: string, format: Format, options: ReadOptions): Table {
  if (format === 'json') return readJson(text, name, options);
  if (format === 'ndjson') return readNdjson(text, name, options);
  if (format !== 'tsv' || options.format === undefined) return readDelimited(text, name, options);
  const { delimiter = '\t' } = options;
  if (!['\t', 'tab', '\\t'].includes(delimiter))
    throw usageError(
      `format tsv has tabs between its fields, and delimiter is "${delimiter}".`,
      'Drop one of the two flags.',
    );
  return readDelimited(text, name, { ...options, delimiter });
}

/** Says which format was taken for granted, unless it was asked for or is what the name of a text file says. */
function noted(table: Table, kind: Format, options: ReadOptions): Table {
  const delimited = kind === 'csv' || kind === 'tsv';
  const asNamed = isNamed(table.name, 'csv') || isNamed(table.name, 'tsv');
  const format = formatTitle[kind];
  if (options.format !== undefined || (delimited && asNamed)) return { ...table, format };
  const note: Note = { text: `read as ${format}`, flag: '--format' };
  return { ...table, format, notes: [note, ...table.notes] };
}
