import type { Place } from './bins.js';

/** What is measured of each row. */
export interface ErrorMeasure {
  /** `size`: how large the error is (absolute residual, log-loss); `bias`: prediction − truth; `wrong`: 1 where the class is wrong, else 0. */
  readonly name: 'size' | 'bias' | 'wrong';
  readonly values: Float64Array;
}

/** One bin against all other rows. */
export interface BinErrors {
  readonly place: Place;
  readonly rows: number;
  /** The mean in it, with the half of its 90 % interval, and elsewhere. */
  readonly mean: number;
  readonly half: number;
  readonly elsewhere: number;
  /** The chance of such a difference in any bin where there is none. */
  readonly chance: number;
  readonly stands: boolean;
  /** The mean truth in it and elsewhere: errors may be larger because all that is predicted is. */
  readonly truth?: { readonly mean: number; readonly elsewhere: number };
  /** Places of other columns that are mostly the same rows, and stand out as well. */
  readonly alike?: readonly { readonly name: string; readonly place: Place }[];
}

/** A column in which errors are clearly different somewhere. */
export interface ColumnErrors {
  readonly name: string;
  readonly measure: ErrorMeasure['name'];
  /** Every bin, for a picture. */
  readonly bins: readonly BinErrors[];
  /** Those that stand out, neighbours joined, the one that matters most first. */
  readonly found: readonly BinErrors[];
}
