import { calibrate } from '../model/calibration/calibration.js';
import type { Model } from '../model/model.js';
import { outOfFold, type SharedPart } from './out-of-fold.js';
import type { Prepared } from './prepare.js';

/** What a model says of rows that the networks concerned had not learnt; none of them is a test row. */
export interface Unlearnt {
  /** Rows of the table, ascending. */
  readonly rows: Uint32Array;
  /** rows × targets: numbers, or the class's index. */
  readonly truth: Float64Array;
  /** rows × columns: numbers, or a calibrated probability for each class. */
  readonly predictions: Float64Array;
}

/** Of the networks' averages, with the factors or the calibration that the model has. */
export function unlearnt(prepared: Prepared, model: Model, parts: readonly SharedPart[]): Unlearnt {
  const { rows, truth, predictions } = outOfFold(prepared, parts);
  const { factors, calibration } = model;
  if (calibration)
    return { rows, truth, predictions: calibrate(calibration, predictions, prepared.classes.length) };
  if (factors)
    return { rows, truth, predictions: predictions.map((each, i) => each * factors[i % factors.length]!) };
  return { rows, truth, predictions };
}
