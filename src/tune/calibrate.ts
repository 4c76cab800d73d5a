import { columnOf, truthOf } from '../data/target.js';
import { fitMargins } from '../model/interval/fit-margins.js';
import type { Model } from '../model/model.js';
import { outOfFold, type SharedPart } from './out-of-fold.js';
import type { Prepared } from './prepare.js';

/** The model with what it knows of its own errors, from rows that its networks had not learnt; a constant is measured on the whole pool. */
export function calibrated(prepared: Prepared, model: Model, parts: readonly SharedPart[]): Model {
  if (prepared.task !== 'regression') return model;
  const { truth, predictions } =
    model.constant === undefined ? outOfFold(prepared, parts) : flat(prepared, model.constant);
  const { width } = prepared.target;
  const margins = Array.from({ length: width }, (_, k) =>
    fitMargins({
      predicted: columnOf(predictions, width, k),
      actual: columnOf(truth, width, k),
      floor: floorOf(prepared, k),
    }),
  ).filter((own) => own !== undefined);
  return margins.length === width ? { ...model, margins } : model;
}

function flat({ pool, target }: Prepared, constant: readonly number[]) {
  const truth = truthOf(target, pool);
  return { truth, predictions: truth.map((_, i) => constant[i % constant.length]!) };
}

/** A target that is never negative in the pool stays so. */
const floorOf = ({ pool, target: { values, width } }: Prepared, k: number) =>
  pool.every((row) => values[row * width + k]! >= 0) ? 0 : undefined;
