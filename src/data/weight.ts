import { dataError, usageError } from '../error.js';
import { readAsNumbers } from './column-kind.js';
import { missingTest, ownTest } from './missing.js';
import { numberReader } from './number-format.js';
import { profileOf } from './profile.js';
import type { WeightColumn } from './schema.js';
import { type Column, columnNamed, rowsPhrase, type Table } from './table.js';
import { type DataOptions, targetNames } from './task.js';

/** The weight column that was asked for; throws a usage error when it is the target or left out as well. */
export function weightColumn(table: Table, options: DataOptions): WeightColumn | undefined {
  const { weight: name, ignore = [], category = [], missing } = options;
  if (name === undefined) return undefined;
  const { values } = columnNamed(table, name);
  const clash = targetNames(options).includes(name)
    ? 'the target'
    : ignore.includes(name)
      ? 'ignored'
      : category.includes(name)
        ? 'a category'
        : undefined;
  if (clash !== undefined)
    throw usageError(`column "${name}" cannot be the weight and ${clash}.`, 'Drop one of the two flags.');
  return { name, format: readAsNumbers(profileOf(values, missingTest(missing)), table.delimiter).way };
}

/**
 * The weight of each row of a table. Throws a data error when one is negative, or missing or unreadable unless `dropBadRows`, which
 * leaves it NaN; or when none is above 0, unless the table is a piece of another.
 */
export function readWeights(
  { name, format }: WeightColumn,
  table: Table,
  {
    missing = [],
    dropBadRows = false,
    isPiece = false,
  }: Pick<DataOptions, 'missing' | 'dropBadRows'> & { readonly isPiece?: boolean },
): Float64Array {
  const column = columnNamed(table, name);
  const read = numberReader(format);
  const own = ownTest(missing);
  const weights = Float64Array.from(column.values, (value) => {
    const text = value.trim();
    return own(text) ? Number.NaN : read(text);
  });
  refuse(table, column, weights, (weight) => weight < 0, 'a weight is 0 or more', 'Mend it.');
  if (!dropBadRows)
    refuse(table, column, weights, Number.isNaN, 'a weight is a number of 0 or more', dropOrMend);
  if (!isPiece && !weights.some((weight) => weight > 0))
    throw dataError(
      `weight column "${name}" of ${table.name} has no weight above 0, so no row would count.`,
      'Choose another column with --weight, or leave it out.',
    );
  return weights;
}

const dropOrMend = 'Mend it, or leave such rows out with --drop-bad-rows.';

function refuse(
  table: Table,
  column: Column,
  weights: Float64Array,
  isBad: (weight: number) => boolean,
  rule: string,
  next: string,
) {
  const bad = [...weights.keys()].filter((row) => isBad(weights[row]!));
  if (bad.length === 0) return;
  const text = column.values[bad[0]!]!.trim();
  const what = text === '' ? 'missing' : `"${text}"`;
  throw dataError(
    `weight column "${column.name}" ${rowsPhrase(table, bad)} of ${table.name} is ${what}; ${rule}.`,
    next,
  );
}
