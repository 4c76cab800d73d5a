import type { Axis } from '../chart/plot.js';
import { formatValue } from '../space/format.js';
import type { Parameter, Value } from '../space/parameter.js';

/** Whether its values stand side by side: choices, and values with an order of which one is 0, which no logarithmic axis has. */
export const isBand = (parameter: Parameter): boolean =>
  parameter.kind === 'categorical' || (parameter.kind === 'ordinal' && parameter.values[0]! <= 0);

/** The names of its places, in order; none of a range. */
export function namesOf(parameter: Parameter): string[] {
  if (parameter.kind === 'categorical') return parameter.choices.map(formatValue);
  return parameter.kind === 'ordinal' ? parameter.values.map(formatValue) : [];
}

/** The axis of a hyperparameter. */
export function axisOf(parameter: Parameter, label: string): Axis {
  if (parameter.kind === 'categorical' || isBand(parameter))
    return { kind: 'band', names: namesOf(parameter), label };
  if (parameter.kind === 'ordinal')
    return { kind: 'log', label, domain: [parameter.values[0]! / 1.15, parameter.values.at(-1)! * 1.15] };
  const room = 0.04 * (parameter.high - parameter.low);
  return parameter.log
    ? { kind: 'log', label, domain: [parameter.low / 1.1, parameter.high * 1.1] }
    : { label, domain: [parameter.low - room, parameter.high + room] };
}

/** Where a value is on its axis; those of few values lie side by side instead of on top of each other, by the trial's number. */
export function placeOf(parameter: Parameter, value: Value | undefined, number: number): number {
  if (value === undefined) return Number.NaN;
  const jitter = ((number * 0.618034) % 1) - 0.5;
  if (isBand(parameter)) return namesOf(parameter).indexOf(formatValue(value)) + 0.5 * jitter;
  if (parameter.kind === 'ordinal') return Number(value) * (1 + 0.16 * jitter);
  const few = parameter.kind === 'integer' && !parameter.log && parameter.high - parameter.low < 12;
  return few ? Number(value) + 0.3 * jitter : Number(value);
}
