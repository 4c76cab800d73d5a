import { exp, log } from '../../math/elementary.js';

// The part of the cube that is searched: all of it, or in many dimensions a box around the incumbent (TuRBO; Eriksson et al. 2019, "Scalable
// global optimization via local Bayesian optimization", algorithm 1).

export interface Region {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export const wholeCube = (dimensions: number): Region => ({
  low: new Float64Array(dimensions),
  high: new Float64Array(dimensions).fill(1),
});

const first = 0.8;
const least = 1 / 128;
const most = 1.6;

/**
 * The side of the box after trials with these costs, in their order: twice as long after 3 successes in a row, half after as many failures
 * as there are dimensions (at least 4); begun anew when it is too small. A success is better by a thousandth of the best.
 */
export function boxSide(costs: readonly number[], dimensions: number): number {
  const patience = Math.max(4, dimensions);
  let [side, successes, failures] = [first, 0, 0];
  let best = Number.POSITIVE_INFINITY;
  for (const cost of costs) {
    const success = cost < best - 1e-3 * Math.abs(best) || best === Number.POSITIVE_INFINITY;
    best = Math.min(best, cost);
    successes = success ? successes + 1 : 0;
    failures = success ? 0 : failures + 1;
    if (successes === 3) [side, successes] = [Math.min(most, 2 * side), 0];
    if (failures === patience) [side, failures] = [side / 2, 0];
    if (side < least) side = first;
  }
  return side;
}

/** The box around a point whose sides go with the lengths over which the objective changes; `lengths` undefined where a coordinate is a category. */
export function boxAround(
  centre: Float64Array,
  side: number,
  lengths: readonly (number | undefined)[],
): Region {
  const known = lengths.filter((length) => length !== undefined);
  const typical = exp(known.reduce((sum, length) => sum + log(length) / known.length, 0));
  const half = lengths.map((length) => (length === undefined ? 1 : (side * length) / typical / 2));
  return {
    low: centre.map((unit, i) => Math.max(0, unit - half[i]!)),
    high: centre.map((unit, i) => Math.min(1, unit + half[i]!)),
  };
}
