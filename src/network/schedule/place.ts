import { usageError } from '../../error.js';

/** Where in which training a step is; all three may be fractions where one schedule stands behind another. */
export interface Place {
  /** Steps taken before this one. */
  readonly step: number;
  /** Steps of the whole schedule. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** What reducing on plateaus has made of the rate so far; 1 when absent. */
  readonly reduced?: number;
}

/** How long a part of a schedule lasts: so many epochs (fractions allowed), or this share of the whole. */
export type Length = { readonly epochs: number } | { readonly share: number };

export const inSteps = (length: Length, { steps, stepsPerEpoch }: Place) =>
  'epochs' in length ? length.epochs * stepsPerEpoch : length.share * steps;

export const inEpochs = (length: Length, epochs: number) =>
  'epochs' in length ? length.epochs : length.share * epochs;

/** Whether it is the same however long the whole will be. */
export const standsAlone = (length: Length) => 'epochs' in length;

/** Throws unless it is longer than nothing, and a share at most 1. */
export function checkLength(what: string, length: Length) {
  if ('epochs' in length) checkNumber(`${what} in epochs`, length.epochs, { above: 0 });
  else checkNumber(`${what} as a share`, length.share, { above: 0, most: 1 });
}

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
