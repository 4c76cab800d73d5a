import { usageError } from '../error.js';
import { checkSpace } from './check-space.js';
import { withConstraints } from './constraint.js';
import type {
  CategoricalParameter,
  Condition,
  FloatParameter,
  Forbidden,
  IntegerParameter,
  Limit,
  OrdinalParameter,
  Parameter,
  Value,
} from './parameter.js';
import { countSteps, stepValue } from './steps.js';
import { type PriorOption, withPrior } from './tabulate.js';

/** What every hyperparameter may carry: when it exists (default: always) and a belief about good values (default: none). */
export interface CommonOptions {
  readonly when?: Condition;
  readonly prior?: PriorOption;
}

export interface NumericOptions extends CommonOptions {
  /** Whether a step is a ratio rather than a difference; default false. */
  readonly log?: boolean;
  /** Values are `low`, `low + step`, …, the last one not above `high`; default none for real numbers, 1 for whole ones. */
  readonly step?: number;
}

/** Keeps in the type on what a hyperparameter depends, so that `SettingOf` knows when it is there. */
type Built<P, O> = O extends { readonly when: infer W extends Condition } ? P & { readonly when: W } : P;

/** The hyperparameter as plain data, its prior too. */
const build = <B>(parameter: object, prior: PriorOption | undefined): B =>
  withPrior(parameter as Parameter, prior) as B;

/** A real number from `low` to `high`, both included; `log` needs `low` > 0. */
export function float<const O extends NumericOptions = object>(low: number, high: number, options?: O) {
  const parameter = {
    log: false,
    ...options,
    kind: 'float',
    low,
    high: lastStep(low, high, options),
  } as const;
  return build<Built<FloatParameter, O>>(parameter, options?.prior);
}

/** A whole number from `low` to `high`, both included; `log` needs `low` ≥ 1. */
export function integer<const O extends NumericOptions = object>(low: number, high: number, options?: O) {
  const parameter = {
    log: false,
    ...options,
    kind: 'integer',
    low,
    high: lastStep(low, high, options),
  } as const;
  return build<Built<IntegerParameter, O>>(parameter, options?.prior);
}

/** The greatest value that the steps reach. */
function lastStep(low: number, high: number, { step }: NumericOptions = {}): number {
  if (step === undefined || !(step > 0 && high >= low)) return high;
  return stepValue(low, step, countSteps(low, high, step));
}

/** Numbers in rising order, of which neighbours are alike. */
export function ordinal<const V extends number, const O extends CommonOptions = object>(
  values: readonly V[],
  options?: O,
) {
  const parameter = { ...options, kind: 'ordinal', values: [...values] } as const;
  return build<Built<OrdinalParameter & { readonly values: readonly V[] }, O>>(parameter, options?.prior);
}

/** The powers of `base` from `low` to `high`, as `powers(2, 8, 4096)`: 8, 16, 32 … 4096. */
export function powers<const O extends CommonOptions = object>(
  base: number,
  low: number,
  high: number,
  options?: O,
) {
  const values: number[] = [];
  for (let power = 1; base > 1 && power <= high; power *= base) if (power >= low) values.push(power);
  return ordinal(values, options);
}

/** One of `choices`, which have no order. */
export function categorical<const V extends Value, const O extends CommonOptions = object>(
  choices: readonly V[],
  options?: O,
) {
  const parameter = { ...options, kind: 'categorical', choices: [...choices] } as const;
  return build<Built<CategoricalParameter & { readonly choices: readonly V[] }, O>>(
    parameter,
    options?.prior,
  );
}

/** A value that is not searched, and stands in every setting. To fix some hyperparameters of a space there is `fix`. */
export function fixed<const V extends Value, const O extends CommonOptions = object>(value: V, options?: O) {
  return categorical([value], options);
}

/** True or false. */
export function boolean<const O extends CommonOptions = object>(options?: O) {
  return categorical([false, true], options);
}

/** What joins the hyperparameters of a space. */
export interface SpaceOptions {
  /** Combinations of values that no setting may have: `[{ optimiser: 'sgd', momentum: 0 }, { layers: [3, 4], width: { from: 512 } }]`. */
  readonly forbid?: readonly Forbidden['forbid'][];
  /** Weighted sums with bounds: `[{ sum: { layers: 1, blocks: 2 }, most: 8 }]`. */
  readonly limit?: readonly Limit[];
}

/**
 * A search space, checked: `space({ batch_size: powers(2, 8, 4096), loss: categorical(['squared', 'huber']), … })`. Throws a
 * SweetspotError of kind `usage` that names the hyperparameter and the rule.
 */
export function space<const S extends Record<string, Parameter>>(
  definition: S,
  { forbid = [], limit = [] }: SpaceOptions = {},
): Readonly<S> {
  if (Object.keys(definition).length === 0)
    throw usageError(
      'the space is empty',
      'Give it a hyperparameter, as lr: float(1e-5, 1e-1, { log: true }).',
    );
  const joined = withConstraints(definition, [...forbid.map((clause) => ({ forbid: clause })), ...limit]);
  checkSpace(joined);
  return Object.freeze({ ...joined });
}
