import { pow } from '../../math/elementary.js';
import { mean } from '../../math/statistics.js';
import type { MetricName } from '../metric-name.js';
import { score } from '../metrics.js';
import type { CalibrationOptions } from './choose.js';
import { dealt, foldOf, folds, isClear } from './evidence.js';

/** Metrics that are about decisions, not probabilities, and for which the likeliest class is not the best to decide for. */
const wantsDecision = (metric: MetricName) => metric === 'f1' || metric === 'balanced_accuracy';

/** Metrics that look at the class that a row is given. */
export const isOfDecisions = (metric: MetricName) => metric === 'accuracy' || wantsDecision(metric);

/** Probabilities times what each class's counts for, rows that sum to 1: their likeliest class is the one to decide for. */
export function weighed(probabilities: Float64Array, decision: readonly number[] | undefined) {
  if (decision === undefined) return probabilities;
  const classes = decision.length;
  const result = probabilities.map((p, i) => p * decision[i % classes]!);
  for (let start = 0; start < result.length; start += classes) {
    let total = 0;
    for (let k = 0; k < classes; k++) total += result[start + k]!;
    for (let k = 0; k < classes; k++) result[start + k]! /= total;
  }
  return result;
}

/** Of two classes: the probability of the second from which on it is decided for. */
export const thresholdOf = ([first, second]: readonly number[]) => first! / (first! + second!);

const fewestRows = 100;
const mostRows = 10_000;

/**
 * What each class's probability counts for when a class has to be named, for f1 and balanced accuracy: of two classes a threshold, of many a power of
 * how rare each is. Undefined unless the metric on rows that it was not fitted on rises by more than one standard error over the folds.
 */
export function chooseDecision(metric: MetricName, options: CalibrationOptions): number[] | undefined {
  const { actual, classes } = options;
  if (!wantsDecision(metric) || actual.length < fewestRows) return undefined;
  const order = dealt(actual.length).subarray(0, mostRows);
  const gains = Array.from({ length: folds }, (_, fold) => {
    const { own, others } = foldOf(order, fold);
    const decision = bestDecision(metric, rowsOf(options, others));
    const sample = rowsOf(options, own);
    return scoreWith(metric, sample, decision) - scoreWith(metric, sample, new Array(classes).fill(1));
  });
  return isClear(gains) ? bestDecision(metric, rowsOf(options, order)) : undefined;
}

function rowsOf({ probabilities, actual, classes, weights }: CalibrationOptions, rows: Uint32Array) {
  const own = new Float64Array(rows.length * classes);
  rows.forEach((row, i) => {
    own.set(probabilities.subarray(row * classes, (row + 1) * classes), i * classes);
  });
  return {
    probabilities: own,
    actual: Float64Array.from(rows, (row) => actual[row]!),
    classes,
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
  };
}

const scoreWith = (
  metric: MetricName,
  { probabilities, actual, classes, weights }: CalibrationOptions,
  decision: readonly number[],
) => score(metric, actual, weighed(probabilities, decision), classes, weights);

/** Of candidates that score the same the middle ones: the score is flat between, and their middle is the safest. */
function bestDecision(metric: MetricName, sample: CalibrationOptions): number[] {
  const candidates = candidatesFor(sample);
  const scores = candidates.map((decision) => scoreWith(metric, sample, decision));
  const best = Math.max(...scores);
  const places = scores.flatMap((each, i) => (each === best ? [i] : []));
  return candidates[places[places.length >> 1]!]!;
}

const thresholds = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
const powers = Array.from({ length: 11 }, (_, i) => i / 10);

function candidatesFor({ probabilities, classes }: CalibrationOptions): number[][] {
  if (classes === 2) return thresholds.map((threshold) => [threshold, 1 - threshold]);
  const shares = Array.from({ length: classes }, (_, k) =>
    mean(probabilities.filter((_, i) => i % classes === k)),
  );
  return powers.map((power) => shares.map((share) => pow(Math.max(share, 1e-6), -power)));
}
