import { exp, log, pow } from '../../math/elementary.js';
import { normalCdf, normalLogDensity } from '../../math/normal.js';
import { quantile, robustScale, sum } from '../../math/statistics.js';

// To which rows a loss listens: what the worst rows make up of it, beside what they would with normal errors.

/** What the rows with the largest errors make up of one loss. */
export interface LossShare {
  readonly loss: 'squared' | 'absolute' | 'huber' | 'log' | 'focal';
  /** Of the worst hundredth; absent where that is fewer than three rows. */
  readonly hundredth?: number;
  /** Of the worst tenth. */
  readonly tenth: number;
  /** The same for normal errors; absent for classes. */
  readonly normal?: { readonly hundredth: number; readonly tenth: number };
}

/** How large errors are in the middle and near the end: half of them are at most `half`, nine in ten at most `nine`. */
export interface ErrorSpread {
  readonly half: number;
  readonly nine: number;
}

/** Nine in ten normal errors are within so many times what half of them are within. */
export const normalSpread = 2.4387;

/** Smaller probabilities count as this one, as in the metric. */
export const leastProbability = 2.220446049250313e-16;

/** With fewer rows the worst hundredth is a row or two, and its share is chance. */
const fewestForHundredth = 300;

export const spreadOf = (sizes: Float64Array): ErrorSpread => ({
  half: quantile(sizes, 0.5),
  nine: quantile(sizes, 0.9),
});

/** The squared, the absolute and Huber's loss of the residuals; `delta` is in their units. */
export function lossesOfNumbers(residuals: Float64Array, delta: number): LossShare[] {
  const sizes = residuals.map(Math.abs);
  const scale = robustScale(residuals);
  const relative = scale > 0 ? delta / scale : Number.POSITIVE_INFINITY;
  return [
    {
      ...sharesOf(
        'squared',
        sizes.map((r) => r * r),
      ),
      normal: normalShares(Number.POSITIVE_INFINITY),
    },
    { ...sharesOf('absolute', sizes), normal: normalShares(0) },
    {
      ...sharesOf(
        'huber',
        sizes.map((r) => (r <= delta ? (r * r) / 2 : delta * (r - delta / 2))),
      ),
      normal: normalShares(relative),
    },
  ];
}

/** The log-loss and the focal loss of the probabilities that the true classes were given. */
export function lossesOfClasses(probabilities: Float64Array, gamma: number): LossShare[] {
  const held = probabilities.map((p) => Math.max(leastProbability, p));
  return [
    sharesOf(
      'log',
      held.map((p) => -log(p)),
    ),
    sharesOf(
      'focal',
      held.map((p) => -pow(Math.max(0, 1 - p), gamma) * log(p)),
    ),
  ];
}

/** What the worst rows make up; 0 where all losses are 0. */
function sharesOf(loss: LossShare['loss'], values: Float64Array): LossShare {
  const sorted = Float64Array.from(values).sort().reverse();
  const all = sum(sorted);
  const worst = (share: number) =>
    all > 0 ? sum(sorted.subarray(0, Math.ceil(share * sorted.length))) / all : 0;
  return {
    loss,
    ...(values.length >= fewestForHundredth && { hundredth: worst(0.01) }),
    tenth: worst(0.1),
  };
}

/** The same for normal errors of deviation 1 under Huber's loss; a delta of Infinity is the squared loss, of 0 the absolute one. */
export function normalShares(delta: number): { readonly hundredth: number; readonly tenth: number } {
  const all = lossBeyond(0, delta);
  return { hundredth: lossBeyond(2.575829, delta) / all, tenth: lossBeyond(1.644854, delta) / all };
}

/** The mean loss of errors beyond a, up to a factor: ∫ₐ^∞ h(z) φ(z) dz. */
function lossBeyond(a: number, delta: number): number {
  if (delta === 0) return density(a);
  if (delta === Number.POSITIVE_INFINITY) return (a * density(a) + tail(a)) / 2;
  if (a >= delta) return delta * density(a) - (delta * delta * tail(a)) / 2;
  const inner = a * density(a) - delta * density(delta) + tail(a) - tail(delta);
  return inner / 2 + lossBeyond(delta, delta);
}

const density = (z: number) => exp(normalLogDensity(z));
const tail = (z: number) => normalCdf(-z);
