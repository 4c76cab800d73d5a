import { missingTest } from '../../data/missing.js';
import { timeReader } from '../../data/split/times.js';
import { splitWay } from '../../data/split/way.js';
import { columnNamed, rowNumber, type Table } from '../../data/table.js';
import type { DataOptions } from '../../data/task.js';
import { dataError, usageError } from '../../error.js';
import type { Prepared } from '../prepare.js';

/** Tells which rows of a piece may be trained on. */
export interface MayTrain {
  /** What it goes by, as plain JSON. */
  readonly identity: unknown;
  test(piece: Table): (row: number) => boolean;
}

/**
 * Keeps apart from training what validates and tests: these rows; with a split by groups, all rows of their groups; with one by time, all rows that are
 * not earlier than they are. Throws a usage error for what a sample cannot decide.
 */
export function mayTrain(
  sample: Prepared,
  { split, folds = 1, duplicates = 'keep', missing, dropBadRows }: DataOptions,
): MayTrain {
  if (folds > 1)
    throw usageError(
      `--folds ${folds} needs the whole table in memory; one that is read from disk in blocks has one validation part.`,
      'Leave the flag out.',
    );
  if (duplicates !== 'keep')
    throw usageError(
      `--duplicates ${duplicates} needs the whole table in memory, and this one is read from disk in blocks.`,
      'Leave the flag out, or take equal rows out of the file before.',
    );
  const { table } = sample;
  const held = heldRows(sample);
  const way = splitWay(split);
  if (way.kind === 'random') return byNumber(table, held);
  return way.kind === 'group'
    ? byGroup(table, held, way.column, missing, dropBadRows)
    : byTime(table, held, way.column, missing, dropBadRows);
}

/** Rows of the sample itself, not of files that were given beside it. */
function heldRows({ table, fileRows, test, part }: Prepared): Uint32Array {
  const tested = test.table === table ? test.rows : new Uint32Array(0);
  const validated = part(0).rows.validation.filter((row) => row < fileRows);
  return Uint32Array.from([...tested, ...validated]);
}

function byNumber(table: Table, held: Uint32Array): MayTrain {
  const numbers = new Set(Array.from(held, (row) => rowNumber(table, row)));
  return {
    identity: [...numbers].sort((a, b) => a - b),
    test: (piece) => (row) => !numbers.has(rowNumber(piece, row)),
  };
}

function byGroup(
  table: Table,
  held: Uint32Array,
  column: string,
  missing: DataOptions['missing'],
  dropBadRows = false,
): MayTrain {
  const isMissing = missingTest(missing);
  const { values } = columnNamed(table, column);
  const texts = new Set(Array.from(held, (row) => values[row]!.trim()).filter((text) => !isMissing(text)));
  const alone = byNumber(table, held);
  return {
    identity: [[...texts].sort(), alone.identity],
    test(piece) {
      const own = columnNamed(piece, column).values;
      const isFree = alone.test(piece);
      return (row) => {
        const text = own[row]!.trim();
        return isMissing(text) ? !dropBadRows && isFree(row) : !texts.has(text);
      };
    },
  };
}

function byTime(
  table: Table,
  held: Uint32Array,
  column: string,
  missing: DataOptions['missing'],
  dropBadRows = false,
): MayTrain {
  const { read } = timeReader(table, column, missing);
  const { values } = columnNamed(table, column);
  const first = held.reduce((least, row) => Math.min(least, read(values[row]!)), Number.POSITIVE_INFINITY);
  return {
    identity: first,
    test(piece) {
      const own = columnNamed(piece, column).values;
      return (row) => {
        const time = read(own[row]!);
        if (Number.isNaN(time) && !dropBadRows) throw timeless(piece, column, row);
        return time < first;
      };
    },
  };
}

const timeless = (table: Table, column: string, row: number) =>
  dataError(
    `column "${column}" has no readable time in row ${rowNumber(table, row)} of ${table.name}.`,
    'Fill it in, or leave such rows out with --drop-bad-rows.',
  );
