import { mean } from '../../math/statistics.js';

const parts = 10;

/** Ten stretches of `rows` places, from and to. */
export const blocks = (rows: number): [number, number][] =>
  Array.from({ length: parts }, (_, k) => [
    Math.floor((k * rows) / parts),
    Math.floor(((k + 1) * rows) / parts),
  ]);

/** The share of the values' variance that lies between the means of ten stretches, 0 to 1. */
export function between(values: Float64Array): number {
  const centre = mean(values);
  const total = values.reduce((sum, y) => sum + (y - centre) * (y - centre), 0);
  const ours = blocks(values.length).reduce((sum, [from, to]) => {
    const away = mean(values.subarray(from, to)) - centre;
    return sum + (to - from) * away * away;
  }, 0);
  return total === 0 ? 0 : ours / total;
}

/** The values' ranks, the mean rank for equal ones. */
export function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranked = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let i = start; i < end; i++) ranked[order[i]!] = (start + end - 1) / 2;
    start = end;
  }
  return ranked;
}
