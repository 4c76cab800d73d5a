import { cos, sin } from '../../math/elementary.js';
import { cellIndex } from '../../space/encode.js';
import type { Space } from '../../space/parameter.js';
import { countValues } from '../../space/values.js';
import type { MaternShape } from './matern.js';

// A setting as the columns that a covariance sees. Numbers and ordinals are their places in the unit cube; a category is its index. The place u of a
// hyperparameter that does not always exist is bent to an arc of one radian, (sin u, cos u), with its centre for settings that lack it (Swersky
// et al. 2013, "Raiders of the lost architecture"): it is then as far from every value as one category is from another, while values lie nearly as
// far from each other as on a line (their ends .96 instead of 1). Both columns have one relevance. Distances are those of points in a space, so the covariance
// stays positive. Leaving the hyperparameter out of the distance where one setting lacks it would not do: were x near both a and b because it lacks what they differ in,
// a and b would have to be near each other. The middle of the axis would, but then values in the middle seem known, and only the ends are tried.
// A category that does not exist is a category of its own.

export interface Features extends MaternShape {
  readonly columns: number;
  /** How many relevances there are, one for each hyperparameter with more than one value. */
  readonly groupCount: number;
  /** The columns of a point of the unit cube, NaN where a hyperparameter does not exist. */
  of(point: ArrayLike<number>): Float64Array;
  /** A gradient in the columns at a point as one in the cube's coordinates. */
  pullBack(gradient: ArrayLike<number>, point: ArrayLike<number>): Float64Array;
  /** For each coordinate of the cube its group, −1 where there is a single value. */
  readonly groupOf: readonly number[];
}

/** What a space's settings look like to a covariance. */
export function featuresOf(space: Space): Features {
  const parameters = Object.values(space);
  const varying = parameters.flatMap((parameter, i) => (countValues(parameter) > 1 ? [i] : []));
  const numbers = varying.filter((i) => parameters[i]!.kind !== 'categorical');
  const always = numbers.filter((i) => parameters[i]!.when === undefined);
  const bent = numbers.filter((i) => parameters[i]!.when !== undefined);
  const categories = varying.filter((i) => parameters[i]!.kind === 'categorical');
  const counts = parameters.map((parameter) => countValues(parameter));
  const groupOf = parameters.map((_, i) => varying.indexOf(i));
  const order = [...always, ...bent, ...bent, ...categories];
  const arcFrom = always.length;
  const numeric = arcFrom + 2 * bent.length;

  return {
    numeric,
    columns: order.length,
    groups: order.map((i) => groupOf[i]!),
    groupCount: varying.length,
    groupOf,
    of(point) {
      const columns = new Float64Array(order.length);
      for (let c = 0; c < arcFrom; c++) columns[c] = point[order[c]!]!;
      for (let b = 0; b < bent.length; b++) {
        const unit = point[bent[b]!]!;
        columns[arcFrom + b] = Number.isNaN(unit) ? 0 : sin(unit);
        columns[arcFrom + bent.length + b] = Number.isNaN(unit) ? 0 : cos(unit);
      }
      for (let c = numeric; c < order.length; c++) {
        const unit = point[order[c]!]!;
        columns[c] = Number.isNaN(unit) ? -1 : cellIndex(unit, counts[order[c]!]!);
      }
      return columns;
    },
    pullBack(gradient, point) {
      const pulled = new Float64Array(parameters.length);
      always.forEach((i, c) => {
        pulled[i] = gradient[c]!;
      });
      bent.forEach((i, b) => {
        const unit = point[i]!;
        const [bySin, byCos] = [gradient[arcFrom + b]!, gradient[arcFrom + bent.length + b]!];
        if (!Number.isNaN(unit)) pulled[i] = bySin * cos(unit) - byCos * sin(unit);
      });
      return pulled;
    },
  };
}
