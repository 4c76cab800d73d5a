import { exp, expm1, log, log1p, pow, tanh } from '../../../math/elementary.js';
import type { Loss } from '../../plan.js';
import { sigmoid, softplus } from './activation.js';

/** The loss of one row and its derivative by each output. */
export interface RowLoss {
  readonly loss: number;
  readonly slopes: readonly number[];
}

/** `outputs` of one row against its `targets` (a class index for classes). */
export function rowLoss(loss: Loss, outputs: readonly number[], targets: ArrayLike<number>): RowLoss {
  if (loss.kind === 'softmax') return softmax(outputs, targets[0]!, loss.smoothing ?? 0);
  if (loss.kind === 'focal' && outputs.length > 1) return focalClasses(outputs, targets[0]!, loss.gamma);
  return sum(outputs.map((p, j) => term(loss, p, targets[j]!)));
}

function term(loss: Exclude<Loss, { kind: 'softmax' }>, p: number, y: number): Term {
  switch (loss.kind) {
    case 'squared':
      return squared(p - y);
    case 'absolute':
      return absolute(p - y);
    case 'huber':
      return huber(p - y, loss.delta);
    case 'quantile':
      return quantile(p - y, loss.level);
    case 'log_cosh':
      return logCosh(p - y);
    case 'poisson':
      return poisson(p, y);
    case 'logistic':
      return logistic(p, smoothed(y, loss.smoothing ?? 0, 2));
    case 'focal':
      return focal(p, y, loss.gamma);
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
const quantile = (e: number, level: number): Term => {
  const slope = e > 0 ? 1 - level : e < 0 ? -level : 0;
  return [slope * e, slope];
};
/** ln cosh e = |e| + ln(1 + e^(−2|e|)) − ln 2; for small e that is ½ ln(1 + sinh² e), which keeps its digits. */
const logCosh = (e: number): Term => {
  const size = Math.abs(e);
  const sinh = (expm1(e) - expm1(-e)) / 2;
  const value = size < 0.5 ? 0.5 * log1p(sinh * sinh) : size + log1p(exp(-2 * size)) - Math.LN2;
  return [value, tanh(e)];
};
const poisson = (p: number, y: number): Term => [exp(p) - y - (y === 0 ? 0 : y * (p - log(y))), exp(p) - y];
const logistic = (logit: number, target: number): Term => [
  Math.max(logit, 0) - target * logit + log1p(exp(-Math.abs(logit))),
  sigmoid(logit) - target,
];

/** A label of `classes` of which `share` went to all of them alike. */
const smoothed = (label: number, share: number, classes: number) => (1 - share) * label + share / classes;

/** The focal loss by the log-loss c of the own class, whose probability is 1 − q, and its slope by c. */
const focalOf = (c: number, q: number, gamma: number): Term => {
  if (q === 0) return [gamma === 0 ? c : 0, gamma === 0 ? 1 : 0];
  const damp = pow(q, gamma);
  return [damp * c, damp * (1 + (gamma * (1 - q) * c) / q)];
};

function focal(logit: number, target: number, gamma: number): Term {
  const sign = target === 1 ? 1 : -1;
  const wrong = sigmoid(-sign * logit);
  const [loss, slope] = focalOf(softplus(-sign * logit), wrong, gamma);
  return [loss, -sign * slope * wrong];
}

const sum = (terms: readonly Term[]): RowLoss => ({
  loss: terms.reduce((total, [loss]) => total + loss, 0),
  slopes: terms.map(([, slope]) => slope),
});

function softmax(logits: readonly number[], chosen: number, smoothing: number): RowLoss {
  const { logTotal, shares } = sharesOf(logits);
  const labels = logits.map((_, j) => smoothed(j === chosen ? 1 : 0, smoothing, logits.length));
  return {
    loss: logits.reduce((total, logit, j) => total + labels[j]! * (logTotal - logit), 0),
    slopes: shares.map((share, j) => share - labels[j]!),
  };
}

function focalClasses(logits: readonly number[], chosen: number, gamma: number): RowLoss {
  const { logTotal, shares } = sharesOf(logits);
  const wrong = shares.reduce((total, share, j) => (j === chosen ? total : total + share), 0);
  const [loss, factor] = focalOf(logTotal - logits[chosen]!, wrong, gamma);
  return { loss, slopes: shares.map((share, j) => factor * (j === chosen ? -wrong : share)) };
}

/** ln Σ e^logit, and each class's share of that sum. */
function sharesOf(logits: readonly number[]) {
  const highest = logits.reduce((a, b) => Math.max(a, b));
  const powers = logits.map((logit) => exp(logit - highest));
  const total = powers.reduce((a, b) => a + b, 0);
  return { logTotal: log(total) + highest, shares: powers.map((power) => power / total) };
}
