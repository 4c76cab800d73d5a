import type { Metric, Numbers } from './metric.js';

/**
 * Area under the receiver's curve: the chance that a row of a class gets a higher probability of it than a row of another, ties
 * counting half. Of two classes: for the second; of many: one against the rest, mean over the classes that can be told; .5 when none can.
 */
export const auc: Metric = {
  name: 'auc',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score: (actual, predicted, classes) => {
    if (classes === 2) return aucOf(actual, predicted, classes, 1) ?? 0.5;
    let sum = 0;
    let seen = 0;
    for (let k = 0; k < classes; k++) {
      const one = aucOf(actual, predicted, classes, k);
      if (one === undefined) continue;
      seen += 1;
      sum += one;
    }
    return seen === 0 ? 0.5 : sum / seen;
  },
};

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
