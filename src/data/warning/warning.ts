import type { InputColumn } from '../schema.js';
import type { Table } from '../table.js';
import type { Task } from '../task.js';

/** What a careful person would have seen; the names are fixed for programs that read `--json`. */
export type WarningKind =
  | 'few_rows'
  | 'leak'
  | 'duplicates'
  | 'contradictions'
  | 'groups'
  | 'drift'
  | 'capped_target'
  | 'frequent_target'
  | 'heavy_tail'
  | 'imbalance'
  | 'rare_classes'
  | 'missing_values'
  | 'one_value';

/** Something about the table that a result could founder on: what was seen, and what acts on it. */
export interface Warning {
  readonly kind: WarningKind;
  /** The column, or the file, that it is about. */
  readonly about: string;
  /** A sentence that begins in lower case and holds the figures. */
  readonly text: string;
  /** Flags that act on it, ready to paste; more than one are alternatives. */
  readonly flags: readonly string[];
  /** The figures by name. */
  readonly evidence: Readonly<Record<string, Figure>>;
  /** Some of the rows concerned, as a person counts (the header is row 1). */
  readonly rows?: readonly number[];
  /** Whether it bears on how far the score on the test part can be trusted. */
  readonly trust: boolean;
}

export type Figure = number | string | readonly number[] | readonly string[];

/** What is predicted: a number, or the index of a class, for each row of a table; NaN where there is none. */
export interface SeenTarget {
  readonly name: string;
  readonly values: Float64Array;
}

/** Some rows of a table, perhaps not the one that is trained on. */
export interface Rows {
  readonly table: Table;
  readonly targets: readonly SeenTarget[];
  readonly rows: Uint32Array;
}

/** What warnings are drawn from. What concerns inputs and target together is looked at in the pool alone, never in the test part. */
export interface Seen {
  readonly table: Table;
  readonly inputs: readonly InputColumn[];
  /** Texts that mean missing besides the usual ones. */
  readonly missing: readonly string[];
  readonly task: Task;
  /** One, or several numbers. */
  readonly targets: readonly SeenTarget[];
  /** Empty for numbers. */
  readonly classes: readonly string[];
  /** The rows that have a target. */
  readonly rows: Uint32Array;
  /** Rows of train and validation, ascending. */
  readonly pool: Uint32Array;
  /** The first split. */
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Rows;
  readonly metric: string;
  readonly seed: number;
  /** What a person has already asked for: nothing is warned of that is acted on. */
  readonly heeded: Heeded;
}

export interface Heeded {
  /** Rows are split along time, or by groups. */
  readonly split?: 'time' | 'group';
  /** Classes are weighted. */
  readonly classWeights?: boolean;
}

/** Whether the test part is another file: its score then says nothing of how the first file is split. */
export const hasOwnTest = ({ table, test }: Seen) => test.table !== table;

/** A pure function of what is seen. */
export type Check = (seen: Seen) => Warning[];
