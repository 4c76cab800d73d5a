import { exp, log } from '../math/elementary.js';
import { isActive } from './active.js';
import type { IntegerParameter, Parameter, Setting, Space, Value } from './parameter.js';
import { contains } from './values.js';

// The one map between values and the unit cube. Every value of a discrete hyperparameter owns a cell of [0, 1], the cells tile it,
// and the value's own place lies inside its cell:
//   float              (v − low) / (high − low), after log where `log`
//   integer            the same between low − ½ and high + ½; the half step is added before the log
//   ordinal, category  (index + ½) / count

/** Where a value lies in [0, 1]; the value must be one that the hyperparameter can have. */
export function toUnit(parameter: Parameter, value: Value): number {
  switch (parameter.kind) {
    case 'float':
      return parameter.low === parameter.high
        ? 0.5
        : between(
            scaled(parameter, parameter.low),
            scaled(parameter, parameter.high),
            scaled(parameter, value),
          );
    case 'integer':
      return integerToUnit(parameter, value as number);
    case 'ordinal':
      return (parameter.values.indexOf(value as number) + 0.5) / parameter.values.length;
    case 'categorical':
      return (parameter.choices.indexOf(value) + 0.5) / parameter.choices.length;
  }
}

/** The value whose place or cell holds `unit`; outside [0, 1] it is the nearest end. */
export function fromUnit(parameter: Parameter, unit: number): Value {
  switch (parameter.kind) {
    case 'float':
      return floatFromUnit(parameter, unit);
    case 'integer':
      return integerFromUnit(parameter, unit);
    case 'ordinal':
      return parameter.values[cellIndex(unit, parameter.values.length)]!;
    case 'categorical':
      return parameter.choices[cellIndex(unit, parameter.choices.length)]!;
  }
}

/** The part of [0, 1] that decodes to the same value as `unit`; a float's has no width. */
export function cellAround(parameter: Parameter, unit: number): readonly [low: number, high: number] {
  if (parameter.kind === 'float') return [unit, unit];
  if (parameter.kind === 'integer') {
    const value = integerFromUnit(parameter, unit);
    return [integerToUnit(parameter, value - 0.5), integerToUnit(parameter, value + 0.5)];
  }
  const count = parameter.kind === 'ordinal' ? parameter.values.length : parameter.choices.length;
  const index = cellIndex(unit, count);
  return [index / count, (index + 1) / count];
}

/** Which of `count` equal cells of [0, 1] holds `unit`. */
export const cellIndex = (unit: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(unit * count)));

/** A setting as a point: one coordinate for each hyperparameter in the space's order, NaN where it has no value of the space. */
export function encode(space: Space, setting: Setting): Float64Array {
  const names = Object.keys(space);
  return Float64Array.from(names, (name) => {
    const value = setting[name];
    return contains(space[name]!, value) ? toUnit(space[name]!, value) : Number.NaN;
  });
}

/** The setting at a point, without the hyperparameters that do not exist in it. */
export function decode(space: Space, point: ArrayLike<number>): Setting {
  const setting: Record<string, Value> = {};
  Object.entries(space).forEach(([name, parameter], i) => {
    const unit = point[i]!;
    if (!Number.isNaN(unit) && isActive(space, name, setting)) setting[name] = fromUnit(parameter, unit);
  });
  return setting;
}

const scaled = (parameter: { log: boolean }, value: Value) =>
  parameter.log ? log(value as number) : (value as number);

const between = (low: number, high: number, x: number) => (x - low) / (high - low);

function integerToUnit({ low, high, log: isLog }: IntegerParameter, value: number): number {
  if (!isLog) return between(low - 0.5, high + 0.5, value);
  return between(log(low - 0.5), log(high + 0.5), log(value));
}

function integerFromUnit({ low, high, log: isLog }: IntegerParameter, unit: number): number {
  const from = isLog ? log(low - 0.5) : low - 0.5;
  const to = isLog ? log(high + 0.5) : high + 0.5;
  const place = from + unit * (to - from);
  return Math.min(high, Math.max(low, Math.round(isLog ? exp(place) : place)));
}

function floatFromUnit(parameter: Extract<Parameter, { kind: 'float' }>, unit: number): number {
  const { low, high } = parameter;
  if (unit <= 0) return low;
  if (unit >= 1) return high;
  if (!parameter.log) return Math.min(high, Math.max(low, low + unit * (high - low)));
  return Math.min(high, Math.max(low, exp(log(low) + unit * (log(high) - log(low)))));
}
