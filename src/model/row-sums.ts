import type { Measure } from './measure.js';
import { metrics } from './metrics.js';

/** A score as a function of sums over rows, whatever the number of targets: each row adds `width` terms. */
export interface RowSums {
  readonly width: number;
  /** Writes a row's terms into `into`, which holds zeros. */
  terms(actual: Float64Array, predicted: Float64Array, row: number, into: Float64Array): void;
  /** The score of so many rows. */
  finish(sums: Float64Array, rows: number): number;
}

/** Undefined for a metric that has to see the rows in order. */
export function rowSums({ metric, columns, targets }: Measure): RowSums | undefined {
  const { sums } = metrics[metric];
  if (sums === undefined) return undefined;
  if (targets === undefined)
    return {
      width: sums.width(columns),
      terms: (actual, predicted, row, into) => sums.terms(actual[row]!, predicted, row, columns, into, 0),
      finish: (total, rows) => sums.finish(total, 0, rows, columns),
    };
  const own = sums.width(1);
  return {
    width: own * columns,
    // A row of several targets is as many rows of one.
    terms(actual, predicted, row, into) {
      for (let k = 0, at = row * columns; k < columns; k++, at++)
        sums.terms(actual[at]!, predicted, at, 1, into, k * own);
    },
    // As `overall`, but without a list: resampling asks a million times.
    finish(total, rows) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += sums.finish(total, k * own, rows, 1) / targets[k]!.scale;
      return sum / columns;
    },
  };
}
