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
  /** The centre of a float moves with the value of an earlier numeric hyperparameter. */
  readonly shift?: PriorShift;
}

/** The centre is multiplied by (value of `parameter` / `from`)^`power`, as a learning rate's by √(batch size / 32). */
export interface PriorShift {
  readonly parameter: string;
  readonly from: number;
  readonly power: number;
}

interface Common {
  readonly when?: Condition;
  readonly prior?: Prior;
}

export interface FloatParameter extends Common {
  readonly kind: 'float';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

export interface IntegerParameter extends Common {
  readonly kind: 'integer';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
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
