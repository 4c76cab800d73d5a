import type { Task } from '../../data/task.js';
import type { MetricName } from '../metric-name.js';

/**
 * A measure of quality. `actual` holds a number or a class's index for each row; `predicted` holds a number for each row, or rows × classes
 * probabilities, row-major. `classes` is 1 for numbers. `weights` say how much each row counts (default: all alike); a row of weight 2
 * counts as two rows do. Nothing is allocated in proportion to the rows unless it must sort.
 */
export interface Metric {
  readonly name: MetricName;
  readonly direction: 'minimize' | 'maximize';
  readonly tasks: readonly Task[];
  score(actual: Numbers, predicted: Numbers, classes: number, weights?: Numbers): number;
  /** For a metric that is a mean over rows (rmse: its root): what one row adds. */
  readonly loss?: RowLoss;
  /** The score by sums over rows, where it is one: what resampling rows needs. */
  readonly sums?: SumsOfRows;
  /** For a metric that is not: prepares these predictions, then scores them with other weights again and again. */
  readonly weighted?: (
    actual: Numbers,
    predicted: Numbers,
    classes: number,
  ) => (weights: ArrayLike<number>) => number;
  /** Why these targets cannot be measured, as "has negative values"; undefined when they can. */
  readonly unfit?: (actual: Numbers) => string | undefined;
}

export type RowLoss = (actual: number, predicted: Numbers, row: number, classes: number) => number;

/** A score as a function of sums: each row adds `width(classes)` terms. */
export interface SumsOfRows {
  width(classes: number): number;
  /** Writes a row's terms at `into[at]` and after. */
  terms(
    actual: number,
    predicted: Numbers,
    row: number,
    classes: number,
    into: Float64Array,
    at: number,
  ): void;
  /** The score, given the weighted sums at `sums[at]` and after, and the sum of the weights: the rows, when all count alike. */
  finish(sums: Float64Array, at: number, total: number, classes: number): number;
}

export type Numbers = Float64Array | Float32Array;

/** The score of a metric that is a function of sums. */
export function scoreBySums(sums: SumsOfRows): Metric['score'] {
  return (actual, predicted, classes, weights) => {
    const width = sums.width(classes);
    const summed = new Float64Array(width);
    const row = new Float64Array(width);
    let total = 0;
    for (let i = 0; i < actual.length; i++) {
      const weight = weights?.[i] ?? 1;
      row.fill(0);
      sums.terms(actual[i]!, predicted, i, classes, row, 0);
      for (let k = 0; k < width; k++) summed[k]! += weight * row[k]!;
      total += weight;
    }
    return sums.finish(summed, 0, total, classes);
  };
}

/** The class of the highest probability in a row; the first of equals. */
export function likeliest(predicted: Numbers, row: number, classes: number): number {
  const start = row * classes;
  let best = 0;
  for (let k = 1; k < classes; k++) if (predicted[start + k]! > predicted[start + best]!) best = k;
  return best;
}
