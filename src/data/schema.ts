import type { Cycle } from './cycle/cycle.js';
import type { DateOrder } from './date.js';
import type { NumberFormat } from './number-format.js';
import type { Assumption, Task } from './task.js';

/** A column that holds numbers; what cannot be read as one is missing. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly format: NumberFormat;
}

/** A column of names; each different text is a level, and "missing" is one too. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  /** Texts that mean missing besides the usual ones. */
  readonly missing: readonly string[];
}

/** A column of yes and no. */
export interface BooleanColumn {
  readonly kind: 'boolean';
  readonly name: string;
}

/** A column of dates, perhaps with times. */
export interface DateColumn {
  readonly kind: 'date';
  readonly name: string;
  readonly order: DateOrder;
}

/** A column whose levels have an order, as low, medium and high. */
export interface OrdinalColumn {
  readonly kind: 'ordinal';
  readonly name: string;
  /** From low to high. */
  readonly levels: readonly string[];
  /** Texts that mean missing besides the usual ones. */
  readonly missing: readonly string[];
}

/** A column that goes round, as hours of a day do. */
export interface CyclicColumn {
  readonly kind: 'cyclic';
  readonly name: string;
  readonly cycle: Cycle;
}

export type InputColumn =
  | NumberColumn
  | CategoryColumn
  | BooleanColumn
  | DateColumn
  | OrdinalColumn
  | CyclicColumn;
export type ColumnKind = InputColumn['kind'];

/** A column whose numbers are predicted. */
export interface NumberTarget {
  readonly name: string;
  readonly format: NumberFormat;
}

/**
 * What is predicted: the numbers of one column, or of several by one network, or the classes of one column. Classes are in the order of their
 * index; the second of two is the one that `f1` and `auc` look for.
 */
export type TargetColumns =
  | { readonly task: 'regression'; readonly columns: readonly NumberTarget[] }
  | {
      readonly task: 'binary' | 'multiclass';
      readonly name: string;
      readonly classes: readonly string[];
    };

/** The column that says how much each row counts, in training and in every score. */
export interface WeightColumn {
  readonly name: string;
  readonly format: NumberFormat;
}

export interface LeftOutColumn {
  readonly name: string;
  readonly reason: string;
}

/** What the columns of a table mean; plain JSON. */
export interface Schema {
  readonly target: TargetColumns;
  /** Absent when all rows count alike. */
  readonly weight?: WeightColumn;
  readonly inputs: readonly InputColumn[];
  readonly leftOut: readonly LeftOutColumn[];
  readonly assumptions: readonly Assumption[];
  /** Texts that mean missing besides the usual ones. */
  readonly missing: readonly string[];
  /** For each target of numbers the values whose rows are left out. */
  readonly caps?: readonly (readonly number[])[];
}

export const classesOf = (target: TargetColumns): readonly string[] =>
  target.task === 'regression' ? [] : target.classes;

/** The names of the columns that are predicted. */
export const namesOf = (target: TargetColumns): readonly string[] =>
  target.task === 'regression' ? target.columns.map(({ name }) => name) : [target.name];

export const taskOf = (schema: Schema): Task => schema.target.task;
