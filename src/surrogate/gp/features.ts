import { cellIndex } from '../../space/encode.js';
import type { Space } from '../../space/parameter.js';
import { countValues } from '../../space/values.js';
import type { MaternShape } from './matern.js';

// A setting as the columns that a covariance sees. Numbers and ordinals are their places in the unit cube; a category is its index. A
// hyperparameter that does not exist in a setting lies half a range beside the middle of its axis: its place is ½, and a second column, of the
// same relevance, holds ½ where it is 0 for those that exist. So it is between ½ and ¾ (1/√2 at the ends) away from every value, and as distances remain those of points
// in a space, the covariance stays positive. (Leaving it out of the distance would not: were x near a and near b because it lacks what they
// differ in, a and b would have to be near each other.) A category that does not exist is a category of its own.

export interface Features extends MaternShape {
  readonly columns: number;
  /** How many relevances there are, one for each hyperparameter with more than one value. */
  readonly groupCount: number;
  /** The columns of a point of the unit cube, NaN where a hyperparameter does not exist. */
  of(point: ArrayLike<number>): Float64Array;
  /** A gradient in the columns as one in the cube's coordinates. */
  pullBack(gradient: ArrayLike<number>): Float64Array;
  /** For each coordinate of the cube its group, −1 where there is a single value. */
  readonly groupOf: readonly number[];
}

/** What a space's settings look like to a covariance. */
export function featuresOf(space: Space): Features {
  const parameters = Object.values(space);
  const varying = parameters.flatMap((parameter, i) => (countValues(parameter) > 1 ? [i] : []));
  const numeric = varying.filter((i) => parameters[i]!.kind !== 'categorical');
  const conditional = numeric.filter((i) => parameters[i]!.when !== undefined);
  const categories = varying.filter((i) => parameters[i]!.kind === 'categorical');
  const counts = parameters.map((parameter) => countValues(parameter));
  const groupOf = parameters.map((_, i) => varying.indexOf(i));
  const order = [...numeric, ...conditional, ...categories];
  const numbers = numeric.length + conditional.length;

  return {
    numeric: numbers,
    columns: order.length,
    groups: order.map((i) => groupOf[i]!),
    groupCount: varying.length,
    groupOf,
    of(point) {
      const columns = new Float64Array(order.length);
      for (let c = 0; c < order.length; c++) {
        const unit = point[order[c]!]!;
        const missing = Number.isNaN(unit);
        if (c >= numbers) columns[c] = missing ? -1 : cellIndex(unit, counts[order[c]!]!);
        else if (c < numeric.length) columns[c] = missing ? 0.5 : unit;
        else columns[c] = missing ? 0.5 : 0;
      }
      return columns;
    },
    pullBack(gradient) {
      const pulled = new Float64Array(parameters.length);
      numeric.forEach((i, c) => {
        pulled[i] = gradient[c]!;
      });
      return pulled;
    },
  };
}
