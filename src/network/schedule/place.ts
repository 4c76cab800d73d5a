import { checkNumber } from '../check-number.js';

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
