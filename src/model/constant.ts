import { quantile } from '../data/order-statistic.js';
import type { TargetColumns } from '../data/schema.js';
import { columnOf, type Target, truthOf } from '../data/target.js';
import { expm1, log1p } from '../math/elementary.js';
import type { MetricName } from './metric-name.js';

/**
 * The best prediction that does not look at the inputs, for that metric: for each target the mean over the rows (mae: the median; rmsle: the mean of
 * log(1 + y), taken back), or the share of each class.
 */
export function constantPrediction(
  columns: TargetColumns,
  target: Target,
  rows: Uint32Array,
  metric: MetricName,
): number[] {
  const truth = truthOf(target, rows);
  if (columns.task !== 'regression') return classShares(truth, columns.classes.length);
  return columns.columns.map((_, k) => constantNumber(columnOf(truth, target.width, k), metric));
}

function constantNumber(values: Float64Array, metric: MetricName): number {
  if (metric === 'mae') return quantile(values.slice().sort(), 0.5);
  if (metric === 'rmsle') return expm1(mean(values.map(log1p)));
  return mean(values);
}

const mean = (values: Float64Array) => values.reduce((sum, y) => sum + y / values.length, 0);

function classShares(codes: Float64Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const code of codes) counts[code]! += 1;
  return counts.map((count) => count / codes.length);
}
