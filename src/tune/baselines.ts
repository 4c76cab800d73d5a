import { constantPrediction } from '../model/constant.js';
import { score } from '../model/metrics.js';
import type { Model } from '../model/model.js';
import { isBetter } from '../study/direction.js';
import { modelOfTrained } from './final-model.js';
import type { Prepared } from './prepare.js';
import type { Runner } from './runner.js';
import { linearSetting } from './space.js';

export interface Baseline {
  readonly model: Model;
  /** The metric on the validation rows. */
  readonly validation: number;
}

/** The same prediction for every row: what someone knows who has not looked at the inputs. */
export function constantBaseline(prepared: Prepared): Baseline {
  const { schema, target, metric, classes, pool } = prepared;
  const constant = constantPrediction(schema.target, target.values, pool, metric);
  const { part, rows } = prepared.part(0);
  const predictions = new Float64Array(rows.validation.length * constant.length);
  predictions.forEach((_, i) => {
    predictions[i] = constant[i % constant.length]!;
  });
  return {
    model: { target: schema.target, members: [], constant, card: {} },
    validation: score(metric, part.validationTruth, predictions, Math.max(1, classes.length)),
  };
}

/** Rates at which a straight line is trained; the best by validation is kept, so that it is as good as a line can be. */
const linearRates = [0.003, 0.03];
const linearEpochs = 45;
/** Lines learn nothing new from more steps than this. */
const mostSteps = 60_000;
/** Apart from the search's trials and from the confirmation. */
const seedBase = 2_000_000;

/** A network without hidden layers, for the metric's own kind of error. */
export async function linearBaseline(prepared: Prepared, runner: Runner, seed: number, round: number): Promise<Baseline> {
  const parts = prepared.partsOf(round);
  for (const id of parts) runner.add(prepared.part(id).part);
  const outcomes = await Promise.all(
    linearRates.map(async (rate) => {
      const setting = linearSetting(prepared.problem, rate, prepared.metric);
      const steps = Math.ceil(prepared.problem.rows / Number(setting.batch_size));
      const epochs = Math.max(15, Math.min(linearEpochs, 15 * Math.floor(mostSteps / steps / 15)));
      const job = { label: 'straight line', setting, seed: { seed, trial: seedBase }, parts, epochs, rungs: [] };
      return { setting, outcome: await runner.run(job).outcome };
    }),
  );
  const best = outcomes.reduce((a, b) =>
    isBetter(b.outcome.best?.value, a.outcome.best?.value, prepared.direction) ? b : a,
  );
  return {
    model: modelOfTrained(prepared, best.setting, best.outcome.trained),
    validation: best.outcome.best?.value ?? Number.NaN,
  };
}

