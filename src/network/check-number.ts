import { usageError } from '../error.js';

export interface Range {
  readonly above?: number;
  readonly least?: number;
  readonly most?: number;
  readonly below?: number;
  readonly whole?: boolean;
}

/** Throws unless the number is finite and in its range. */
export function checkNumber(what: string, value: number, range: Range) {
  const { above, least, most, below, whole } = range;
  const fits =
    Number.isFinite(value) &&
    (above === undefined || value > above) &&
    (least === undefined || value >= least) &&
    (most === undefined || value <= most) &&
    (below === undefined || value < below) &&
    (!whole || Number.isInteger(value));
  if (!fits) throw usageError(`${what} is ${value}: it must be ${words(range)}.`);
}

function words({ above, least, most, below, whole }: Range): string {
  const bounds = [
    above !== undefined && `above ${above}`,
    least !== undefined && `at least ${least}`,
    most !== undefined && `at most ${most}`,
    below !== undefined && `below ${below}`,
  ].filter((bound) => bound !== false);
  return [whole ? 'a whole number' : 'a number', bounds.join(' and ')].join(' ').trim();
}
