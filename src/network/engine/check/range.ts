import { usageError } from '../../../error.js';

/** Throws unless the value is one of 1, 2, 3, … */
export function wholeAtLeastOne(what: string, value: number) {
  if (!(Number.isInteger(value) && value >= 1)) {
    throw usageError(`${what} is ${value}: it must be a whole number of at least 1.`);
  }
}

/** Throws unless least ≤ value ≤ most. */
export function inRange(what: string, value: number, least: number, most: number) {
  if (!(value >= least && value <= most))
    throw usageError(`${what} is ${value}: it must be from ${least} to ${most}.`);
}
