import { stream } from '../../math/random.js';
import { mean, standardDeviation } from '../../math/statistics.js';

/** Out-of-fold rows are dealt to so many folds when something is fitted on them, so that it is judged on rows that it was not fitted on. */
export const folds = 5;

/** Rows in the order in which they are dealt: the i-th goes to fold i mod 5. */
export const dealt = (rows: number) => stream(0, 0, 'calibration/folds').permutation(rows);

/** A fold's own places and those of the others. */
export function foldOf(order: Uint32Array, fold: number) {
  return {
    own: order.filter((_, i) => i % folds === fold),
    others: order.filter((_, i) => i % folds !== fold),
  };
}

/** Whether gains are above zero on average by more than one standard error. */
export const isClear = (gains: ArrayLike<number>) =>
  mean(gains) > standardDeviation(gains) / Math.sqrt(gains.length);
