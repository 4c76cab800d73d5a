import { truthOf } from '../data/target.js';
import { mean } from '../math/statistics.js';
import type { Prepared } from './prepare.js';
import type { TrainedPart } from './runner.js';

/** A network of a model: where it was trained, and its part in the average. */
export interface SharedPart {
  readonly trained: TrainedPart;
  readonly share: number;
}

/** What a model's networks say of rows that they have not learnt. */
export interface OutOfFold {
  /** Rows of the table, ascending: those that at least one of the networks was validated on. */
  readonly rows: Uint32Array;
  /** rows × targets. */
  readonly truth: Float64Array;
  /** rows × columns: the average of the networks that had not learnt the row, by their shares. */
  readonly predictions: Float64Array;
  /** 1 / k where k networks of equal shares predicted a row, averaged over the rows. */
  readonly concentration: number;
}

/** Averages for each row of the pool the networks that had it among their validation rows, as CV+ does (Barber et al. 2021). */
export function outOfFold(prepared: Prepared, parts: readonly SharedPart[]): OutOfFold {
  const [{ columns }] = prepared.measures;
  const sums = new Float64Array(prepared.table.rows * columns);
  const weights = new Float64Array(prepared.table.rows);
  const squares = new Float64Array(prepared.table.rows);
  for (const { trained, share } of parts) {
    const validated = prepared.fitted(trained.part).rows.validation;
    if (trained.predictions.length !== validated.length * columns) continue;
    validated.forEach((row, i) => {
      weights[row]! += share;
      squares[row]! += share * share;
      for (let k = 0; k < columns; k++)
        sums[row * columns + k]! += share * trained.predictions[i * columns + k]!;
    });
  }
  const rows = prepared.target.rows.filter((row) => weights[row]! > 0);
  const predictions = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    for (let k = 0; k < columns; k++) predictions[i * columns + k] = sums[row * columns + k]! / weights[row]!;
  });
  const concentrations = Float64Array.from(rows, (row) => squares[row]! / (weights[row]! * weights[row]!));
  return { rows, truth: truthOf(prepared.target, rows), predictions, concentration: mean(concentrations) };
}
