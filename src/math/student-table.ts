import { studentCdf } from './statistics.js';

// Student's cumulative distribution many times over: a table for each number of degrees of freedom, in w = t/(1 + |t|), read linearly. Off by
// less than 1e-5.

const steps = 1024;
const mostFreedom = 200;
const tables = new Map<number, Float64Array>();

/** P(T ≤ t), t any number; more than 200 degrees of freedom count as 200. */
export function studentBelow(freedom: number): (t: number) => number {
  const nu = Math.min(mostFreedom, freedom);
  const table = tables.get(nu) ?? makeTable(nu);
  tables.set(nu, table);
  return (t) => {
    if (Number.isNaN(t)) return Number.NaN;
    const size = Math.abs(t);
    const place = size === Infinity ? steps : (size / (1 + size)) * steps;
    const step = Math.min(steps - 1, Math.floor(place));
    const above = table[step]! + (place - step) * (table[step + 1]! - table[step]!);
    return t > 0 ? 1 - above : above;
  };
}

/** P(T > t) at w = 0, 1/steps, … 1. */
function makeTable(freedom: number): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, i) =>
    i === steps ? 0 : 1 - studentCdf(i / (steps - i), freedom),
  );
}
