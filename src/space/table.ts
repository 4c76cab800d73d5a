import { fromUnit, toUnit } from './encode.js';
import type { Parameter } from './parameter.js';
import { isContinuous } from './steps.js';
import { countValues, valuesOf } from './values.js';

// A prior as a table of weights wᵢ, i = 0 … m − 1: one for each value of a discrete hyperparameter with m of them; else a density on [0, 1] that is
// constant on each of m equal parts. Weights need not sum to one.

const isByValue = (parameter: Parameter, weights: readonly number[]): boolean =>
  !isContinuous(parameter) && countValues(parameter) === weights.length;

const totalOf = (weights: readonly number[]) => weights.reduce((sum, weight) => sum + weight, 0);

/** The table's density at a place of a hyperparameter whose values vary continuously. */
export function tableDensity(weights: readonly number[], unit: number): number {
  const index = Math.min(weights.length - 1, Math.max(0, Math.floor(unit * weights.length)));
  return (weights[index]! * weights.length) / totalOf(weights);
}

/** The table's mass of the value whose cell goes from `low` to `high`. */
export function tableMass(
  parameter: Parameter,
  weights: readonly number[],
  [low, high]: readonly [number, number],
): number {
  if (isByValue(parameter, weights)) {
    const value = fromUnit(parameter, (low + high) / 2);
    return weights[valuesOf(parameter).indexOf(value)]! / totalOf(weights);
  }
  const part = 1 / weights.length;
  let sum = 0;
  weights.forEach((weight, i) => {
    const overlap = Math.min(high, (i + 1) * part) - Math.max(low, i * part);
    if (overlap > 0) sum += weight * (overlap / part);
  });
  return sum / totalOf(weights);
}

/** A place drawn from the table; `share` is uniform in [0, 1). */
export function sampleTable(parameter: Parameter, weights: readonly number[], share: number): number {
  let rest = share * totalOf(weights);
  let index = weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  if (index < 0) index = weights.findLastIndex((weight) => weight > 0);
  if (isByValue(parameter, weights)) return toUnit(parameter, valuesOf(parameter)[index]!);
  const within = Math.min(1, Math.max(0, 1 + rest / weights[index]!));
  return (index + within) / weights.length;
}
