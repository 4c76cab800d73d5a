import { fromUnit } from './encode.js';
import type { Parameter, Prior, PriorShift, Value } from './parameter.js';
import { countValues, valuesOf } from './values.js';

/** A belief about good values, as it may be given: a best guess, a table, or a function. */
export type PriorOption =
  | { readonly centre: Value; readonly confidence: number; readonly shift?: PriorShift }
  /** How believable each value is, or, of numbers, each of as many equal parts of the range (by ratios where `log`). */
  | { readonly weights: readonly number[] }
  /** How believable a value is, beside others that lie as densely; it is read off at up to 64 places, so that it can be stored. */
  | { readonly density: (value: never) => number };

/** Places at which a density is read off. */
const places = 64;

/** The hyperparameter with its prior as plain data. */
export function withPrior<P extends Parameter>(parameter: P, given: PriorOption | undefined): P {
  if (given === undefined) return parameter;
  return { ...parameter, prior: 'centre' in given ? given : tableOf(parameter, given) };
}

function tableOf(parameter: Parameter, given: Exclude<PriorOption, { centre: Value }>): Prior {
  const count = countValues(parameter);
  const length = 'weights' in given ? given.weights.length : Math.max(1, Math.min(count, places));
  const values =
    length === count
      ? valuesOf(parameter)
      : Array.from({ length }, (_, i) => fromUnit(parameter, (i + 0.5) / length));
  const weights =
    'weights' in given
      ? given.weights
      : values.map((value) => (given.density as (value: Value) => number)(value));
  const heaviest = weights.indexOf(Math.max(...weights));
  return { centre: values[heaviest] ?? fromUnit(parameter, 0.5), confidence: 1, weights };
}
