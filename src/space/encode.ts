import { exp, log } from '../math/elementary.js';
import { isActive } from './active.js';
import type { FloatParameter, IntegerParameter, Parameter, Setting, Space, Value } from './parameter.js';
import { stepOf } from './steps.js';
import { contains, nearestValue } from './values.js';

// The one map between values and the unit cube. Every value of a discrete hyperparameter owns a cell of [0, 1], the cells tile it,
// and the value's own place lies inside its cell:
//   float              (v − low) / (high − low), after log where `log`
//   integer, steps     the same between low − ½ step and high + ½ step; the half step is added before the log, and below it is no more
//                      than half of low, so that there is a log
//   ordinal, category  (index + ½) / count

/** Where a value lies in [0, 1]; the value must be one that the hyperparameter can have. */
export const toUnit = (parameter: Parameter, value: Value): number => unitMap(parameter)(value);

/** The value whose place or cell holds `unit`; outside [0, 1] it is the nearest end. */
export function fromUnit(parameter: Parameter, unit: number): Value {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return numberFromUnit(parameter, unit);
    case 'ordinal':
      return parameter.values[cellIndex(unit, parameter.values.length)]!;
    case 'categorical':
      return parameter.choices[cellIndex(unit, parameter.choices.length)]!;
  }
}

/** The part of [0, 1] that decodes to the same value as `unit`; that of a float without steps has no width. */
export const cellAround = (parameter: Parameter, unit: number): Cell => cellFinder(parameter)(unit);

export type Cell = readonly [low: number, high: number];

/** `cellAround` of one hyperparameter, for many places. */
export function cellFinder(parameter: Parameter): (unit: number) => Cell {
  if (parameter.kind === 'float' || parameter.kind === 'integer') return numericCells(parameter);
  const count = parameter.kind === 'ordinal' ? parameter.values.length : parameter.choices.length;
  return (unit) => {
    const index = cellIndex(unit, count);
    return [index / count, (index + 1) / count];
  };
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

/** The ends of [0, 1]: widened where there are steps, then scaled. */
function scaledBounds(parameter: FloatParameter | IntegerParameter) {
  const { low, high, log: isLog } = parameter;
  const margin = (stepOf(parameter) ?? 0) / 2;
  return isLog
    ? { low: log(low - Math.min(margin, low / 2)), high: log(high + margin) }
    : { low: low - margin, high: high + margin };
}

function numberFromUnit(parameter: FloatParameter | IntegerParameter, unit: number): number {
  if (unit <= 0) return parameter.low;
  if (unit >= 1) return parameter.high;
  const { low, high } = scaledBounds(parameter);
  const place = low + unit * (high - low);
  return nearestValue(parameter, parameter.log ? exp(place) : place);
}

function numericCells(parameter: FloatParameter | IntegerParameter): (unit: number) => Cell {
  const step = stepOf(parameter);
  if (step === undefined) return (unit) => [unit, unit];
  const place = unitMap(parameter);
  return (unit) => {
    const value = numberFromUnit(parameter, unit);
    return [
      value === parameter.low ? 0 : place(value - step / 2),
      value === parameter.high ? 1 : place(value + step / 2),
    ];
  };
}
