import { log } from '../../math/elementary.js';
import { meanMetric } from './mean.js';
import { likeliest, type Metric, type SumsOfRows, scoreBySums } from './metric.js';

const tasks = ['binary', 'multiclass'] as const;

/** Probabilities are kept this far from 0 and 1 (as scikit-learn does for 64 bits), so that one sure mistake is not infinite. */
const nearest = 2.220446049250313e-16;

/** Mean of −log of the probability given to the true class. */
export const logLoss = meanMetric(
  'log_loss',
  { direction: 'minimize', tasks },
  (actual, predicted, row, classes) =>
    -log(Math.min(1 - nearest, Math.max(nearest, predicted[row * classes + actual]!))),
);

/** Share of rows whose likeliest class is the true one. */
export const accuracy = meanMetric(
  'accuracy',
  { direction: 'maximize', tasks },
  (actual, predicted, row, classes) => (likeliest(predicted, row, classes) === actual ? 1 : 0),
);

/** For each class three sums: rows that are of it, rows predicted as it, rows that are both. */
const confusion = (finish: (tally: Tally) => number): SumsOfRows => ({
  width: (classes) => 3 * classes,
  terms: (actual, predicted, row, classes, into, at) => {
    const guess = likeliest(predicted, row, classes);
    into[at + 3 * actual] = 1;
    into[at + 3 * guess + 1] = 1;
    if (guess === actual) into[at + 3 * actual + 2] = 1;
  },
  finish: (sums, at, _total, classes) =>
    finish({
      classes,
      actual: (k) => sums[at + 3 * k]!,
      guessed: (k) => sums[at + 3 * k + 1]!,
      hit: (k) => sums[at + 3 * k + 2]!,
    }),
});

interface Tally {
  readonly classes: number;
  actual(k: number): number;
  guessed(k: number): number;
  hit(k: number): number;
}

function confusionMetric(name: 'balanced_accuracy' | 'f1', finish: (tally: Tally) => number): Metric {
  const sums = confusion(finish);
  return { name, direction: 'maximize', tasks, sums, score: scoreBySums(sums) };
}

/** Mean over classes of the share of its rows that are recognised; classes without rows are left out. */
export const balancedAccuracy = confusionMetric('balanced_accuracy', (tally) => {
  let sum = 0;
  let seen = 0;
  for (let k = 0; k < tally.classes; k++) {
    if (tally.actual(k) === 0) continue;
    seen += 1;
    sum += tally.hit(k) / tally.actual(k);
  }
  return seen === 0 ? 0 : sum / seen;
});

/** Of two classes: F1 of the second. Of many: mean F1 of the classes that occur or are predicted. */
export const f1 = confusionMetric('f1', (tally) => {
  if (tally.classes === 2) return f1Of(tally, 1) ?? 0;
  let sum = 0;
  let seen = 0;
  for (let k = 0; k < tally.classes; k++) {
    const one = f1Of(tally, k);
    if (one === undefined) continue;
    seen += 1;
    sum += one;
  }
  return seen === 0 ? 0 : sum / seen;
});

function f1Of(tally: Tally, k: number): number | undefined {
  const both = tally.actual(k) + tally.guessed(k);
  return both === 0 ? undefined : (2 * tally.hit(k)) / both;
}
