import { quantile, weightedMedian } from '../data/order-statistic.js';
import type { TargetColumns } from '../data/schema.js';
import { columnOf, type Target, truthOf, weightsOf } from '../data/target.js';
import { expm1, log1p } from '../math/elementary.js';
import { sum } from '../math/statistics.js';
import type { MetricName } from './metric-name.js';

/**
 * The best prediction that does not look at the inputs, for that metric: for each target the mean over the rows (mae: the median; rmsle: the mean of
 * log(1 + y), taken back), or the share of each class. Rows count by their weights.
 */
export function constantPrediction(
  columns: TargetColumns,
  target: Target,
  rows: Uint32Array,
  metric: MetricName,
): number[] {
  const truth = truthOf(target, rows);
  const weights = weightsOf(target, rows);
  if (columns.task !== 'regression') return classShares(truth, columns.classes.length, weights);
  return columns.columns.map((_, k) => constantNumber(columnOf(truth, target.width, k), metric, weights));
}

function constantNumber(values: Float64Array, metric: MetricName, weights?: Float64Array): number {
  if (metric === 'mae')
    return weights ? weightedMedian(values, weights) : quantile(values.slice().sort(), 0.5);
  if (metric === 'rmsle') return expm1(mean(values.map(log1p), weights));
  return mean(values, weights);
}

function mean(values: Float64Array, weights?: Float64Array): number {
  const total = weights ? sum(weights) : values.length;
  return values.reduce((soFar, y, i) => soFar + ((weights?.[i] ?? 1) * y) / total, 0);
}

function classShares(codes: Float64Array, classes: number, weights?: Float64Array): number[] {
  const shares = new Array<number>(classes).fill(0);
  codes.forEach((code, i) => {
    shares[code]! += weights?.[i] ?? 1;
  });
  const total = weights ? sum(weights) : codes.length;
  return shares.map((share) => share / total);
}
