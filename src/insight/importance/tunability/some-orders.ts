import { stream } from '../../../math/random.js';
import { predictForest } from '../../../surrogate/forest/forest.js';
import { predictTree, type Tree } from '../../../surrogate/forest/tree.js';
import type { Learnt } from '../learn.js';
import { candidatesOf } from './candidates.js';
import { pointBetween } from './composite.js';
import type { Worth } from './every-set.js';

const orders = 24;
const candidateCount = 96;

/** The tunability of each axis from some orders in which axes may be tuned, each with its reverse (Castro et al. 2009; Mitchell et al. 2022). */
export function worthByOrders(learnt: Learnt, reference: Float64Array, seed: number): Worth {
  const { domain, forest, bags } = learnt;
  const count = domain.axes.length;
  const candidates = candidatesOf(learnt, reference, candidateCount, seed);
  const worthOf = (trees: readonly Tree[]) => domain.axes.map(() => new Float64Array(trees.length));
  const worth = { trees: worthOf(forest.trees), bags: worthOf(bags.trees) };
  const still = pointBetween(domain, { reference, other: reference }, () => false);
  for (const order of ordersOf(count, seed)) {
    let point = still;
    let cost = predictForest(forest, still);
    const moved = new Set<number>();
    for (const axis of order) {
      moved.add(axis);
      const before = point;
      for (const other of candidates) {
        const next = pointBetween(domain, { reference, other }, (each) => moved.has(each));
        const nextCost = predictForest(forest, next);
        if (nextCost < cost) [point, cost] = [next, nextCost];
      }
      if (point === before) continue;
      for (const [trees, sums] of [
        [forest.trees, worth.trees],
        [bags.trees, worth.bags],
      ] as const)
        trees.forEach((tree, i) => {
          sums[axis]![i]! += (predictTree(tree, before) - predictTree(tree, point)) / orders;
        });
    }
  }
  return worth;
}

const ordersOf = (count: number, seed: number): number[][] =>
  Array.from({ length: orders / 2 }, (_, i) => {
    const order = Array.from(stream(seed, i, 'tunability orders').permutation(count));
    return [order, [...order].reverse()];
  }).flat();
