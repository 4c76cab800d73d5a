import type { Moments } from '../../math/welch.js';

/** All of so many rows. */
export const everyRow = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row);

/** Of the values of some rows. */
export function momentsOf(values: Float64Array, rows: Uint32Array): Moments {
  const mean = rows.reduce((total, row) => total + values[row]!, 0) / rows.length;
  const squares = rows.reduce((total, row) => total + (values[row]! - mean) * (values[row]! - mean), 0);
  return { n: rows.length, mean, variance: squares / (rows.length - 1) };
}

/** The moments of what is left of all rows without some of them (Chan et al. 1983, the other way round). */
export function withoutOf(all: Moments, some: Moments): Moments {
  const n = all.n - some.n;
  const mean = (all.n * all.mean - some.n * some.mean) / n;
  const gap = some.mean - mean;
  const squares =
    (all.n - 1) * all.variance - (some.n - 1) * some.variance - (gap * gap * some.n * n) / all.n;
  return { n, mean, variance: Math.max(0, squares) / (n - 1) };
}
