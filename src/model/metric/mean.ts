import type { MetricName } from '../metric-name.js';
import type { Metric, RowLoss, SumsOfRows } from './metric.js';

/** A metric that is a mean of one number for each row, finished by `finish` (default: the mean itself). */
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
    finish: (sum, at, rows) => finish(sum[at]! / rows),
  };
  const score: Metric['score'] = (actual, predicted, classes) => {
    let sum = 0;
    for (let i = 0; i < actual.length; i++) sum += loss(actual[i]!, predicted, i, classes);
    return finish(sum / actual.length);
  };
  return { name, ...about, score, loss, sums };
}
