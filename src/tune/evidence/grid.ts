import { exp, log } from '../../math/elementary.js';
import { quantile } from '../../math/statistics.js';
import { rounded } from './rounded.js';

/** How many rows lie in each cell of a plane. Rows beyond an edge are counted in the cell at it. */
export interface Grid {
  /** Edges of the columns and of the rows, ascending, one more than there are cells. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Column, row, count; only where there are any. */
  readonly cells: readonly (readonly [column: number, row: number, count: number])[];
}

export interface GridOptions {
  readonly cells: number;
  /** How the x edges are spaced, and those of y when shared. */
  readonly scale: 'linear' | 'log';
  /** Whether y has the edges of x. */
  readonly shared: boolean;
}

export function countInGrid(x: Float64Array, y: Float64Array, options: GridOptions): Grid {
  const { cells, scale, shared } = options;
  const xEdges = edgesOf(shared ? [x, y] : [x], cells, scale);
  const yEdges = shared ? xEdges : edgesOf([y], cells, 'linear');
  const counts = new Map<number, number>();
  for (let i = 0; i < x.length; i++) {
    const key = placeOf(xEdges, x[i]!) * cells + placeOf(yEdges, y[i]!);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return {
    x: xEdges.map(rounded),
    y: yEdges.map(rounded),
    cells: [...counts].map(([key, count]) => [Math.floor(key / cells), key % cells, count] as const),
  };
}

/** All but one in a thousand at either end lies between the edges. */
function edgesOf(values: readonly Float64Array[], cells: number, scale: 'linear' | 'log'): number[] {
  const usable = values.map((each) => (scale === 'log' ? each.filter((value) => value > 0) : each));
  const low = Math.min(...usable.map((each) => quantile(each, 0.001)));
  const high = Math.max(...usable.map((each) => quantile(each, 0.999)));
  const [from, to] = scale === 'log' ? [log(low), log(high)] : [low, high];
  const width = to > from ? to - from : 1;
  const start = to > from ? from : from - 0.5;
  const edges = Array.from({ length: cells + 1 }, (_, i) => start + (i / cells) * width);
  return scale === 'log' ? edges.map(exp) : edges;
}

/** By halving. */
function placeOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (value >= edges[middle]!) low = middle;
    else high = middle - 1;
  }
  return low;
}
