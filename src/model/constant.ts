import { quantile } from '../data/order-statistic.js';
import { classesOf, type TargetColumn } from '../data/schema.js';
import { expm1, log1p } from '../math/elementary.js';
import type { MetricName } from './metric-name.js';

/**
 * The best prediction that does not look at the inputs, for that metric: the mean of the rows' targets (mae: the median; rmsle: the mean of log(1 + y),
 * taken back), or the share of each class.
 */
export function constantPrediction(
  target: TargetColumn,
  targets: Float64Array,
  rows: Uint32Array,
  metric: MetricName,
): number[] {
  const values = Float64Array.from(rows, (row) => targets[row]!);
  if (target.task !== 'regression') return classShares(values, classesOf(target).length);
  if (metric === 'mae') return [quantile(values.sort(), 0.5)];
  if (metric === 'rmsle') return [expm1(mean(values.map(log1p)))];
  return [mean(values)];
}

const mean = (values: Float64Array) => values.reduce((sum, y) => sum + y / values.length, 0);

function classShares(codes: Float64Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const code of codes) counts[code]! += 1;
  return counts.map((count) => count / codes.length);
}
