import { dataError } from '../error.js';
import { nearestName } from '../spelling.js';

/**
 * One column of texts exactly as they stand in the file; what they mean is decided later. They may be made when they are asked for: whoever
 * reads many takes `values` once.
 */
export interface Column {
  readonly name: string;
  readonly values: readonly string[];
}

/** What the reader took for granted, with the flag that changes it. */
export interface Note {
  readonly text: string;
  readonly flag?: string;
}

/** A table by columns. Every column has `rows` values. */
export interface Table {
  /** What a person calls it: the file's name. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly delimiter: string;
  /** As people call it; absent for rows that came from no file. */
  readonly format?: string;
  /** What the reader took for granted. */
  readonly notes: readonly Note[];
  /** The number of each row as a person counts, where it is not simply index + `firstRow` because rows were left out. */
  readonly rowNumbers?: Uint32Array;
  /** The number of the first row: 2 in a file, whose header is row 1. */
  readonly firstRow: number;
}

/** The number of a row as a spreadsheet shows it (the header is row 1). */
export const rowNumber = (table: Table, row: number) => table.rowNumbers?.[row] ?? row + table.firstRow;

/** Blanks around a name count only where they tell two columns apart: CSV is read without them, JSON with them. */
export const findColumn = (table: Table, name: string) =>
  table.columns.find((column) => column.name === name) ??
  table.columns.find((column) => column.name.trim() === name.trim());

/** The column of that name; throws a data error that suggests the nearest name. */
export function columnNamed(table: Table, name: string): Column {
  const found = findColumn(table, name);
  if (found) return found;
  const names = table.columns.map((column) => column.name);
  throw dataError(`${table.name} has no column "${name}".`, nextForNoColumn(name, names));
}

function nextForNoColumn(name: string, names: readonly string[]): string {
  if (names.every((each) => each !== '' && Number.isFinite(Number(each))))
    return 'The first row seems to hold data. Add a first row with the names of the columns.';
  if (names.length === 1 && /[,;|:\s]/.test(names[0]!))
    return `Its only column is "${names[0]}". Say what separates the fields with --delimiter.`;
  const near = nearestName(name, names);
  return near === undefined ? `Its columns are ${listOf(names)}.` : `Did you mean "${near}"?`;
}

/** A text as a message can hold it. */
export const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** `"a", "b" and 3 more`: at most `most` names. */
export function listOf(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).map((name) => `"${shortened(name.replace(/\s+/g, ' '))}"`);
  const left = names.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `row 5`, or `row 5 (12 more rows)`. */
export function rowsPhrase(table: Table, rows: ArrayLike<number>): string {
  const more = rows.length - 1;
  const first = `row ${rowNumber(table, rows[0]!)}`;
  return more === 0 ? first : `${first} (${more} more row${more === 1 ? '' : 's'})`;
}
