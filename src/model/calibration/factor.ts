import { exp } from '../../math/elementary.js';
import type { Numbers } from '../metric/metric.js';
import type { MetricName } from '../metric-name.js';
import { metrics } from '../metrics.js';
import { dealt, foldOf, folds, isClear } from './evidence.js';

export interface FactorOptions {
  readonly metric: MetricName;
  /** What networks said of rows that they had not learnt. */
  readonly predicted: Numbers;
  readonly actual: Numbers;
  /** How much each row counts; all alike when absent. */
  readonly weights?: ArrayLike<number>;
}

const fewestRows = 50;
/** The logarithm of the largest factor, and how finely it is sought. */
const furthest = 0.7;
const finest = 1e-6;

/**
 * What predictions of a target that is never negative should be multiplied by for the metric's sake: a network that learns logarithms or absolute
 * errors foretells medians, and rmse wants means. Undefined unless the metric's error on rows that it was not fitted on falls by more than one
 * standard error.
 */
export function chooseFactor(options: FactorOptions): number | undefined {
  const { predicted, actual } = options;
  if (actual.length < fewestRows || !actual.every((y) => y >= 0) || !predicted.every((p) => p >= 0))
    return undefined;
  const loss = lossOf(options);
  const order = dealt(actual.length);
  const gains = new Float64Array(actual.length);
  for (let fold = 0; fold < folds; fold++) {
    const { own, others } = foldOf(order, fold);
    const factor = bestFactor(loss, others);
    for (const row of own) gains[row] = loss(row, 1) - loss(row, factor);
  }
  return isClear(gains) ? bestFactor(loss, order) : undefined;
}

type Loss = (row: number, factor: number) => number;

function lossOf({ metric, predicted, actual, weights }: FactorOptions): Loss {
  const { loss } = metrics[metric === 'r2' ? 'rmse' : metric];
  const one = new Float64Array(1);
  return (row, factor) => {
    one[0] = factor * predicted[row]!;
    return (weights?.[row] ?? 1) * loss!(actual[row]!, one, 0, 1);
  };
}

/** The factor of the least loss, by golden-section search on its logarithm. */
function bestFactor(loss: Loss, rows: Uint32Array): number {
  const total = (logFactor: number) => {
    const factor = exp(logFactor);
    let sum = 0;
    for (const row of rows) sum += loss(row, factor);
    return sum;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-furthest, furthest];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [total(left), total(right)];
  while (high - low > finest) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = total(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = total(right);
    }
  }
  return exp((low + high) / 2);
}
