/** How the dates of a column are written: 2024-01-31, 31/01/2024 or 01/31/2024; month names are read in any of them. */
export const writtenOrders = ['ymd', 'mdy', 'dmy'] as const;
/** And as digits alone, which may be anything: 20240131, or seconds (milliseconds from 100,000,000,000 on) since 1970 in UTC. */
export const digitOrders = ['compact', 'unix'] as const;
export type DateOrder = (typeof writtenOrders)[number] | (typeof digitOrders)[number];

/** One moment as written; time zones are read past, for what matters is the clock on the wall. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Hours since midnight, with minutes and seconds as a fraction; undefined when no time is written. */
  readonly hour: number | undefined;
}

const numeric =
  /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*([ap]m)?\s*(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const yearMonth = /^(\d{4})-(\d{2})$/;
const dayFirst = /^(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i;
const monthFirst = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The moment a trimmed text names, or undefined when it is no date in that order. */
export function readDate(text: string, order: DateOrder): Moment | undefined {
  if (order === 'unix') return readUnix(text);
  if (order === 'compact') return readCompact(text);
  if (text.length < 7 || text.length > 40) return undefined;
  return readNumeric(text, order) ?? readYearMonth(text, order) ?? readNamed(text);
}

function readNumeric(text: string, order: DateOrder): Moment | undefined {
  const found = numeric.exec(text);
  if (!found) return undefined;
  const [a, b, c] = [found[1]!, found[3]!, found[4]!];
  if ((order === 'ymd') !== (a.length === 4) || (order !== 'ymd' && c.length !== 4)) return undefined;
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  return moment(Number(year), Number(month), Number(day), hourOf(found));
}

function readCompact(text: string): Moment | undefined {
  const found = /^(\d{4})(\d{2})(\d{2})(?:\.0*)?$/.exec(text);
  return found ? moment(Number(found[1]), Number(found[2]), Number(found[3]), undefined) : undefined;
}

const secondsOfDay = 86_400;
/** Seconds that far would be in the year 5138; they are milliseconds. */
const millisecondsFrom = 1e11;
/** Of milliseconds: as far as a `Date` goes. */
const farthest = 8.64e15;

function readUnix(text: string): Moment | undefined {
  if (!/^-?\d+(?:\.\d*)?$/.test(text)) return undefined;
  const count = Number(text);
  if (Math.abs(count) > farthest) return undefined;
  const seconds = Math.abs(count) < millisecondsFrom ? count : count / 1000;
  const days = Math.floor(seconds / secondsOfDay);
  return { ...dateOfDay(days), hour: (seconds - days * secondsOfDay) / 3600 };
}

/** The inverse of `dayNumber` (Hinnant). */
function dateOfDay(days: number): Pick<Moment, 'year' | 'month' | 'day'> {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** A month alone is its first day. */
function readYearMonth(text: string, order: DateOrder): Moment | undefined {
  const found = order === 'ymd' ? yearMonth.exec(text) : null;
  return found ? moment(Number(found[1]), Number(found[2]), 1, undefined) : undefined;
}

function hourOf(found: RegExpExecArray): number | undefined {
  if (found[5] === undefined) return undefined;
  const half = found[8]?.toLowerCase();
  const hour = half === undefined ? Number(found[5]) : (Number(found[5]) % 12) + (half === 'pm' ? 12 : 0);
  return hour + Number(found[6]) / 60 + Number(found[7] ?? 0) / 3600;
}

function readNamed(text: string): Moment | undefined {
  const first = dayFirst.exec(text);
  if (first) return moment(Number(first[3]), monthOf(first[2]!), Number(first[1]), undefined);
  const second = monthFirst.exec(text);
  return second ? moment(Number(second[3]), monthOf(second[1]!), Number(second[2]), undefined) : undefined;
}

const monthOf = (name: string) => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;

function moment(year: number, month: number, day: number, hour: number | undefined): Moment | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour !== undefined && hour > 24) return undefined;
  return { year, month, day, hour };
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days from 1970-01-01 to a date of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

export const dateParts = ['year', 'month', 'day', 'weekday', 'hour', 'elapsed'] as const;
/** `weekday` is 0 on Monday; `elapsed` is days since 1970-01-01 with the time as a fraction. */
export type DatePart = (typeof dateParts)[number];

/** How far it is round, for the parts that go round. */
export const partPeriods: Readonly<Partial<Record<DatePart, number>>> = { month: 12, weekday: 7, hour: 24 };

export function partOf(when: Moment, part: DatePart): number {
  switch (part) {
    case 'year':
      return when.year;
    case 'month':
      return when.month;
    case 'day':
      return when.day;
    case 'weekday':
      return (((dayNumber(when.year, when.month, when.day) + 3) % 7) + 7) % 7;
    case 'hour':
      return when.hour ?? Number.NaN;
    case 'elapsed':
      return dayNumber(when.year, when.month, when.day) + (when.hour ?? 0) / 24;
  }
}
