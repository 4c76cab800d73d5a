import { dataError } from '../../error.js';
import { enough, readAsDates, readAsNumbers } from '../column-kind.js';
import { dayNumber, readDate } from '../date.js';
import { missingTest } from '../missing.js';
import { numberReader } from '../number-format.js';
import { profileOf } from '../profile.js';
import { columnNamed, type Table } from '../table.js';

/** Whether a column's times are dates or plain numbers. */
export interface Times {
  readonly kind: 'date' | 'number';
  /** Days since 1970-01-01 or the numbers themselves, by row; NaN where there is none. */
  readonly values: Float64Array;
}

/** Reads a column as moments: numbers, else dates. Throws a data error for a column that holds neither. */
export function timesOf(table: Table, name: string, missing: readonly string[] | undefined): Times {
  const { kind, read } = timeReader(table, name, missing);
  return { kind, values: Float64Array.from(columnNamed(table, name).values, read) };
}

/** How a column's texts are read as moments, for it and for others written as it is; throws as `timesOf` does. */
export function timeReader(table: Table, name: string, missing: readonly string[] | undefined) {
  const { values } = columnNamed(table, name);
  const isMissing = missingTest(missing);
  const profile = profileOf(values, isMissing);
  const numbers = readAsNumbers(profile, table.delimiter);
  const [dates] = readAsDates(profile);
  const asNumber = numbers.share >= dates!.share;
  if (Math.max(numbers.share, dates!.share) < enough)
    throw dataError(
      `column "${name}" holds neither numbers nor dates (such as "${dates!.unreadable[0] ?? numbers.unreadable[0] ?? ''}"), so it cannot order the rows in time.`,
      'Choose another column with --split time:COLUMN, or write its dates as 2024-03-01 or 2024-03-01 14:30.',
    );
  const number = numberReader(numbers.way);
  const read = asNumber ? number : (text: string) => momentOf(text, dates!.way);
  return {
    kind: asNumber ? ('number' as const) : ('date' as const),
    read(value: string): number {
      const text = value.trim();
      return isMissing(text) ? Number.NaN : read(text);
    },
  };
}

/** Days since 1970-01-01; NaN for no date. */
function momentOf(text: string, order: Parameters<typeof readDate>[1]): number {
  const moment = readDate(text, order);
  if (moment === undefined) return Number.NaN;
  return dayNumber(moment.year, moment.month, moment.day) + (moment.hour ?? 0) / 24;
}
