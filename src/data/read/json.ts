import { dataError } from '../../error.js';
import type { Note, Table } from '../table.js';
import { cellText } from './cell-text.js';
import { exactJson } from './exact-json.js';
import type { RecordOptions } from './ndjson.js';
import { isPlain, kindOf, recordBuilder } from './record-builder.js';
import { rowBuilder } from './row-builder.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a table as programs write it in JSON: an array of objects; an array of arrays, the first with the names; an object of columns, each an
 * array or, as pandas has it, an object by row; or an object one of whose members is such an array. Throws a data error for anything else.
 */
export function readJson(text: string, name: string, options: RecordOptions = {}): Table {
  return tableOf(parsed(text, name), { name, options, notes: [] });
}

interface Reading {
  readonly name: string;
  readonly options: RecordOptions;
  readonly notes: readonly Note[];
}

function tableOf(value: unknown, reading: Reading): Table {
  const { name } = reading;
  if (Array.isArray(value)) {
    if (value.length === 0) throw dataError(`${name} has no rows.`, shapes);
    return Array.isArray(value[0]) ? fromArrays(value, reading) : fromRecords(value, reading);
  }
  if (!isPlain(value)) throw dataError(`${name} holds ${kindOf(value)}, not a table.`, shapes);
  return fromObject(value, reading);
}

const shapes = 'Give an array of objects, one for each row, or an object with an array for each column.';

function fromObject(members: Members, reading: Reading): Table {
  const values = Object.values(members);
  if (Array.isArray(members.columns) && Array.isArray(members.data))
    return fromArrays([members.columns, ...members.data], reading);
  const within = Object.entries(members).filter(([, value]) => holdsRows(value));
  if (within.length === 1) {
    const [key, rows] = within[0]!;
    const note = { text: `the rows are the member "${key}"` };
    return tableOf(rows, { ...reading, notes: values.length > 1 ? [...reading.notes, note] : reading.notes });
  }
  if (values.length > 0 && values.every(Array.isArray)) return fromColumns(members as Columns, reading);
  if (values.length > 0 && values.every(isIndexed)) return fromIndexed(members as Indexed, reading);
  return fromRecords([members], reading);
}

const holdsRows = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isPlain);

/** `{"0": …, "1": …}`, as `DataFrame.to_json` writes a column. */
const isIndexed = (value: unknown) =>
  isPlain(value) &&
  '0' in value &&
  Object.values(value).every((each) => typeof each !== 'object' || each === null);

type Columns = Readonly<Record<string, readonly unknown[]>>;
type Indexed = Readonly<Record<string, Members>>;

function fromRecords(records: readonly unknown[], { name, options, notes }: Reading): Table {
  const builder = recordBuilder(name, options.ignore);
  records.forEach((record, row) => {
    builder.add(record, `row ${row + 1}`);
  });
  return { name, rows: records.length, columns: builder.finish(), delimiter: ',', notes, firstRow: 1 };
}

/** Rows are counted as in a file whose header is row 1. */
function fromArrays(rows: readonly unknown[], { name, options, notes }: Reading): Table {
  const builder = rowBuilder(name, options.dropBadRows ?? false);
  const names = (rows[0] as readonly unknown[]).map(String);
  rows.forEach((row, r) => {
    if (!Array.isArray(row))
      throw dataError(`${name} row ${r + 1} is ${kindOf(row)}, not an array as the first.`, shapes);
    builder.add(
      row.map((value, c) =>
        options.ignore?.includes(names[c]!) ? '' : cellText(value, names[c] ?? `${c + 1}`, `row ${r + 1}`),
      ),
    );
  });
  const table = builder.finish(',');
  return { ...table, notes: [...notes, ...table.notes] };
}

function fromColumns(columns: Columns, reading: Reading): Table {
  const [[first, most], ...others] = Object.entries(columns).map(
    ([key, values]) => [key, values.length] as const,
  ) as [readonly [string, number], ...(readonly [string, number])[]];
  const other = others.find(([, length]) => length !== most);
  if (other !== undefined)
    throw dataError(
      `${reading.name} has ${most} values in column "${first}" and ${other[1]} in "${other[0]}".`,
      'Give columns of equal length.',
    );
  if (most === 0) throw dataError(`${reading.name} has no rows.`, shapes);
  const rows = Array.from({ length: most }, (_, row) =>
    Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, values[row]])),
  );
  return fromRecords(rows, reading);
}

function fromIndexed(columns: Indexed, reading: Reading): Table {
  const keys = [...new Set(Object.values(columns).flatMap(Object.keys))];
  const rows = keys.map((row) =>
    Object.fromEntries(
      Object.entries(columns).map(([key, values]) => [key, Object.hasOwn(values, row) ? values[row] : null]),
    ),
  );
  return fromRecords(rows, reading);
}

function parsed(text: string, name: string): unknown {
  try {
    return exactJson(text);
  } catch (error) {
    throw notJson(text, name, error as Error);
  }
}

/** Where V8 says that it stopped, as a line; its words differ between versions. */
function notJson(text: string, name: string, { message }: Error) {
  const at = /at position (\d+)/.exec(message)?.[1];
  const early = /end of JSON input/i.test(message) || Number(at) >= text.trimEnd().length;
  const line = text.slice(0, Number(at ?? 0)).split('\n').length;
  const token = /token '?(.)/su.exec(message)?.[1];
  const place = at !== undefined ? ` (line ${line})` : token !== undefined ? `: unexpected ${token}` : '';
  const where = early ? ': it ends too early' : place;
  return dataError(
    `${name} is not valid JSON${where}.`,
    early
      ? 'Copy or download it again.'
      : 'Mend it there, or say what it is with --format csv, tsv or ndjson.',
  );
}
