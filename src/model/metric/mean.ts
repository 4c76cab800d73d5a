import type { MetricName } from '../metric-name.js';
import type { Metric, RowLoss, SumsOfRows } from './metric.js';

/** A metric that is a weighted mean of one number for each row, finished by `finish` (default: the mean itself). */
export function meanMetric(
  name: MetricName,
  about: Pick<Metric, 'direction' | 'tasks' | 'unfit'>,
  loss: RowLoss,
  finish: (mean: number) => number = (mean) => mean,
): Metric {
  const sums: SumsOfRows = {
    width: () => 1,
    terms: (actual, predicted, row, classes, into, at) => {
      into[at] = loss(actual, predicted, row, classes);
    },
    finish: (sum, at, total) => finish(sum[at]! / total),
  };
  const score: Metric['score'] = (actual, predicted, classes, weights) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < actual.length; i++) {
      const weight = weights?.[i] ?? 1;
      sum += weight * loss(actual[i]!, predicted, i, classes);
      total += weight;
    }
    return finish(sum / total);
  };
  return { name, ...about, score, loss, sums };
}
