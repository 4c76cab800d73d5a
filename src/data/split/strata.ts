import type { Stream } from '../../math/random.js';
import { ascendingOf } from '../order-statistic.js';
import type { Task } from '../task.js';

/**
 * Rows in an order in which equal shares are alike: stratum by stratum (a class, or targets of about the same size), at random within. Taking
 * rows at even distances then takes a fair share of each stratum.
 */
export function stratifiedOrder(
  rows: Uint32Array,
  targets: Float64Array,
  task: Task,
  random: Stream,
): Uint32Array {
  const shuffled = random.permutation(rows.length).map((i) => rows[i]!);
  return gathered(shuffled, strataOf(shuffled, targets, task));
}

/** The stratum of each of the rows: its class, or the bin of its target's size. */
export function strataOf(rows: Uint32Array, targets: Float64Array, task: Task): Uint32Array {
  const values = Float64Array.from(rows, (row) => targets[row]!);
  return task === 'regression' ? quantileBins(values) : Uint32Array.from(values);
}

/** Ten bins, or fewer so that each has about ten rows. */
const binsFor = (rows: number) => Math.max(1, Math.min(10, Math.floor(rows / 10)));

function quantileBins(values: Float64Array): Uint32Array {
  const ascending = ascendingOf(values);
  const bins = binsFor(values.length);
  const edges = Array.from(
    { length: bins - 1 },
    (_, k) => ascending[Math.floor(((k + 1) * ascending.length) / bins)]!,
  );
  return Uint32Array.from(values, (value) => {
    let bin = 0;
    while (bin < edges.length && value >= edges[bin]!) bin += 1;
    return bin;
  });
}

/** The rows by stratum, in the order given within each (a counting sort). */
function gathered(rows: Uint32Array, strata: Uint32Array): Uint32Array {
  const next = new Uint32Array(strata.reduce((most, stratum) => Math.max(most, stratum), 0) + 2);
  for (const stratum of strata) next[stratum + 1]! += 1;
  for (let stratum = 1; stratum < next.length; stratum++) next[stratum]! += next[stratum - 1]!;
  const order = new Uint32Array(rows.length);
  rows.forEach((row, i) => {
    order[next[strata[i]!]!++] = row;
  });
  return order;
}
