import { log } from '../../math/elementary.js';
import { mean } from '../../math/statistics.js';
import { type Calibration, calibrateRow, logsOf, type Slope } from './calibration.js';
import { dealt, foldOf, folds, isClear } from './evidence.js';
import { fitSlope, type Kind, type Sample } from './fit.js';

export interface CalibrationOptions {
  /** What networks said of rows that they had not learnt: rows × classes. */
  readonly probabilities: Float64Array;
  /** Class indices. */
  readonly actual: Float64Array;
  readonly classes: number;
  /**
   * Whether the model averages clearly more networks than these rows were predicted by. Averaging makes probabilities less sure by itself, so no
   * temperature above 1 is then taken from them.
   */
  readonly fewer?: boolean;
  /** How much each row counts; all alike when absent. */
  readonly weights?: Float64Array;
}

const fewestRows = 50;
/** More rows than this say no more of so few numbers. */
const mostRows = 10_000;

/**
 * A temperature, or a temperature with a bias for each class, when it makes probabilities better: the log-loss of rows that it was not fitted on
 * falls by more than one standard error of the paired differences. Undefined when the probabilities are best as they are.
 */
export function chooseCalibration(options: CalibrationOptions): Calibration | undefined {
  const { probabilities, actual, classes, fewer: cooler = false } = options;
  if (actual.length < fewestRows) return undefined;
  const weights = options.weights && ofMeanOne(options.weights);
  const sample: Sample = { logs: logsOf(probabilities), actual, classes, weights };
  const order = dealt(actual.length).subarray(0, mostRows);
  const raw = lossesOf(sample, order, { slope: 1, bias: new Float64Array(classes) });
  const warm = crossLosses(sample, order, { withBias: false, cooler });
  const biased = crossLosses(sample, order, { withBias: true, cooler });
  const useWarm = isClearlyLess(warm, raw);
  const useBias = isClearlyLess(biased, raw) && isClearlyLess(biased, useWarm ? warm : raw);
  if (!useWarm && !useBias) return undefined;
  const { slope, bias } = fitSlope(sample, order, { withBias: useBias, cooler });
  return { temperature: 1 / slope, ...(useBias && { bias: Array.from(bias) }) };
}

/** Rows that are taken to have been otherwise are counted beside rows that weigh as one. */
function ofMeanOne(weights: Float64Array): Float64Array {
  const middle = mean(weights);
  return weights.map((weight) => weight / middle);
}

/** Each row's log-loss by what was fitted on the other folds. */
function crossLosses(sample: Sample, order: Uint32Array, kind: Kind): Float64Array {
  const losses = new Float64Array(order.length);
  for (let fold = 0; fold < folds; fold++) {
    const { own, others } = foldOf(order, fold);
    const found = lossesOf(sample, own, fitSlope(sample, others, kind));
    found.forEach((loss, i) => {
      losses[i * folds + fold] = loss;
    });
  }
  return losses;
}

/** Times the row's weight. */
function lossesOf({ logs, actual, classes, weights }: Sample, rows: Uint32Array, fit: Slope): Float64Array {
  const p = new Float64Array(classes);
  return Float64Array.from(rows, (row) => {
    calibrateRow(fit, logs, row, p);
    return -(weights?.[row] ?? 1) * log(Math.max(1e-15, p[actual[row]!]!));
  });
}

const isClearlyLess = (losses: Float64Array, others: Float64Array) =>
  isClear(losses.map((loss, i) => others[i]! - loss));
