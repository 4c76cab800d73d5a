import type { Format } from './read/format.js';

/** What is predicted: a number, one of two classes, one of many. */
export type Task = 'regression' | 'binary' | 'multiclass';

/** Something taken for granted about the data, in a sentence, with the flag that changes it. */
export interface Assumption {
  /** The column or the part of the file that it is about. */
  readonly about: string;
  readonly text: string;
  readonly flag?: string;
}

/** How much the rows of each class count in training: all alike, each class as a whole alike, or as said (1 for classes not named). */
export type ClassWeights = 'none' | 'balanced' | Readonly<Record<string, number>>;

/** What becomes of rows that are equal in all inputs and the target: nothing, one side for all of them, or only the first stays. */
export type DuplicateRule = 'keep' | 'together' | 'drop';

/** What a person may say about their file; everything left out is inferred. Each has a flag of the same meaning. */
export interface DataOptions {
  /** `--target COLUMN` (repeatable): what is predicted; several columns of numbers are predicted together. */
  readonly target: string | readonly string[];
  /** `--task regression|binary|multiclass` */
  readonly task?: Task;
  /** `--na TEXT` (repeatable): further texts that mean "missing". */
  readonly missing?: readonly string[];
  /** `--drop-bad-rows`: leave out rows whose target is missing or unreadable, or that have too many or too few fields. */
  readonly dropBadRows?: boolean;
  /** `--drop-capped`: leave out rows whose target is exactly the limit at which it was cut, in every part. */
  readonly dropCapped?: boolean;
  /** `--ignore COLUMN` (repeatable) */
  readonly ignore?: readonly string[];
  /** `--category COLUMN` (repeatable): read as a category whatever it looks like. */
  readonly category?: readonly string[];
  /** `--number COLUMN` (repeatable): read as a number; `1,234`, `$5` and `5 %` are then understood. */
  readonly number?: readonly string[];
  /** `--date COLUMN` (repeatable): read as a date; digits are then 20240131, or seconds or milliseconds since 1970. */
  readonly date?: readonly string[];
  /** `--ordinal "cut=Fair<Good<Ideal"` (repeatable): the levels of a column from low to high, all of them. */
  readonly ordinal?: Readonly<Record<string, readonly string[]>>;
  /** `--cyclic "hour=24"` (repeatable): numbers that begin again after so many, or the levels of a column, the first of which follows the last. */
  readonly cyclic?: Readonly<Record<string, number | readonly string[]>>;
  /** `--weight COLUMN`: how much each row counts, in training and in every score; numbers of 0 or more. It is no input. */
  readonly weight?: string;
  /** `--class-weights balanced|none|"yes=5,no=1"`: how much the rows of each class count in training alone. */
  readonly classWeights?: ClassWeights;
  /** `--recipes`: RealMLP-TD is among what is searched; default false. */
  readonly recipes?: boolean;
  /** `--format csv|tsv|json|ndjson|parquet`; default by the content, then by the name. */
  readonly format?: Format;
  /** `--encoding NAME`: a label of the WHATWG Encoding Standard, as latin1; default UTF-8, or UTF-16 with its byte order mark. */
  readonly encoding?: string;
  /** `--delimiter CHAR` */
  readonly delimiter?: string;
  /**
   * `--split random|time:COLUMN|group:COLUMN`: what decides which rows train, validate and test; default `random`. With `time:` the last
   * rows test and nothing is trained on that is later than what validates it; with `group:` rows with the same value are on one side.
   */
  readonly split?: string;
  /** `--folds K`: parts of a cross-validation, 2 to 20; 1 for one held-out part. Default by the number of rows. */
  readonly folds?: number;
  /** `--duplicates keep|together|drop`: rows equal in all inputs and the target; default `keep`. */
  readonly duplicates?: DuplicateRule;
  /**
   * `--cache [FOLDER]`, `--no-cache`: whether the rows are read from the disk in blocks, and where these are kept; default true for a table
   * that is too large for memory, and beside the file. In Node alone.
   */
  readonly cache?: boolean | string;
}

/** A list of one is that one. */
export const oneOrMany = (names: readonly string[]): string | readonly string[] =>
  names.length === 1 ? names[0]! : names;

/** The names of the targets in the order in which they were given; mostly there is one. */
export const targetNames = ({ target }: Pick<DataOptions, 'target'>): readonly string[] =>
  typeof target === 'string' ? [target] : target;
