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

export type InputColumn = NumberColumn | CategoryColumn | BooleanColumn | DateColumn;
export type ColumnKind = InputColumn['kind'];

/** What is predicted. Classes are in the order of their index; the second of two is the one that `f1` and `auc` look for. */
export type TargetColumn =
  | { readonly name: string; readonly task: 'regression'; readonly format: NumberFormat }
  | {
      readonly name: string;
      readonly task: 'binary' | 'multiclass';
      readonly classes: readonly string[];
    };

export interface LeftOutColumn {
  readonly name: string;
  readonly reason: string;
}

/** What the columns of a table mean; plain JSON. */
export interface Schema {
  readonly target: TargetColumn;
  readonly inputs: readonly InputColumn[];
  readonly leftOut: readonly LeftOutColumn[];
  readonly assumptions: readonly Assumption[];
  /** Texts that mean missing besides the usual ones. */
  readonly missing: readonly string[];
  /** Values of a number's target whose rows are left out. */
  readonly caps?: readonly number[];
}

export const classesOf = (target: TargetColumn): readonly string[] =>
  target.task === 'regression' ? [] : target.classes;

export const taskOf = (schema: Schema): Task => schema.target.task;
