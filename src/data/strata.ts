import type { Stream } from '../math/random.js';
import type { Task } from './task.js';

/**
 * Rows in an order in which equal shares are alike: neighbours are of one class, or have targets of about the same size, and
 * within such a stratum the order is random. Taking every k-th row then takes a fair share of each stratum.
 */
export function stratifiedOrder(
  rows: Uint32Array,
  targets: Float64Array,
  task: Task,
  random: Stream,
): Uint32Array {
  const shuffled = random.permutation(rows.length).map((i) => rows[i]!);
  const byTarget = (a: number, b: number) => targets[a]! - targets[b]!;
  if (task !== 'regression') return shuffled.sort(byTarget);
  const ranked = shuffled.sort(byTarget);
  return shuffleWithin(ranked, stratumSize(rows.length), random);
}

/** Ten strata, or strata of ten rows when there are few. */
const stratumSize = (rows: number) => Math.max(10, Math.ceil(rows / 10));

function shuffleWithin(rows: Uint32Array, size: number, random: Stream): Uint32Array {
  for (let start = 0; start < rows.length; start += size) {
    const stratum = rows.slice(start, start + size);
    const order = random.permutation(stratum.length);
    for (let i = 0; i < stratum.length; i++) rows[start + i] = stratum[order[i]!]!;
  }
  return rows;
}
