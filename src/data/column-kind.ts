import { type DateOrder, readDate, writtenOrders } from './date.js';
import { maybeMissing } from './missing.js';
import { type NumberFormat, numberReader, plainNumbers, unitOf } from './number-format.js';
import { distinctTexts, type Profile } from './profile.js';

/** How well a way of reading fits a column: shares are of the present rows that may not mean missing. */
export interface Reading<Way> {
  readonly way: Way;
  readonly share: number;
  /** Texts that it cannot read, and that do not look like "missing" either. */
  readonly unreadable: readonly string[];
  /** Texts that look like "missing" beside what it can read. */
  readonly doubtful: readonly string[];
}

/** A reading counts when it can read at least this share; a few slips of the hand are then missing values. */
export const enough = 0.95;

/** The format in which most of the column's texts are numbers; a few `54,1` among whole numbers are numbers too. */
export function readAsNumbers(profile: Profile, delimiter: string): Reading<NumberFormat> {
  const plain = tryNumbers(profile, plainNumbers);
  if (plain.share >= enough && plain.unreadable.length === 0) return plain;
  const unit = unitOf(distinctTexts(profile));
  const decimals = delimiter === ';' ? ([',', '.'] as const) : (['.', ','] as const);
  const others = decimals.map((decimal) => tryNumbers(profile, { decimal, decorated: true, unit }));
  return [plain, ...others].reduce((best, each) => (each.share > best.share ? each : best));
}

function tryNumbers(profile: Profile, format: NumberFormat): Reading<NumberFormat> {
  const read = numberReader(format);
  return tryReading(profile, format, (text) => !Number.isNaN(read(text)));
}

/** The orders in which the column's texts may be dates, the best first; of equals year, then month, comes first. */
export function readAsDates(
  profile: Profile,
  orders: readonly DateOrder[] = writtenOrders,
): Reading<DateOrder>[] {
  return orders
    .map((order) => tryReading(profile, order, (text) => readDate(text, order) !== undefined))
    .sort((a, b) => b.share - a.share);
}

/** Looks no further when most of this many first texts cannot be read. */
const glance = 100;

function tryReading<Way>(profile: Profile, way: Way, reads: (text: string) => boolean): Reading<Way> {
  let read = 0;
  let seen = 0;
  let looked = 0;
  const unreadable: string[] = [];
  const doubtful: string[] = [];
  for (const [text, count] of profile.counts) {
    looked += 1;
    if (reads(text)) read += count;
    else if (maybeMissing(text)) {
      doubtful.push(text);
      continue;
    } else unreadable.push(text);
    seen += count;
    if (looked === glance && unreadable.length > glance / 2) break;
  }
  return { way, share: seen === 0 ? 0 : read / seen, unreadable, doubtful };
}
