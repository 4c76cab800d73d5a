import { exp, log } from '../../math/elementary.js';

/** How averaged probabilities become calibrated ones: p′ₖ in proportion to exp(ln pₖ / temperature + biasₖ). Plain JSON. */
export interface Calibration {
  /** Above 1 where the networks are too sure, below 1 where they are not sure enough. */
  readonly temperature: number;
  /** One for each class, where some are foretold too often; none when absent. */
  readonly bias?: readonly number[];
}

/** Probabilities are taken to be at least this before their logarithm. */
const smallest = 1e-15;

/** ln p of rows × classes probabilities. */
export const logsOf = (probabilities: Float64Array) => probabilities.map((p) => log(Math.max(smallest, p)));

/** One row's calibrated probabilities from its logarithms, into `into`, which has as many elements as there are classes. */
export function calibrateRow(
  { slope, bias }: Slope,
  logs: Float64Array,
  row: number,
  into: Float64Array,
): void {
  const classes = into.length;
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classes; k++) {
    into[k] = slope * logs[row * classes + k]! + bias[k]!;
    top = Math.max(top, into[k]!);
  }
  let total = 0;
  for (let k = 0; k < classes; k++) total += into[k] = exp(into[k]! - top);
  for (let k = 0; k < classes; k++) into[k]! /= total;
}

/** A calibration as fitting sees it: 1 / temperature, and a bias for every class. */
export interface Slope {
  slope: number;
  readonly bias: Float64Array;
}

/** Calibrated probabilities, rows × classes. */
export function calibrate({ temperature, bias }: Calibration, probabilities: Float64Array, classes: number) {
  const own = { slope: 1 / temperature, bias: Float64Array.from(bias ?? new Array(classes).fill(0)) };
  const logs = logsOf(probabilities);
  const calibrated = new Float64Array(probabilities.length);
  for (let row = 0; row * classes < logs.length; row++)
    calibrateRow(own, logs, row, calibrated.subarray(row * classes, (row + 1) * classes));
  return calibrated;
}
