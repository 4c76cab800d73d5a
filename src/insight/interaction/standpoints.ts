import { sobol } from '../../math/sobol.js';
import { fromUnit, toUnit } from '../../space/encode.js';
import type { Condition, Space } from '../../space/parameter.js';
import type { Belief } from '../belief.js';

/**
 * Points of the unit cube, evenly spread, at which all of some hyperparameters exist: where others stand when one is varied. Values that conditions ask for are
 * put in; NaN marks what does not exist.
 */
export function standpoints(
  belief: Pick<Belief, 'evidence' | 'see'>,
  needed: readonly string[],
  count: number,
): Float64Array[] {
  const { space } = belief.evidence;
  const names = Object.keys(space);
  const sequence = sobol(names.length, 1);
  const wanted = conditionsOf(space, needed);
  return Array.from({ length: count }, (_, n) => {
    const point = new Float64Array(names.length);
    sequence.point(n, point);
    for (const { parameter, values } of wanted)
      point[names.indexOf(parameter)] = toUnit(space[parameter]!, values[n % values.length]!);
    return belief.see(point);
  });
}

/** What has to hold for hyperparameters to exist, parents' conditions first. */
const conditionsOf = (space: Space, needed: readonly string[]): Condition[] =>
  needed.flatMap((name) => {
    const { when } = space[name]!;
    return when === undefined ? [] : [...conditionsOf(space, [when.parameter]), when];
  });

/** A copy of a point with some coordinates at other places, each on a value that the hyperparameter can have. */
export function movedTo(
  space: Space,
  point: Float64Array,
  places: Readonly<Record<string, number>>,
): Float64Array {
  const moved = Float64Array.from(point);
  const names = Object.keys(space);
  for (const [name, place] of Object.entries(places))
    moved[names.indexOf(name)] = toUnit(space[name]!, fromUnit(space[name]!, place));
  return moved;
}
