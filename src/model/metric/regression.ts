import { log1p } from '../../math/elementary.js';
import { meanMetric } from './mean.js';
import type { Metric, Numbers, SumsOfRows } from './metric.js';

const tasks = ['regression'] as const;

/** √ of the mean squared error, in the target's units. */
export const rmse = meanMetric('rmse', { direction: 'minimize', tasks }, squaredError, Math.sqrt);

/** Mean absolute error, in the target's units. */
export const mae = meanMetric('mae', { direction: 'minimize', tasks }, (actual, predicted, row) =>
  Math.abs(predicted[row]! - actual),
);

/** √ of the mean squared difference of log(1 + y): about the relative error. Needs targets of at least 0; lower predictions count as 0. */
export const rmsle = meanMetric(
  'rmsle',
  { direction: 'minimize', tasks, unfit: hasNegative },
  (actual, predicted, row) => {
    const error = log1p(Math.max(0, predicted[row]!)) - log1p(actual);
    return error * error;
  },
  Math.sqrt,
);

function squaredError(actual: number, predicted: Numbers, row: number): number {
  const error = predicted[row]! - actual;
  return error * error;
}

function hasNegative(actual: Numbers): string | undefined {
  const negative = actual.find((y) => y < 0);
  return negative === undefined ? undefined : `has negative values (such as ${negative})`;
}

/** Share of the variance explained; 0 when all targets are equal. Terms: squared error, y, y². */
const r2Sums: SumsOfRows = {
  width: () => 3,
  terms: (actual, predicted, row, _classes, into, at) => {
    into[at] = squaredError(actual, predicted, row);
    into[at + 1] = actual;
    into[at + 2] = actual * actual;
  },
  finish: (sums, at, total) => {
    const spread = sums[at + 2]! - (sums[at + 1]! * sums[at + 1]!) / total;
    return spread > 0 ? 1 - sums[at]! / spread : 0;
  },
};

export const r2: Metric = {
  name: 'r2',
  direction: 'maximize',
  tasks,
  sums: r2Sums,
  score: r2Score,
};

/** In two passes, for targets far from 0 lose their digits in a sum of squares. */
function r2Score(actual: Numbers, predicted: Numbers, _classes: number, weights?: Numbers): number {
  let total = 0;
  for (let i = 0; i < actual.length; i++) total += weights?.[i] ?? 1;
  let mean = 0;
  for (let i = 0; i < actual.length; i++) mean += ((weights?.[i] ?? 1) * actual[i]!) / total;
  let unexplained = 0;
  let spread = 0;
  for (let i = 0; i < actual.length; i++) {
    const weight = weights?.[i] ?? 1;
    unexplained += weight * squaredError(actual[i]!, predicted, i);
    spread += weight * (actual[i]! - mean) * (actual[i]! - mean);
  }
  return spread > 0 ? 1 - unexplained / spread : 0;
}
