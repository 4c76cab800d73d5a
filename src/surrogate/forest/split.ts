// The best split of rows in a segment of an axis's order. With s and w the sums of weight × value and of weight on either side, the sum of squared
// errors is least where s²/w left + s²/w right is greatest.

/** What a tree learns from; arrays alone, whatever the axes are besides. */
export interface Sample {
  /** By axis: how many choices there are; 0 for a number. */
  readonly choices: Int32Array;
  /** By axis, each with a coordinate for every row. */
  readonly columns: readonly Float64Array[];
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** By row, weight × value. */
  readonly weighted: Float64Array;
  /** The least weight on either side of a split. */
  readonly leastLeaf: number;
}

/** The rows of a node, in the order of each axis. */
export interface Segment {
  readonly sample: Sample;
  readonly from: number;
  readonly to: number;
  /** Of the whole segment: Σ weight × value, and Σ weight. */
  readonly sum: number;
  readonly weight: number;
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

/** Room for the sums of the most choices that an axis has, and one more for having none. */
export interface ChoiceRoom {
  readonly sums: Float64Array;
  readonly masses: Float64Array;
  readonly seen: Int32Array;
}

export const choiceRoom = (most: number): ChoiceRoom => ({
  sums: new Float64Array(most + 1),
  masses: new Float64Array(most + 1),
  seen: new Int32Array(most + 1),
});

const none = Number.NEGATIVE_INFINITY;

/** What a split gains with so much on the left, of a sum and a weight in all; nothing where a side is too light. */
function gainOf(sum: number, weight: number, all: number, whole: number, leastLeaf: number): number {
  if (weight < leastLeaf || whole - weight < leastLeaf) return none;
  const rest = all - sum;
  return (sum * sum) / weight + (rest * rest) / (whole - weight);
}

/** A threshold between two numbers that follow each other, with rows that have none on either side. */
export function splitNumbers(segment: Segment, order: Int32Array, axis: number, best: Split) {
  const { sample, from, to } = segment;
  const column = sample.columns[axis]!;
  let end = to;
  while (end > from && Number.isNaN(column[order[end - 1]!]!)) end--;
  if (end < to) splitBesideAbsent(segment, order, axis, end, best);
  else splitPresent(segment, order, axis, best);
}

/** Where every row has a number. */
function splitPresent(segment: Segment, order: Int32Array, axis: number, best: Split) {
  const { sample, from, to, sum, weight } = segment;
  const { weights, weighted, leastLeaf } = sample;
  const column = sample.columns[axis]!;
  let { gain } = best;
  let at = -1;
  let s = 0;
  let w = 0;
  let row = order[from]!;
  let here = column[row]!;
  for (let i = from + 1; i < to; i++) {
    s += weighted[row]!;
    w += weights[row]!;
    row = order[i]!;
    const next = column[row]!;
    if (here === next) continue;
    here = next;
    const own = gainOf(s, w, sum, weight, leastLeaf);
    if (own > gain) {
      gain = own;
      at = i;
    }
  }
  if (at < 0) return;
  best.gain = gain;
  best.axis = axis;
  best.threshold = between(column[order[at - 1]!]!, column[order[at]!]!);
  best.absentLeft = true;
}

/** Where rows from `end` on have none. */
function splitBesideAbsent(segment: Segment, order: Int32Array, axis: number, end: number, best: Split) {
  const { sample, from, to, sum, weight } = segment;
  const { weights, weighted, leastLeaf } = sample;
  const column = sample.columns[axis]!;
  let absent = 0;
  let absentSum = 0;
  for (let i = to - 1; i >= end; i--) {
    absent += weights[order[i]!]!;
    absentSum += weighted[order[i]!]!;
  }
  let { gain } = best;
  let at = -1;
  let absentLeft = false;
  let s = 0;
  let w = 0;
  for (let i = from; i + 1 < end; i++) {
    const row = order[i]!;
    s += weighted[row]!;
    w += weights[row]!;
    if (column[row]! === column[order[i + 1]!]!) continue;
    const onRight = gainOf(s, w, sum, weight, leastLeaf);
    const onLeft = gainOf(s + absentSum, w + absent, sum, weight, leastLeaf);
    if (!(onRight > gain || onLeft > gain)) continue;
    absentLeft = onLeft > gain && onLeft > onRight;
    gain = absentLeft ? onLeft : onRight;
    at = i;
  }
  const apart = end > from ? gainOf(sum - absentSum, weight - absent, sum, weight, leastLeaf) : none;
  if (apart > gain) {
    best.gain = apart;
    best.axis = axis;
    best.threshold = Number.POSITIVE_INFINITY;
    best.absentLeft = false;
  } else if (at >= 0) {
    best.gain = gain;
    best.axis = axis;
    best.threshold = between(column[order[at]!]!, column[order[at + 1]!]!);
    best.absentLeft = absentLeft;
  }
}

/** Half-way, but never at the upper number. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

/** The choices in the order of their means, cut where it is best (Breiman et al. 1984, section 4.2.2); having none counts as one more choice. */
export function splitChoices(
  segment: Segment,
  order: Int32Array,
  axis: number,
  best: Split,
  { sums, masses, seen }: ChoiceRoom,
) {
  const { sample, from, to, weight } = segment;
  const { weights, weighted, leastLeaf } = sample;
  const count = sample.choices[axis]!;
  const column = sample.columns[axis]!;
  sums.fill(0, 0, count + 1);
  masses.fill(0, 0, count + 1);
  for (let i = from; i < to; i++) {
    const row = order[i]!;
    const place = column[row]!;
    const choice = Number.isNaN(place) ? count : place;
    sums[choice]! += weighted[row]!;
    masses[choice]! += weights[row]!;
  }
  const many = inOrderOfMeans(sums, masses, count, seen);
  let s = 0;
  let w = 0;
  for (let k = 0; k + 1 < many; k++) {
    s += sums[seen[k]!]!;
    w += masses[seen[k]!]!;
    const gain = gainOf(s, w, segment.sum, weight, leastLeaf);
    if (!(gain > best.gain)) continue;
    best.gain = gain;
    best.axis = axis;
    best.threshold = Number.NaN;
    best.absentLeft = false;
    best.chosen.fill(0);
    for (let i = 0; i <= k; i++)
      if (seen[i] === count) best.absentLeft = true;
      else best.chosen[seen[i]!] = 1;
  }
}

/** Writes the choices that some row has into `seen`, those with the lower mean first and of equal ones the first; returns how many. */
function inOrderOfMeans(sums: Float64Array, masses: Float64Array, count: number, seen: Int32Array): number {
  let many = 0;
  for (let choice = 0; choice <= count; choice++) {
    if (!(masses[choice]! > 0)) continue;
    const mean = sums[choice]! / masses[choice]!;
    let at = many++;
    for (; at > 0 && sums[seen[at - 1]!]! / masses[seen[at - 1]!]! > mean; at--) seen[at] = seen[at - 1]!;
    seen[at] = choice;
  }
  return many;
}
