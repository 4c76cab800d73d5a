import { fromUnit } from './encode.js';
import type { Space } from './parameter.js';

/** Makes coordinates of hyperparameters that do not exist at a point of the unit cube NaN, where they lie; make it once for many points. */
export function inactiveToNaN(space: Space): (point: Float64Array) => Float64Array {
  const names = Object.keys(space);
  const conditions = names.flatMap((name, at) => {
    const { when } = space[name]!;
    if (when === undefined) return [];
    return [{ at, parent: names.indexOf(when.parameter), of: space[when.parameter]!, values: when.values }];
  });
  return (point) => {
    for (const { at, parent, of, values } of conditions)
      if (Number.isNaN(point[parent]!) || !values.includes(fromUnit(of, point[parent]!)))
        point[at] = Number.NaN;
    return point;
  };
}
