import { constraintsOf, isAllowed } from '../../space/constraint.js';
import { cellIndex, decode, encoder, fromUnit, toUnit } from '../../space/encode.js';
import type {
  FloatParameter,
  IntegerParameter,
  Parameter,
  Setting,
  Space,
  Value,
} from '../../space/parameter.js';
import { stepOf, stepValue } from '../../space/steps.js';
import { countValues, valuesOf } from '../../space/values.js';

// Points of the unit cube as a search walks over them. A full point has every coordinate, those of hyperparameters that do not exist there
// included, so that they are back when a neighbour has them; a seen point has NaN there. Coordinates of discrete hyperparameters are always
// the place of one of their values: nothing is rounded after the search.

/** The values of a discrete hyperparameter in order, by number. */
export interface Grid {
  readonly count: number;
  /** Whether neighbours are alike. */
  readonly ordered: boolean;
  place(index: number): number;
  /** The value whose cell holds `unit`. */
  indexAt(unit: number): number;
}

export interface Cube {
  readonly space: Space;
  readonly dimensions: number;
  /** Undefined where a hyperparameter is a float without steps. */
  readonly grids: readonly (Grid | undefined)[];
  /** The full point whose coordinates are places of values. */
  snap(point: Float64Array): Float64Array;
  see(full: Float64Array): Float64Array;
  settingAt(seen: Float64Array): Setting;
  /** Whether a seen point keeps the constraints. */
  allows(seen: Float64Array): boolean;
  /** A setting as a full point, what does not exist in it being in the middle. */
  pointOf(setting: Setting): Float64Array;
}

export function cubeOf(space: Space): Cube {
  const parameters = Object.values(space);
  const names = Object.keys(space);
  const grids = parameters.map(gridOf);
  const middle = parameters.map((_, i) =>
    grids[i] === undefined ? 0.5 : grids[i].place(grids[i].indexAt(0.5)),
  );
  const conditions = parameters.map(({ when }) =>
    when === undefined
      ? undefined
      : { parent: names.indexOf(when.parameter), holds: holdsFor(space[when.parameter]!, when.values) },
  );
  const free = constraintsOf(space).length === 0;
  const encode = encoder(space);

  const conditional = conditions.flatMap((condition, i) =>
    condition === undefined ? [] : [{ ...condition, i }],
  );

  return {
    space,
    dimensions: parameters.length,
    grids,
    snap(point) {
      const snapped = Float64Array.from(point);
      for (let i = 0; i < snapped.length; i++) {
        const grid = grids[i];
        const unit = Math.min(1, Math.max(0, snapped[i]!));
        snapped[i] = grid === undefined ? unit : grid.place(grid.indexAt(unit));
      }
      return snapped;
    },
    see(full) {
      if (conditional.length === 0) return full;
      const seen = Float64Array.from(full);
      for (const { i, parent, holds } of conditional) if (!holds(seen[parent]!)) seen[i] = Number.NaN;
      return seen;
    },
    settingAt: (seen) => decode(space, seen),
    allows: (seen) => free || isAllowed(space, decode(space, seen)),
    pointOf: (setting) => encode(setting).map((unit, i) => (Number.isNaN(unit) ? middle[i]! : unit)),
  };
}

/** Whether a condition's parent at `unit` (NaN: it does not exist) has one of the values. */
function holdsFor(parent: Parameter, values: readonly Value[]): (unit: number) => boolean {
  if (parent.kind === 'float')
    return (unit) => !Number.isNaN(unit) && values.includes(fromUnit(parent, unit));
  const places = new Set(values.map((value) => toUnit(parent, value)));
  return (unit) => places.has(unit);
}

function gridOf(parameter: Parameter): Grid | undefined {
  const count = countValues(parameter);
  if (count === Number.POSITIVE_INFINITY) return undefined;
  const ordered = parameter.kind !== 'categorical';
  if (count > mostKept && (parameter.kind === 'float' || parameter.kind === 'integer'))
    return longGrid(parameter, count);
  const places = Float64Array.from(valuesOf(parameter), (value) => toUnit(parameter, value));
  const place = (index: number) => places[index]!;
  const even = parameter.kind === 'ordinal' || parameter.kind === 'categorical';
  return {
    count,
    ordered,
    place,
    indexAt: (unit) => (even ? cellIndex(unit, count) : nearest(places, unit)),
  };
}

/** So many values that nobody wants to keep their places. */
function longGrid(parameter: FloatParameter | IntegerParameter, count: number): Grid {
  const step = stepOf(parameter)!;
  return {
    count,
    ordered: true,
    place: (index) => toUnit(parameter, stepValue(parameter.low, step, index)),
    indexAt: (unit) => Math.round(((fromUnit(parameter, unit) as number) - parameter.low) / step),
  };
}

/** Places are kept for grids of at most so many values. */
const mostKept = 4096;

/** The index of the nearest of rising places. */
function nearest(places: Float64Array, unit: number): number {
  let [low, high] = [0, places.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= unit) low = middle;
    else high = middle;
  }
  return unit - places[low]! < places[high]! - unit ? low : high;
}
