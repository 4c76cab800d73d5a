import { fitMargins } from '../model/interval/fit-margins.js';
import type { Model } from '../model/model.js';
import { outOfFold, type SharedPart } from './out-of-fold.js';
import type { Prepared } from './prepare.js';

/** The model with what it knows of its own errors, from rows that its networks had not learnt; a constant is measured on the whole pool. */
export function calibrated(prepared: Prepared, model: Model, parts: readonly SharedPart[]): Model {
  if (prepared.task !== 'regression') return model;
  const { truth, predictions } =
    model.constant === undefined ? outOfFold(prepared, parts) : flat(prepared, model.constant[0]!);
  const margins = fitMargins({ predicted: predictions, actual: truth, floor: floorOf(prepared) });
  return margins ? { ...model, margins } : model;
}

function flat({ pool, target }: Prepared, constant: number) {
  const truth = Float64Array.from(pool, (row) => target.values[row]!);
  return { truth, predictions: truth.map(() => constant) };
}

/** A target that is never negative in the pool stays so. */
const floorOf = ({ pool, target }: Prepared) =>
  pool.every((row) => target.values[row]! >= 0) ? 0 : undefined;
