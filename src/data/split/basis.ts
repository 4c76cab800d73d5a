import { dataError, usageError } from '../../error.js';
import { firstAlike } from '../duplicates.js';
import { flagValue } from '../flag-value.js';
import type { Schema } from '../schema.js';
import { columnNamed, rowsPhrase, type Table } from '../table.js';
import type { Assumption, DataOptions } from '../task.js';
import { groupsBy, joinedGroups } from './groups.js';
import type { SplitBy } from './split.js';
import { timesOf } from './times.js';
import { type SplitWay, splitWay } from './way.js';

export interface BasisOptions {
  readonly schema: Schema;
  readonly table: Table;
  /** Rows that have a target. */
  readonly rows: Uint32Array;
  readonly options: DataOptions;
}

/** Which rows are divided, by what, and what was taken for granted about that. */
export interface Basis {
  readonly rows: Uint32Array;
  readonly by: SplitBy;
  readonly assumptions: readonly Assumption[];
}

/** Works out what decides about each row; throws usage and data errors for columns that cannot. */
export function splitBasis(given: BasisOptions): Basis {
  const way = splitWay(given.options.split);
  const { duplicates = 'keep' } = given.options;
  if (duplicates === 'together' && way.kind === 'time')
    throw usageError(
      '--duplicates together cannot be combined with --split time: equal rows may be of different times.',
      'Leave them out with --duplicates drop, or leave the flag out.',
    );
  const basis = basisOf(way, given);
  if (duplicates === 'keep') return basis;
  const first = firstAlike(given.table, given.schema);
  return duplicates === 'drop' ? withoutRepeats(basis, first, given) : joined(basis, first, given);
}

function basisOf(way: SplitWay, given: BasisOptions): Basis {
  if (way.kind === 'random') return { rows: given.rows, by: { kind: 'random' }, assumptions: [] };
  return way.kind === 'time' ? byTime(way.column, given) : byGroup(way.column, given);
}

function byTime(column: string, { schema, table, rows, options }: BasisOptions): Basis {
  const { values: times } = timesOf(table, column, options.missing);
  const usable = rows.filter((row) => !Number.isNaN(times[row]!));
  if (usable.length < rows.length && !options.dropBadRows) {
    const bad = rows.filter((row) => Number.isNaN(times[row]!));
    throw dataError(
      `column "${column}" has no readable time in ${rowsPhrase(table, bad)} of ${table.name}.`,
      'Fill it in, or leave those rows out with --drop-bad-rows.',
    );
  }
  const text = 'rows are ordered by it: the last are the test part, those before them validate';
  const assumptions = [{ about: column, text, flag: '--split random' }];
  if (schema.inputs.some(({ name }) => name === column)) assumptions.push(laterThanTrained(column));
  const by: SplitBy = {
    kind: 'time',
    times,
    column,
    text: (row) => columnNamed(table, column).values[row]!.trim(),
  };
  return { rows: usable, by, assumptions: [...assumptions, ...leftOut(rows, usable, column)] };
}

const laterThanTrained = (column: string) => ({
  about: column,
  text: 'it stays an input, though the test part has later values than any that is trained on',
  flag: `--ignore ${flagValue(column)}`,
});

function byGroup(column: string, { table, rows, options }: BasisOptions): Basis {
  const { groupOf, without } = groupsBy(table, column, options.missing);
  const lost = new Set(without);
  const usable = options.dropBadRows ? rows.filter((row) => !lost.has(row)) : rows;
  const text = 'rows with the same value are on the same side of every split';
  const assumptions: Assumption[] = [{ about: column, text, flag: '--split random' }];
  const alone = usable.filter((row) => lost.has(row)).length;
  if (alone > 0)
    assumptions.push({
      about: column,
      text: `${alone} row${alone === 1 ? '' : 's'} without a value ${alone === 1 ? 'is a group of its' : 'are groups of their'} own`,
      flag: '--drop-bad-rows',
    });
  const by: SplitBy = { kind: 'group', groupOf, column };
  return { rows: usable, by, assumptions: [...assumptions, ...leftOut(rows, usable, column)] };
}

function leftOut(rows: Uint32Array, usable: Uint32Array, column: string): Assumption[] {
  const lost = rows.length - usable.length;
  if (lost === 0) return [];
  const text = `${lost} row${lost === 1 ? '' : 's'} without a readable "${column}" left out`;
  return [{ about: column, text, flag: '--drop-bad-rows' }];
}

function withoutRepeats(basis: Basis, first: Uint32Array, { table }: BasisOptions): Basis {
  const seen = new Set<number>();
  const rows = basis.rows.filter((row) => {
    const isNew = !seen.has(first[row]!);
    seen.add(first[row]!);
    return isNew;
  });
  const text = `${repeats(basis.rows.length - rows.length)} left out`;
  return { ...basis, rows, assumptions: [...basis.assumptions, aboutRepeats(table, text)] };
}

function joined({ rows, by, assumptions }: Basis, first: Uint32Array, { table }: BasisOptions): Basis {
  const groupOf = by.kind === 'group' ? joinedGroups(by.groupOf, first) : first;
  const column = by.kind === 'group' ? by.column : undefined;
  const count = rows.length - new Set(rows.map((row) => first[row]!)).size;
  if (count === 0) return { rows, by, assumptions };
  const text = `${repeats(count)} kept on the side of the first like ${count === 1 ? 'it' : 'them'}`;
  return {
    rows,
    by: { kind: 'group', groupOf, column },
    assumptions: [...assumptions, aboutRepeats(table, text)],
  };
}

const repeats = (count: number) =>
  `${count.toLocaleString('en-US')} row${count === 1 ? '' : 's'} equal to an earlier one in all inputs and the target ${count === 1 ? 'is' : 'are'}`;

const aboutRepeats = (table: Table, text: string): Assumption => ({
  about: table.name,
  text,
  flag: '--duplicates',
});
