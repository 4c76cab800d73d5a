import type { FloatParameter, IntegerParameter, Parameter, Value } from './parameter.js';
import { countSteps, nearestStep, stepOf, stepValue } from './steps.js';

/** Whether a hyperparameter may have this value. */
export function contains(parameter: Parameter, value: unknown): value is Value {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return isNumber(value) && value === nearestValue(parameter, value);
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
    case 'integer':
      return countNumbers(parameter);
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
      return Array.from({ length: countValues(parameter) }, (_, k) =>
        stepValue(parameter.low, stepOf(parameter) ?? 0, k),
      );
    case 'ordinal':
      return parameter.values;
    case 'categorical':
      return parameter.choices;
  }
}

/** The value nearest to a number: inside the bounds, whole or a step, or on the list. */
export function nearestValue(parameter: Exclude<Parameter, { kind: 'categorical' }>, number: number): number {
  if (parameter.kind === 'ordinal')
    return parameter.values.reduce((best, value) =>
      Math.abs(value - number) < Math.abs(best - number) ? value : best,
    );
  const step = stepOf(parameter);
  if (step !== undefined) return nearestStep(parameter, step, number);
  return Math.min(parameter.high, Math.max(parameter.low, number));
}

function countNumbers(parameter: FloatParameter | IntegerParameter): number {
  const { low, high } = parameter;
  const step = stepOf(parameter);
  if (low === high) return 1;
  return step === undefined ? Number.POSITIVE_INFINITY : countSteps(low, high, step) + 1;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
