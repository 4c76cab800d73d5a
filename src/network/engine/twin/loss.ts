import { exp, log, log1p } from '../../../math/elementary.js';
import type { Loss } from '../../plan.js';
import { sigmoid } from './activation.js';

/** The loss of one row and its derivative by each output. */
export interface RowLoss {
  readonly loss: number;
  readonly slopes: readonly number[];
}

/** `outputs` of one row against its `targets` (a class index for softmax). */
export function rowLoss(loss: Loss, outputs: readonly number[], targets: ArrayLike<number>): RowLoss {
  switch (loss.kind) {
    case 'softmax':
      return softmax(outputs, targets[0]);
    case 'logistic':
      return sum([logistic(outputs[0], targets[0])]);
    case 'squared':
      return sum(outputs.map((p, j) => squared(p - targets[j])));
    case 'absolute':
      return sum(outputs.map((p, j) => absolute(p - targets[j])));
    case 'huber':
      return sum(outputs.map((p, j) => huber(p - targets[j], loss.delta)));
  }
}

/** The loss of a row that counts `weight` times. */
export const weighed = ({ loss, slopes }: RowLoss, weight: number): RowLoss => ({
  loss: weight * loss,
  slopes: slopes.map((slope) => weight * slope),
});

/** [loss, slope] of one output, e = output − target. */
type Term = readonly [number, number];

const squared = (e: number): Term => [0.5 * e * e, e];
const absolute = (e: number): Term => [Math.abs(e), Math.sign(e)];
const huber = (e: number, delta: number): Term =>
  Math.abs(e) <= delta ? squared(e) : [delta * (Math.abs(e) - 0.5 * delta), delta * Math.sign(e)];
const logistic = (logit: number, target: number): Term => [
  Math.max(logit, 0) - target * logit + log1p(exp(-Math.abs(logit))),
  sigmoid(logit) - target,
];

const sum = (terms: readonly Term[]): RowLoss => ({
  loss: terms.reduce((total, [loss]) => total + loss, 0),
  slopes: terms.map(([, slope]) => slope),
});

function softmax(logits: readonly number[], chosen: number): RowLoss {
  const highest = logits.reduce((a, b) => Math.max(a, b));
  const powers = logits.map((logit) => exp(logit - highest));
  const total = powers.reduce((a, b) => a + b, 0);
  return {
    loss: log(total) + highest - logits[chosen],
    slopes: powers.map((power, j) => power / total - (j === chosen ? 1 : 0)),
  };
}
