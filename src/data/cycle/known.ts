/** Numbers that go round: what their column is called, and what they then range over. Both must fit. */
interface Known {
  readonly name: RegExp;
  readonly low: number;
  readonly high: number;
  readonly period: number;
  /** Fewer different values than this could be anything. */
  readonly fewest: number;
}

const word = (words: string) => new RegExp(`(^|[\\s_.-])(${words})$`);
const known: readonly Known[] = [
  { name: word('hours?|hr|hour of day|hr of day'), low: 0, high: 23, period: 24, fewest: 12 },
  { name: word('hours?|hr|hour of day|hr of day'), low: 1, high: 24, period: 24, fewest: 12 },
  { name: word('minutes?|minute of hour'), low: 0, high: 59, period: 60, fewest: 12 },
  { name: word('weekday|week day|dow|day of week|dayofweek|wday'), low: 0, high: 6, period: 7, fewest: 5 },
  { name: word('weekday|week day|dow|day of week|dayofweek|wday'), low: 1, high: 7, period: 7, fewest: 5 },
  { name: word('months?|mnth|mon|mth|month of year'), low: 1, high: 12, period: 12, fewest: 6 },
  { name: word('months?|mnth|mon|mth|month of year'), low: 0, high: 11, period: 12, fewest: 6 },
  { name: word('season|quarter|qtr'), low: 1, high: 4, period: 4, fewest: 4 },
  { name: word('season|quarter|qtr'), low: 0, high: 3, period: 4, fewest: 4 },
  {
    name: word('day of year|dayofyear|yearday|year day|doy|yday'),
    low: 0,
    high: 366,
    period: 365.2425,
    fewest: 100,
  },
  { name: word('week of year|weekofyear|weekno|week'), low: 1, high: 53, period: 52.1775, fewest: 26 },
  {
    name: word('angle|bearing|heading|azimuth|aspect|wind dir|wind direction|winddir|wd'),
    low: 0,
    high: 360,
    period: 360,
    fewest: 8,
  },
];

/** `PickupHour` and `pickup_hour` are "pickup hour". */
const plain = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[\s_.-]+/g, ' ')
    .trim()
    .toLowerCase();

/** The period of a column whose name and numbers both say that it goes round; undefined otherwise. */
export function knownPeriod(name: string, numbers: readonly number[]): number | undefined {
  const named = plain(name);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const distinct = new Set(numbers).size;
  return known.find(
    (each) =>
      each.name.test(named) &&
      low >= each.low &&
      high <= each.high &&
      distinct >= each.fewest &&
      high - low > 0.6 * (each.high - each.low) &&
      (each.period === 360 || numbers.every(Number.isInteger)),
  )?.period;
}

const timed = /(^| )(time|clock|hhmm)$/;

/** Whether digits are times of day, as 1345: the column is named so, all have minutes below 60, and some are beyond 9:59. */
export const areClockDigits = (name: string, numbers: readonly number[]): boolean =>
  timed.test(plain(name)) &&
  numbers.length >= 12 &&
  numbers.every((x) => Number.isInteger(x) && x >= 0 && x <= 2400 && x % 100 < 60) &&
  Math.max(...numbers) >= 1000;
