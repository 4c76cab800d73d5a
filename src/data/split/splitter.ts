import type { Task } from '../task.js';

/** Row numbers of two parts, each ascending and disjoint. */
export interface Fold {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/** What splitting needs to know: which rows there are and what their targets are (numbers or class indices, by row number). */
export interface SplitFrom {
  readonly rows: Uint32Array;
  readonly targets: Float64Array;
  readonly task: Task;
  /** Decides all that is random. */
  readonly seed: number;
}

/** A table's rows divided once into the test part and the pool, and the pool again and again into train and validation. */
export interface Splitter {
  /** Opened once, at the end; empty when the test part comes from another file. */
  readonly test: Uint32Array;
  /** All rows but those of the test part, ascending. */
  readonly pool: Uint32Array;
  /** Parts that a trial is trained on in step: 1, or the folds of a cross-validation. */
  readonly folds: number;
  /** The same for the rounds after the first, whose networks may enter the model: more folds leave each more rows to learn from. */
  readonly laterFolds: number;
  /** How many different rounds there are; `round(n)` is `round(n % rounds)`. Infinity where chance decides. */
  readonly rounds: number;
  /** The parts of a round, one for each fold; the first is the one that people are told the sizes of. */
  round(number: number): Fold[];
  /** A few words on the rows of a part, such as `12 groups` or `to 2024-03-01`. */
  describe(rows: Uint32Array): string | undefined;
}

/** What every way of splitting is told. */
export interface SplitterOptions extends SplitFrom {
  /** Whether another file is the test part. */
  readonly testFile: boolean;
  /** Whether another file validates: the pool is then not divided. */
  readonly validationFile: boolean;
  /** 1 for one held-out part, more for a cross-validation; when it is left out, the number of rows decides. */
  readonly folds?: number;
}
