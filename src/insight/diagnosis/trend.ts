import { median } from '../../math/statistics.js';
import type { Course } from './course.js';
import type { Scene } from './scene.js';

// What a curve does, as numbers without a unit. A gain is what the kept weights are better than always saying the same (where that is known; else than
// the first epoch); the reach is the gain of the best that is known to be possible, or of this training where that is more. What goes wrong is measured by the
// reach, since a training that gained next to nothing makes everything else look large. Thresholds in this folder were chosen on the
// trainings of seeds 1, 4 and 5 of bench/insight/coach.mjs and judged on those of seed 6.

/** What the training gained over knowing nothing; undefined where it gained nothing, or the curve is too short to speak of. */
export function gainOf({ validation }: Course, { constant }: Scene): number | undefined {
  if (validation.length < fewestEpochs) return undefined;
  const gain = (constant ?? validation[0]![1]) - bestCost(validation);
  return gain > 0 ? gain : undefined;
}

/** What can be gained, as far as anybody knows; undefined where nothing was and nobody knows. */
export function reachOf(course: Course, scene: Scene): number | undefined {
  const { constant, possible } = scene;
  const known = constant === undefined || possible === undefined ? 0 : constant - possible.cost;
  const reach = Math.max(gainOf(course, scene) ?? 0, known);
  return reach > 0 && course.validation.length >= fewestEpochs ? reach : undefined;
}

/** Of fewer nothing is said. */
export const fewestEpochs = 8;

export const bestCost = (points: Course['validation']) => Math.min(...points.map(([, cost]) => cost));

/** How much worse the last epochs are than the best, in reaches. */
export function riseAfterBest(course: Course, reach: number): number {
  const last = course.validation.slice(-5).map(([, cost]) => cost);
  return (median(last) - bestCost(course.validation)) / reach;
}

/** How much better training rows are scored than validation rows with the kept weights, in reaches. */
export const gapOf = ({ train, validation }: Course, reach: number): number | undefined =>
  train === undefined ? undefined : (bestCost(validation) - train) / reach;

/** What the last fifth of the epochs brought, in gains. */
export function lateGain({ validation }: Course, gain: number): number {
  const around = (place: number) =>
    median(validation.slice(Math.max(0, place - 2), place + 3).map(([, cost]) => cost));
  return (around(Math.floor(0.8 * validation.length)) - around(validation.length - 3)) / gain;
}

/** How far validation jumps from one epoch to the next but one, after the first third, in reaches: the median bend. */
export function roughness({ validation }: Course, reach: number): number {
  const costs = validation.slice(Math.ceil(validation.length / 3)).map(([, cost]) => cost);
  const bends = costs.slice(2).map((cost, i) => Math.abs(cost - 2 * costs[i + 1]! + costs[i]!));
  return bends.length === 0 ? 0 : median(bends) / reach;
}

/** In which share of the epochs the training loss rose. */
export function risesOf({ losses }: Course): number {
  if (losses.length < fewestEpochs) return 0;
  const rises = losses.slice(1).filter((loss, i) => loss > losses[i]!).length;
  return rises / (losses.length - 1);
}

/** How far the weights went in all, in their own sizes. */
export const wayOf = ({ motion, validation }: Course): number | undefined =>
  motion === undefined ? undefined : motion * validation.length;

/** Whether it was trained to the epochs that were planned, with the best of them at the end. */
export const isBestAtEnd = ({ validation, kept, state, horizon, reason }: Course): boolean =>
  state === 'complete' &&
  reason === undefined &&
  validation.length >= (horizon ?? 0) &&
  kept >= 0.95 * validation.length;

/** The part of what is known to be possible that was reached, 0 to 1 and above; undefined where nobody knows. */
export function shareReached({ validation }: Course, { constant, possible }: Scene): number | undefined {
  if (constant === undefined || possible === undefined || !(possible.cost < constant)) return undefined;
  return (constant - bestCost(validation)) / (constant - possible.cost);
}

/**
 * The part of the variance, or for classes of the log-loss or of Gini's impurity, that a cost leaves unexplained: 1 is always saying the same.
 * Undefined for a metric that does not tell (auc and f1), and where the constant is not known.
 */
export function unexplained(cost: number, { metric = '', constant }: Scene): number | undefined {
  if (constant === undefined || !Number.isFinite(cost)) return undefined;
  const share = cost / constant;
  if (metric === 'rmse' || metric === 'mae' || metric === 'rmsle') return share * share;
  if (metric === 'log_loss') return share;
  if (metric === 'r2') return 1 + cost;
  return metric === 'accuracy' ? (cost * (1 + cost)) / (constant * (1 + constant)) : undefined;
}
