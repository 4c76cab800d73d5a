import { mean } from '../../../math/statistics.js';
import { halfWidth } from '../../../surrogate/forest/bags.js';
import type { Learnt } from '../learn.js';
import { worthBySets } from './every-set.js';
import { worthByOrders } from './some-orders.js';

/** Up to so many hyperparameters every set of them is looked at. */
export const mostForSets = 12;

/** A figure with half the width of its 90 % interval. */
export interface Figure {
  readonly value: number;
  readonly half: number;
}

/**
 * What tuning each axis is worth against a reference: the Shapley value of the game in which a set of hyperparameters may be tuned and its worth is what the forest expects to be gained by the
 * best of some hundred points that move only them (tunability, Probst, Boulesteix and Bischl 2019; as a game, HyperSHAP, Wever et al. 2025). `reference`: coordinates on
 * every axis. In units of the cost.
 */
export function tunability(learnt: Learnt, reference: Float64Array, seed: number): Figure[] {
  const { trees, bags } =
    learnt.domain.axes.length <= mostForSets
      ? worthBySets(learnt, reference, seed)
      : worthByOrders(learnt, reference, seed);
  return trees.map((own, axis) => ({ value: mean(own), half: halfWidth(bags[axis]!) }));
}
