import { dataError } from '../../error.js';
import type { Column } from '../table.js';
import { cellText } from './cell-text.js';
import { textColumn } from './text-column.js';

/** More cells than this, of records that have few names in common, would be a table of holes. */
const mostCells = 300_000_000;
const deepest = 8;

/**
 * Builds columns from objects, one a row. An object in a member becomes columns of its own, named with a dot (`address.city`); what a record lacks
 * is missing there. `ignore` names columns that may hold anything.
 */
export function recordBuilder(name: string, ignore: readonly string[] = []) {
  const columns = new Map<string, ReturnType<typeof textColumn>>();
  let rows = 0;

  function add(record: unknown, row: string) {
    if (!isObject(record))
      throw dataError(
        `${name} ${row} is ${kindOf(record)}, not an object.`,
        'Give one object for each row, with a member for each column.',
      );
    addMembers(record, '', row, 1);
    rows += 1;
  }

  function addMembers(
    members: Readonly<Record<string, unknown>>,
    within: string,
    row: string,
    depth: number,
  ) {
    for (const key of Object.keys(members)) {
      const path = within + key;
      const value = members[key];
      if (ignore.includes(path)) addCell(path, '', row);
      else if (!isPlain(value)) addCell(path, cellText(value, path, row), row);
      else if (depth < deepest) addMembers(value, `${path}.`, row, depth + 1);
      else throw tooDeep(name, path, row);
    }
  }

  function addCell(path: string, text: string, row: string) {
    const column = columns.get(path) ?? newColumn(path);
    if (column.length() > rows)
      throw dataError(`${name} ${row} has two members that are called "${path}".`, 'Rename one of them.');
    column.fill(rows);
    column.add(text);
  }

  function newColumn(path: string) {
    const made = textColumn(path);
    columns.set(path, made);
    if (columns.size * rows > mostCells)
      throw dataError(
        `${name} has more than ${columns.size} different names in its first ${rows + 1} rows.`,
        'Give rows whose members have the same names.',
      );
    return made;
  }

  function finish(): Column[] {
    return [...columns.values()].map((column) => {
      column.fill(rows);
      return column.finish();
    });
  }

  return { add, finish, rows: () => rows };
}

const tooDeep = (name: string, path: string, row: string) =>
  dataError(
    `${name} ${row}: "${path}" is nested more than ${deepest} levels deep.`,
    'Give objects whose members are text, numbers, booleans or null.',
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Whether it has members of its own and is of no class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export const kindOf = (value: unknown) =>
  value === null || value === undefined
    ? 'empty'
    : Array.isArray(value)
      ? 'an array'
      : `a ${typeof value === 'object' ? value.constructor.name : typeof value}`;
