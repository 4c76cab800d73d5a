import type { Direction } from './trial.js';

/** Whether `a` is strictly better than `b`. A number beats NaN and a missing value; nothing beats itself. */
export function isBetter(a: number | undefined, b: number | undefined, direction: Direction): boolean {
  return compareValues(a, b, direction) < 0;
}

/** Orders values from best to worst, for `sort`; NaN and missing values come last and are equal to each other. */
export function compareValues(a: number | undefined, b: number | undefined, direction: Direction): number {
  const first = asCost(a, direction);
  const second = asCost(b, direction);
  if (Number.isNaN(first) || Number.isNaN(second))
    return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The best of some values; NaN and missing ones are passed over; undefined when nothing is left. */
export function bestValue(values: Iterable<number | undefined>, direction: Direction): number | undefined {
  let best: number | undefined;
  for (const value of values) if (isBetter(value, best, direction)) best = value;
  return best;
}

/** The value as something to make small; NaN when missing. */
export const asCost = (value: number | undefined, direction: Direction): number =>
  value === undefined ? Number.NaN : direction === 'minimize' ? value : -value;
