import { exp, log } from '../math/elementary.js';
import { isActive } from './active.js';
import type { FloatParameter, IntegerParameter, Parameter, Setting, Space, Value } from './parameter.js';
import { contains } from './values.js';

// The one map between values and the unit cube. Every value of a discrete hyperparameter owns a cell of [0, 1], the cells tile it,
// and the value's own place lies inside its cell:
//   float              (v − low) / (high − low), after log where `log`
//   integer            the same between low − ½ and high + ½; the half step is added before the log
//   ordinal, category  (index + ½) / count

/** Where a value lies in [0, 1]; the value must be one that the hyperparameter can have. */
export const toUnit = (parameter: Parameter, value: Value): number => unitMap(parameter)(value);

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
    const place = unitMap(parameter);
    return [place(value - 0.5), place(value + 0.5)];
  }
  const count = parameter.kind === 'ordinal' ? parameter.values.length : parameter.choices.length;
  const index = cellIndex(unit, count);
  return [index / count, (index + 1) / count];
}

/** Which of `count` equal cells of [0, 1] holds `unit`. */
export const cellIndex = (unit: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(unit * count)));

/** A setting as a point: one coordinate for each hyperparameter in the space's order, NaN where it has no value of the space. */
export type Encoder = (setting: Setting) => Float64Array;

/** The encoder of a space; make it once where many settings are encoded. */
export function encoder(space: Space): Encoder {
  const axes = Object.entries(space).map(([name, parameter]) => ({
    name,
    parameter,
    place: unitMap(parameter),
  }));
  return (setting) => {
    const point = new Float64Array(axes.length);
    axes.forEach(({ name, parameter, place }, i) => {
      const value = setting[name];
      point[i] = contains(parameter, value) ? place(value) : Number.NaN;
    });
    return point;
  };
}

export const encode = (space: Space, setting: Setting): Float64Array => encoder(space)(setting);

/** The setting at a point, without the hyperparameters that do not exist in it. */
export function decode(space: Space, point: ArrayLike<number>): Setting {
  const setting: Record<string, Value> = {};
  Object.entries(space).forEach(([name, parameter], i) => {
    const unit = point[i]!;
    if (!Number.isNaN(unit) && isActive(space, name, setting)) setting[name] = fromUnit(parameter, unit);
  });
  return setting;
}

function unitMap(parameter: Parameter): (value: Value) => number {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return numericMap(parameter);
    case 'ordinal':
      return (value) => (parameter.values.indexOf(value as number) + 0.5) / parameter.values.length;
    case 'categorical':
      return (value) => (parameter.choices.indexOf(value) + 0.5) / parameter.choices.length;
  }
}

function numericMap(parameter: FloatParameter | IntegerParameter): (value: Value) => number {
  const { low, high } = scaledBounds(parameter);
  if (low === high) return () => 0.5;
  const width = high - low;
  return parameter.log
    ? (value) => (log(value as number) - low) / width
    : (value) => ((value as number) - low) / width;
}

/** The ends of [0, 1]: widened for whole numbers, then scaled. */
function scaledBounds({ kind, low, high, log: isLog }: FloatParameter | IntegerParameter) {
  const margin = kind === 'integer' ? 0.5 : 0;
  return isLog
    ? { low: log(low - margin), high: log(high + margin) }
    : { low: low - margin, high: high + margin };
}

function integerFromUnit(parameter: IntegerParameter, unit: number): number {
  const { low, high } = scaledBounds(parameter);
  const place = low + unit * (high - low);
  const whole = Math.round(parameter.log ? exp(place) : place) + 0; // −0 becomes 0
  return Math.min(parameter.high, Math.max(parameter.low, whole));
}

function floatFromUnit(parameter: FloatParameter, unit: number): number {
  if (unit <= 0) return parameter.low;
  if (unit >= 1) return parameter.high;
  const { low, high } = scaledBounds(parameter);
  const place = low + unit * (high - low);
  return Math.min(parameter.high, Math.max(parameter.low, parameter.log ? exp(place) : place));
}
