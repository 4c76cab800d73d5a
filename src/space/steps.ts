import type { FloatParameter, IntegerParameter, Parameter } from './parameter.js';

// A hyperparameter with steps has the values low + k · step, k = 0 … n. Whole numbers have steps of 1 unless another is given. A value is
// rounded to twelve digits, so that 0.1 + 0.2 and 0.3 are one and the same.

type Numeric = FloatParameter | IntegerParameter;

/** The distance of neighbouring values; undefined where there is no least one. */
export const stepOf = ({ kind, step }: Numeric): number | undefined =>
  step ?? (kind === 'integer' ? 1 : undefined);

/** Whether between any two values there is another: a float without steps, even when it has a single value. */
export const isContinuous = (parameter: Parameter): boolean =>
  parameter.kind === 'float' && parameter.step === undefined;

/** n: how often the step fits between the bounds. */
export const countSteps = (low: number, high: number, step: number): number =>
  Math.floor((high - low) / step + 1e-9);

/** Value k. */
export const stepValue = (low: number, step: number, k: number): number => roundStep(low + k * step);

/** The value with steps that is nearest to a number. */
export function nearestStep({ low, high }: Numeric, step: number, number: number): number {
  const k = Math.round((number - low) / step);
  return stepValue(low, step, Math.min(countSteps(low, high, step), Math.max(0, k)));
}

/** −0 becomes 0. */
export const roundStep = (value: number): number =>
  Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(12));
