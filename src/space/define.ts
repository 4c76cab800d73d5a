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
  Prior,
  Value,
} from './parameter.js';
import { countSteps, stepValue } from './steps.js';

/** What every hyperparameter may carry: when it exists (default: always) and a belief about good values (default: none). */
export interface CommonOptions {
  readonly when?: Condition;
  readonly prior?: Prior;
}

export interface NumericOptions extends CommonOptions {
  /** Whether a step is a ratio rather than a difference; default false. */
  readonly log?: boolean;
  /** Values are `low`, `low + step`, …, the last one not above `high`; default none for real numbers, 1 for whole ones. */
  readonly step?: number;
}

/** Keeps in the type whether a hyperparameter is conditional, so that `SettingOf` knows which keys may be absent. */
type Built<P, O> = O extends { readonly when: Condition } ? P & { readonly when: Condition } : P;

/** A real number from `low` to `high`, both included; `log` needs `low` > 0. */
export function float<const O extends NumericOptions = object>(low: number, high: number, options?: O) {
  return {
    log: false,
    ...options,
    kind: 'float',
    low,
    high: lastStep(low, high, options),
  } as unknown as Built<FloatParameter, O>;
}

/** A whole number from `low` to `high`, both included; `log` needs `low` ≥ 1. */
export function integer<const O extends NumericOptions = object>(low: number, high: number, options?: O) {
  return {
    log: false,
    ...options,
    kind: 'integer',
    low,
    high: lastStep(low, high, options),
  } as unknown as Built<IntegerParameter, O>;
}

/** The greatest value that the steps reach. */
function lastStep(low: number, high: number, { step }: NumericOptions = {}): number {
  if (step === undefined || !(step > 0 && high >= low)) return high;
  return stepValue(low, step, countSteps(low, high, step));
}

/** Numbers in rising order, of which neighbours are alike. */
export function ordinal<const O extends CommonOptions = object>(values: readonly number[], options?: O) {
  return { ...options, kind: 'ordinal', values: [...values] } as unknown as Built<OrdinalParameter, O>;
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
  return { ...options, kind: 'categorical', choices: [...choices] } as unknown as Built<
    CategoricalParameter & { readonly choices: readonly V[] },
    O
  >;
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

type ValueOf<P> = P extends { kind: 'categorical'; choices: readonly (infer V)[] } ? V : number;
type ConditionalNames<S> = {
  [N in keyof S]: S[N] extends { readonly when: Condition } ? N : never;
}[keyof S];

/** The type of a setting of the space `S`: a value for each hyperparameter; conditional ones may be absent. */
export type SettingOf<S> = { readonly [N in Exclude<keyof S, ConditionalNames<S>>]: ValueOf<S[N]> } & {
  readonly [N in ConditionalNames<S>]?: ValueOf<S[N]>;
};
