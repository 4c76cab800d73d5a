import { usageError } from '../error.js';
import { checkName, valueError } from '../space/check-setting.js';
import { constraintsOf, isAllowed } from '../space/constraint.js';
import { fromUnit } from '../space/encode.js';
import type { Parameter, Setting, Space, Value } from '../space/parameter.js';
import { contains, countValues, valuesOf } from '../space/values.js';

// A grid's settings can be counted and numbered without making them, for each hyperparameter depends on at most one other: the space is a forest.
// A hyperparameter's branch is itself and all that depend on it; the settings of a branch are, value by value, the product over the
// branches that exist with that value, and those of the grid the product over the branches of hyperparameters that depend on none.

/** What a grid has of a hyperparameter: a number of values, evenly spaced from one end to the other (by ratios where `log`), or the values. */
export type GridPoints = Readonly<Record<string, number | readonly Value[]>>;

/** Values of a float that `points` does not name. */
export const defaultPoints = 5;

/** Beyond so many settings, those that constraints forbid are counted too. */
const mostCounted = 100_000;

export interface Grid {
  /** How many settings it has, those that constraints forbid included. */
  readonly size: number;
  /** Setting `index`, 0 to size − 1. */
  at(index: number): Setting;
}

/**
 * How many settings a grid has: compare it with the budget before starting. Constraints are counted off up to 100,000 settings; of a larger grid it is
 * the number without them. Throws a SweetspotError of kind `usage` for points that a hyperparameter cannot have.
 */
export function gridSize(space: Space, points: GridPoints = {}): number {
  const { size, at } = gridOf(space, points);
  if (constraintsOf(space).length === 0 || size > mostCounted) return size;
  let allowed = 0;
  for (let index = 0; index < size; index++) if (isAllowed(space, at(index))) allowed += 1;
  return allowed;
}

/** The grid of a space. Throws as `gridSize`. */
export function gridOf(space: Space, points: GridPoints): Grid {
  for (const name of Object.keys(points)) checkName(space, name);
  const roots = Object.keys(space).filter((name) => space[name]!.when === undefined);
  return product(roots.map((name) => branch(space, points, name)));
}

/** All settings of a hyperparameter and of those that depend on it. */
function branch(space: Space, points: GridPoints, name: string): Grid {
  const children = Object.keys(space).filter((child) => space[child]!.when?.parameter === name);
  const branches = new Map(children.map((child) => [child, branch(space, points, child)]));
  const options = valuesIn(name, space[name]!, points[name]).map((value) => ({
    value,
    below: product(
      children
        .filter((child) => space[child]!.when!.values.includes(value))
        .map((child) => branches.get(child)!),
    ),
  }));
  return {
    size: options.reduce((sum, { below }) => sum + below.size, 0),
    at(index) {
      let rest = index;
      const option = options.find(({ below }) => (rest -= below.size) < 0)!;
      return { [name]: option.value, ...option.below.at(rest + option.below.size) };
    },
  };
}

function product(grids: readonly Grid[]): Grid {
  return {
    size: grids.reduce((size, grid) => size * grid.size, 1),
    at(index) {
      let rest = index;
      return Object.assign(
        {},
        ...grids.map((grid) => {
          const place = rest % grid.size;
          rest = (rest - place) / grid.size;
          return grid.at(place);
        }),
      );
    },
  };
}

function valuesIn(
  name: string,
  parameter: Parameter,
  points: number | readonly Value[] | undefined,
): readonly Value[] {
  if (typeof points === 'object') return given(name, parameter, points);
  if (points === undefined && countValues(parameter) < Number.POSITIVE_INFINITY) return valuesOf(parameter);
  return spaced(name, parameter, points ?? defaultPoints);
}

function given(name: string, parameter: Parameter, values: readonly Value[]): readonly Value[] {
  const impossible = values.find((value) => !contains(parameter, value));
  if (impossible !== undefined) throw valueError(name, parameter, impossible);
  if (values.length === 0)
    throw usageError(`the grid has no values of ${name}`, 'Give it one, or leave it out.');
  return [...new Set(values)];
}

/** `count` values from end to end, fewer where a discrete hyperparameter has no more; a single one is the middle. */
function spaced(name: string, parameter: Parameter, count: number): readonly Value[] {
  if (parameter.kind === 'categorical')
    throw usageError(
      `the grid has ${count} values of ${name}, which has no order`,
      `List them: ${name}: ${JSON.stringify(parameter.choices)}.`,
    );
  if (!Number.isInteger(count) || count < 1)
    throw usageError(
      `the grid has ${count} values of ${name}`,
      'Give a whole number of at least 1, or a list.',
    );
  if (count === 1) return [rounded(fromUnit(parameter, 0.5), parameter)];
  return [
    ...new Set(
      Array.from({ length: count }, (_, i) => rounded(fromUnit(parameter, i / (count - 1)), parameter)),
    ),
  ];
}

/** Without the dust of rounding: 0.01 rather than 0.010000000000000002. */
function rounded(value: Value, parameter: Parameter): Value {
  const short = typeof value === 'number' ? Number(value.toPrecision(14)) : value;
  return contains(parameter, short) ? short : value;
}
