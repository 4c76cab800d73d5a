/** A hyperparameter's value; settings hold one for each active hyperparameter. */
export type Value = number | string | boolean;
export type Setting = Readonly<Record<string, Value>>;

/** A hyperparameter exists only when `parameter` has one of `values`. */
export interface Condition {
  readonly parameter: string;
  readonly values: readonly Value[];
}

/** A belief about good values before any trial: the best guess and how sure it is, 0 (uniform) to 1 (certain). */
export interface Prior {
  readonly centre: Value;
  readonly confidence: number;
  /**
   * A table instead of a bell round the centre: how believable each value is (as many weights as values), or each of as many equal parts of the unit
   * interval. The centre is where it is heaviest.
   */
  readonly weights?: readonly number[];
  /** The centre of a float moves with the value of an earlier numeric hyperparameter. */
  readonly shift?: PriorShift;
}

/** The centre is multiplied by (value of `parameter` / `from`)^`power`, as a learning rate's by √(batch size / 32). */
export interface PriorShift {
  readonly parameter: string;
  readonly from: number;
  readonly power: number;
}

/** Values that do not go together: a setting in which each of these hyperparameters has (one of) its values is not allowed. */
export interface Forbidden {
  readonly forbid: Readonly<Record<string, Value | readonly Value[] | Range>>;
}

/** Numbers from `from` (default: the least) to `to` (default: the greatest), both included. */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** A weighted sum of numeric hyperparameters, those that do not exist in a setting counted as 0, is at least `least` and at most `most`. */
export interface Limit {
  readonly sum: Readonly<Record<string, number>>;
  readonly least?: number;
  readonly most?: number;
}

/** What joins several hyperparameters; it stands with the last one that it names, as a condition stands with the one that depends. */
export type Constraint = Forbidden | Limit;

interface Common {
  readonly when?: Condition;
  readonly prior?: Prior;
  readonly constraints?: readonly Constraint[];
}

export interface FloatParameter extends Common {
  readonly kind: 'float';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** Distance of neighbouring values; absent: any number. */
  readonly step?: number;
}

export interface IntegerParameter extends Common {
  readonly kind: 'integer';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** Distance of neighbouring values; absent: 1. */
  readonly step?: number;
}

/** Numbers in an order, such as powers of two: neighbours are alike. Written to Optuna as numeric categories. */
export interface OrdinalParameter extends Common {
  readonly kind: 'ordinal';
  readonly values: readonly number[];
}

export interface CategoricalParameter extends Common {
  readonly kind: 'categorical';
  readonly choices: readonly Value[];
}

export type Parameter = FloatParameter | IntegerParameter | OrdinalParameter | CategoricalParameter;

/** A search space: hyperparameters by name, conditions pointing only at earlier ones. */
export type Space = Readonly<Record<string, Parameter>>;
