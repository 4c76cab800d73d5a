import { constraintsOf, isAllowed } from '../../space/constraint.js';
import { decode, encoder, fromUnit, toUnit } from '../../space/encode.js';
import type { Parameter, Setting, Space, Value } from '../../space/parameter.js';
import { countValues } from '../../space/values.js';

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
  /** Undefined where a hyperparameter is a float. */
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

  return {
    space,
    dimensions: parameters.length,
    grids,
    snap: (point) =>
      point.map((unit, i) => {
        const grid = grids[i];
        return grid === undefined ? Math.min(1, Math.max(0, unit)) : grid.place(grid.indexAt(unit));
      }),
    see(full) {
      const seen = Float64Array.from(full);
      conditions.forEach((condition, i) => {
        if (condition !== undefined && !condition.holds(seen[condition.parent]!)) seen[i] = Number.NaN;
      });
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
  if (parameter.kind === 'float')
    return count === 1 ? { count, ordered: false, place: () => 0.5, indexAt: () => 0 } : undefined;
  const places = new Map<number, number>();
  const valueAt = (index: number) =>
    parameter.kind === 'integer'
      ? parameter.low + index
      : parameter.kind === 'ordinal'
        ? parameter.values[index]!
        : parameter.choices[index]!;
  return {
    count,
    ordered: parameter.kind !== 'categorical',
    place(index) {
      let place = places.get(index);
      if (place === undefined) places.set(index, (place = toUnit(parameter, valueAt(index))));
      return place;
    },
    indexAt(unit) {
      const value = fromUnit(parameter, unit);
      if (parameter.kind === 'integer') return (value as number) - parameter.low;
      return parameter.kind === 'ordinal'
        ? parameter.values.indexOf(value as number)
        : parameter.choices.indexOf(value);
    },
  };
}
