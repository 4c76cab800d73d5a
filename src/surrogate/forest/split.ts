import type { Rows } from './rows.js';

// The best split of rows in a segment of an axis's order. With s and w the sums of weight × value and of weight on either side, the sum of squared
// errors is least where s²/w left + s²/w right is greatest.

/** The rows of a node, in the order of each axis. */
export interface Segment {
  readonly rows: Rows;
  readonly weights: Float64Array;
  readonly from: number;
  readonly to: number;
  /** Of the whole segment: Σ weight × value, and Σ weight. */
  readonly sum: number;
  readonly weight: number;
  /** The least weight on either side. */
  readonly leastLeaf: number;
}

/** The best split so far; it is written over. */
export interface Split {
  gain: number;
  axis: number;
  threshold: number;
  absentLeft: boolean;
  /** Choices that go left. */
  readonly chosen: Uint8Array;
}

const gainOf = (sum: number, weight: number, { sum: all, weight: whole }: Segment) =>
  (sum * sum) / weight + ((all - sum) * (all - sum)) / (whole - weight);

/** A threshold between two numbers that follow each other, with rows that have none on either side. */
export function splitNumbers(segment: Segment, order: Int32Array, axis: number, best: Split) {
  const { rows, weights, from, to, sum, weight, leastLeaf } = segment;
  const column = rows.columns[axis]!;
  const { values } = rows;
  let end = to;
  let absent = 0;
  let absentSum = 0;
  for (; end > from && Number.isNaN(column[order[end - 1]!]!); end--) {
    const row = order[end - 1]!;
    absent += weights[row]!;
    absentSum += weights[row]! * values[row]!;
  }
  const consider = (s: number, w: number, threshold: number, absentLeft: boolean) => {
    if (w < leastLeaf || weight - w < leastLeaf) return;
    const gain = gainOf(s, w, segment);
    if (gain > best.gain) Object.assign(best, { gain, axis, threshold, absentLeft });
  };
  let s = 0;
  let w = 0;
  for (let i = from; i + 1 < end; i++) {
    const row = order[i]!;
    s += weights[row]! * values[row]!;
    w += weights[row]!;
    const here = column[row]!;
    const next = column[order[i + 1]!]!;
    if (here === next) continue;
    if (absent > 0) {
      const middle = between(here, next);
      consider(s, w, middle, false);
      consider(s + absentSum, w + absent, middle, true);
      continue;
    }
    // The inner loop, with nothing called.
    if (w < leastLeaf || weight - w < leastLeaf) continue;
    const rest = sum - s;
    const gain = (s * s) / w + (rest * rest) / (weight - w);
    if (gain > best.gain) {
      best.gain = gain;
      best.axis = axis;
      best.threshold = between(here, next);
      best.absentLeft = true;
    }
  }
  if (absent > 0 && end > from) consider(sum - absentSum, weight - absent, Number.POSITIVE_INFINITY, false);
}

/** Half-way, but never at the upper number. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

/** The choices in the order of their means, cut where it is best (Breiman et al. 1984, section 4.2.2); having none counts as one more choice. */
export function splitChoices(segment: Segment, order: Int32Array, axis: number, best: Split) {
  const { rows, weights, from, to, weight, leastLeaf } = segment;
  const count = rows.axes[axis]!.choices;
  const column = rows.columns[axis]!;
  const sums = new Float64Array(count + 1);
  const masses = new Float64Array(count + 1);
  for (let i = from; i < to; i++) {
    const row = order[i]!;
    const choice = Number.isNaN(column[row]!) ? count : column[row]!;
    sums[choice]! += weights[row]! * rows.values[row]!;
    masses[choice]! += weights[row]!;
  }
  const seen: number[] = [];
  for (let choice = 0; choice <= count; choice++) if (masses[choice]! > 0) seen.push(choice);
  seen.sort((a, b) => sums[a]! / masses[a]! - sums[b]! / masses[b]! || a - b);
  let s = 0;
  let w = 0;
  for (let k = 0; k + 1 < seen.length; k++) {
    s += sums[seen[k]!]!;
    w += masses[seen[k]!]!;
    if (w < leastLeaf || weight - w < leastLeaf) continue;
    const gain = gainOf(s, w, segment);
    if (!(gain > best.gain)) continue;
    Object.assign(best, { gain, axis, threshold: Number.NaN, absentLeft: false });
    best.chosen.fill(0);
    for (const choice of seen.slice(0, k + 1))
      if (choice === count) best.absentLeft = true;
      else best.chosen[choice] = 1;
  }
}
