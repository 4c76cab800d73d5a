import type { Parameter, Value } from './parameter.js';

/** Whether a hyperparameter may have this value. */
export function contains(parameter: Parameter, value: unknown): value is Value {
  switch (parameter.kind) {
    case 'float':
      return isNumber(value) && value >= parameter.low && value <= parameter.high;
    case 'integer':
      return Number.isInteger(value) && isNumber(value) && value >= parameter.low && value <= parameter.high;
    case 'ordinal':
      return isNumber(value) && parameter.values.includes(value);
    case 'categorical':
      return parameter.choices.includes(value as Value);
  }
}

/** How many values a hyperparameter can have; infinite for a float with room. */
export function countValues(parameter: Parameter): number {
  switch (parameter.kind) {
    case 'float':
      return parameter.low === parameter.high ? 1 : Number.POSITIVE_INFINITY;
    case 'integer':
      return parameter.high - parameter.low + 1;
    case 'ordinal':
      return parameter.values.length;
    case 'categorical':
      return parameter.choices.length;
  }
}

/** All values that a discrete hyperparameter can have, in their order. Throws where `countValues` is infinite. */
export function valuesOf(parameter: Parameter): readonly Value[] {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return Array.from({ length: countValues(parameter) }, (_, i) => parameter.low + i);
    case 'ordinal':
      return parameter.values;
    case 'categorical':
      return parameter.choices;
  }
}

/** The value nearest to a number: inside the bounds, whole, or on the list. */
export function nearestValue(parameter: Exclude<Parameter, { kind: 'categorical' }>, number: number): number {
  if (parameter.kind === 'ordinal')
    return parameter.values.reduce((best, value) =>
      Math.abs(value - number) < Math.abs(best - number) ? value : best,
    );
  const inside = Math.min(parameter.high, Math.max(parameter.low, number));
  return parameter.kind === 'integer' ? Math.round(inside) : inside;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
