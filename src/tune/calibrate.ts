import { namesOf } from '../data/schema.js';
import { columnOf, truthOf, weightsOf } from '../data/target.js';
import { calibrate } from '../model/calibration/calibration.js';
import { chooseCalibration } from '../model/calibration/choose.js';
import { chooseDecision } from '../model/calibration/decision.js';
import { chooseFactor } from '../model/calibration/factor.js';
import { fitMargins } from '../model/interval/fit-margins.js';
import type { Model } from '../model/model.js';
import { type OutOfFold, outOfFold, type SharedPart } from './out-of-fold.js';
import type { Prepared } from './prepare.js';

/** The model with what rows that its networks had not learnt say of it; a constant is measured on the whole pool. */
export function calibrated(prepared: Prepared, model: Model, parts: readonly SharedPart[]): Model {
  const { constant } = model;
  if (constant !== undefined)
    return prepared.task === 'regression' ? withMargins(prepared, model, flat(prepared, constant)) : model;
  const seen = outOfFold(prepared, parts);
  return prepared.task === 'regression' ? ofNumbers(prepared, model, seen) : ofClasses(prepared, model, seen);
}

type Seen = Pick<OutOfFold, 'rows' | 'truth' | 'predictions'>;

/** A factor for each target for the metric's sake, where one helps, and then how far off the predictions are. */
function ofNumbers(prepared: Prepared, model: Model, { rows, truth, predictions }: Seen): Model {
  const { metric, target } = prepared;
  const weights = weightsOf(target, rows);
  const factors = Array.from({ length: target.width }, (_, k) =>
    chooseFactor({
      metric,
      predicted: columnOf(predictions, target.width, k),
      actual: columnOf(truth, target.width, k),
      weights,
    }),
  );
  if (factors.every((factor) => factor === undefined))
    return withMargins(prepared, model, { rows, truth, predictions });
  const all = factors.map((factor) => factor ?? 1);
  const corrected = predictions.map((each, i) => each * all[i % all.length]!);
  return withMargins(prepared, { ...model, factors: all }, { rows, truth, predictions: corrected });
}

function withMargins(prepared: Prepared, model: Model, { rows, truth, predictions }: Seen): Model {
  const { target } = prepared;
  const { width } = target;
  const weights = weightsOf(target, rows);
  const margins = Array.from({ length: width }, (_, k) =>
    fitMargins({
      predicted: columnOf(predictions, width, k),
      actual: columnOf(truth, width, k),
      weights,
      floor: floorOf(prepared, k),
    }),
  ).filter((own) => own !== undefined);
  return margins.length === width ? { ...model, margins } : model;
}

/** Probabilities that are right, where they were not, and then how classes are decided for by them. */
function ofClasses(
  { metric, target, classes: { length: classes } }: Prepared,
  model: Model,
  { rows, truth: actual, predictions, concentration }: OutOfFold,
): Model {
  const weights = weightsOf(target, rows);
  const own = model.members.reduce((sum, { share }) => sum + share * share, 0);
  const fewer = concentration - own > alike;
  const calibration = chooseCalibration({ probabilities: predictions, actual, classes, fewer, weights });
  const probabilities = calibration ? calibrate(calibration, predictions, classes) : predictions;
  const decision = chooseDecision(metric, { probabilities, actual, classes, weights });
  return { ...model, ...(calibration && { calibration }), ...(decision && { decision }) };
}

/** Averages of k and of m networks whose 1/k and 1/m differ by less are about as sure. */
const alike = 0.1;

/** What predictions are multiplied by, by target; undefined where none is. */
export function factorsByTarget({ target, factors }: Model): Record<string, number> | undefined {
  if (factors === undefined) return undefined;
  return Object.fromEntries(
    namesOf(target).flatMap((name, k) => (factors[k] === 1 ? [] : [[name, factors[k]!]])),
  );
}

function flat({ pool, target }: Prepared, constant: readonly number[]): Seen {
  const truth = truthOf(target, pool);
  return { rows: pool, truth, predictions: truth.map((_, i) => constant[i % constant.length]!) };
}

/** A target that is never negative in the pool stays so. */
const floorOf = ({ pool, target: { values, width } }: Prepared, k: number) =>
  pool.every((row) => values[row * width + k]! >= 0) ? 0 : undefined;
