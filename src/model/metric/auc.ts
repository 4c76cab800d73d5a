import type { Metric, Numbers } from './metric.js';

/**
 * Area under the receiver's curve: the chance that a row of a class gets a higher probability of it than a row of another, ties
 * counting half. Of two classes: for the second; of many: one against the rest, mean over the classes that can be told; .5 when none can.
 */
export const auc: Metric = {
  name: 'auc',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score: (actual, predicted, classes, weights) =>
    weights === undefined
      ? meanOverClasses(classes, (k) => aucOf(actual, predicted, classes, k))
      : weighted(actual, predicted, classes)(weights),
  weighted,
};

function weighted(actual: Numbers, predicted: Numbers, classes: number) {
  const orders = Array.from({ length: classes }, (_, k) => ascendingRows(predicted, classes, k));
  return (weights: ArrayLike<number>) =>
    meanOverClasses(classes, (k) => weightedAuc(actual, predicted, classes, k, orders[k]!, weights));
}

function meanOverClasses(classes: number, one: (k: number) => number | undefined): number {
  if (classes === 2) return one(1) ?? 0.5;
  let sum = 0;
  let seen = 0;
  for (let k = 0; k < classes; k++) {
    const value = one(k);
    if (value === undefined) continue;
    seen += 1;
    sum += value;
  }
  return seen === 0 ? 0.5 : sum / seen;
}

/** Undefined when all rows or none are of class k. */
function aucOf(actual: Numbers, predicted: Numbers, classes: number, k: number): number | undefined {
  let own = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] === k) own += 1;
  if (own === 0 || own === actual.length) return undefined;
  const inside = new Float64Array(own);
  const outside = new Float64Array(actual.length - own);
  let a = 0;
  let b = 0;
  for (let i = 0; i < actual.length; i++) {
    const p = predicted[i * classes + k]!;
    if (actual[i] === k) inside[a++] = p;
    else outside[b++] = p;
  }
  return winsOf(inside.sort(), outside.sort()) / (inside.length * outside.length);
}

/** Pairs in which the first is larger, ties counting half; both ascending. */
function winsOf(inside: Float64Array, outside: Float64Array): number {
  let wins = 0;
  let below = 0;
  let upTo = 0;
  for (const p of inside) {
    while (below < outside.length && outside[below]! < p) below += 1;
    upTo = Math.max(upTo, below);
    while (upTo < outside.length && outside[upTo]! <= p) upTo += 1;
    wins += below + (upTo - below) / 2;
  }
  return wins;
}

const ascendingRows = (predicted: Numbers, classes: number, k: number) =>
  Uint32Array.from({ length: predicted.length / classes }, (_, row) => row).sort(
    (a, b) => predicted[a * classes + k]! - predicted[b * classes + k]!,
  );

/** One pass up the ordered rows; rows of equal probability are taken together. */
function weightedAuc(
  actual: Numbers,
  predicted: Numbers,
  classes: number,
  k: number,
  order: Uint32Array,
  weights: ArrayLike<number>,
): number | undefined {
  let wins = 0;
  let inside = 0;
  let outside = 0;
  for (let from = 0; from < order.length; ) {
    const p = predicted[order[from]! * classes + k]!;
    let tiedInside = 0;
    let tiedOutside = 0;
    for (; from < order.length && predicted[order[from]! * classes + k] === p; from++) {
      const row = order[from]!;
      if (actual[row] === k) tiedInside += weights[row]!;
      else tiedOutside += weights[row]!;
    }
    wins += tiedInside * (outside + tiedOutside / 2);
    inside += tiedInside;
    outside += tiedOutside;
  }
  return inside === 0 || outside === 0 ? undefined : wins / (inside * outside);
}
