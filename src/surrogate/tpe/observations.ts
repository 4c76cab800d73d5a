import { inactiveToNaN } from '../../space/active-point.js';
import type { Space } from '../../space/parameter.js';
import type { Axis } from './axis.js';
import { categoricalAxis } from './categories.js';
import { numericAxis } from './numeric.js';

/** Points of a space's unit cube, one for each trial, of which some are chosen for a density. What their kernels need is kept from one choice to the next. */
export interface Observations {
  readonly space: Space;
  readonly axes: readonly Axis[];
  readonly points: readonly Float64Array[];
  /** Makes coordinates of hyperparameters that do not exist at a point NaN, where they lie. */
  readonly leaveOut: (point: Float64Array) => Float64Array;
  /** Coordinates that are NaN are inactive. */
  add(point: Float64Array): void;
  keepFirst(count: number): void;
}

export function observations(space: Space): Observations {
  const points: Float64Array[] = [];
  const axes = Object.values(space).map((parameter) =>
    parameter.kind === 'categorical' ? categoricalAxis(parameter) : numericAxis(parameter),
  );
  return {
    space,
    axes,
    points,
    leaveOut: inactiveToNaN(space),
    add(point) {
      points.push(point);
      axes.forEach((axis, j) => {
        axis.add(point[j]!);
      });
    },
    keepFirst(count) {
      points.length = count;
      for (const axis of axes) axis.keepFirst(count);
    },
  };
}
