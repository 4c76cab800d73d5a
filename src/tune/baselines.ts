import { constantPrediction } from '../model/constant.js';
import { type ByTarget, measured, measuredByTarget } from '../model/measure.js';
import type { Model } from '../model/model.js';
import { parameterCount } from '../network/count.js';
import { isBetter } from '../study/direction.js';
import type { Candidate } from './confirm.js';
import type { BaselineEvent, BaselineName } from './event.js';
import { hasManyRows } from './part-rows.js';
import { joined, joinedWeights } from './part-score.js';
import type { Prepared } from './prepare.js';
import type { Part, Runner, TrainedPart } from './runner.js';
import { recipeOf } from './setting.js';
import { linearSetting } from './space.js';

export interface ConstantBaseline {
  readonly model: Model;
  /** The score on the validation rows of parts. */
  validation(parts: readonly number[]): BaselineScore;
}

/** A baseline's score, and what each of several targets scored. */
export interface BaselineScore {
  readonly value: number;
  readonly targets?: ByTarget;
}

export const baselineEvent = (name: BaselineName, { value, targets }: BaselineScore): BaselineEvent => ({
  event: 'baseline',
  name,
  validation: value,
  targets,
});

/** The same prediction for every row: what someone knows who has not looked at the inputs. */
export function constantBaseline(prepared: Prepared): ConstantBaseline {
  const { schema, target, metric, measures, pool } = prepared;
  const [measure] = measures;
  const constant = constantPrediction(schema.target, target, pool, metric);
  return {
    model: { target: schema.target, members: [], constant, card: {} },
    validation(parts) {
      const own = parts.map((id) => prepared.part(id).part);
      const truth = joined(own.map(({ validationTruth }) => validationTruth));
      const weights = joinedWeights(own);
      const rows = own.reduce((sum, { validationRows }) => sum + validationRows, 0);
      const predictions = Float64Array.from(
        { length: rows * constant.length },
        (_, i) => constant[i % constant.length]!,
      );
      return {
        value: measured(measure, truth, predictions, weights),
        targets: measuredByTarget(measure, truth, predictions, weights),
      };
    },
  };
}

export interface LinearBaseline {
  readonly candidate: Candidate;
  readonly validation: BaselineScore;
  readonly epochs: number;
  readonly trained: readonly TrainedPart[];
  readonly hash: string;
}

/** Rates at which a straight line is trained; the best by validation is kept, so that it is as good as a line can be. */
const rates = [0.003, 0.03];
const mostEpochs = 45;
/** Lines learn nothing new from more steps than this. */
const mostSteps = 60_000;
/** Of many rows, each seen once, fewer do. */
const stepsOfMany = 12_000;
/** Apart from the search's trials and from the confirmation. */
export const linearSeed = (seed: number) => ({ seed, trial: 2_000_000 });

/** A network without hidden layers, for the metric's own kind of error, on the parts of the search. */
export async function linearBaseline(
  prepared: Prepared,
  runner: Runner,
  seed: number,
): Promise<LinearBaseline> {
  const { problem, metric, direction } = prepared;
  const parts = prepared.partsOf(0);
  const runs = rates.map(async (rate) => {
    const setting = linearSetting(problem, rate, metric);
    const horizon = linearEpochs(problem.rows, Number(setting.batch_size));
    const rows = linearRows(
      prepared.part(0).part,
      Number(setting.batch_size) * Math.floor(stepsOfMany / horizon),
    );
    const job = {
      label: 'line',
      setting,
      seed: linearSeed(seed),
      parts,
      epochs: horizon,
      rows,
      rungs: [],
    };
    return { setting, horizon, rows, outcome: await runner.run(job).outcome };
  });
  const lines = await Promise.all(runs);
  const { setting, horizon, rows, outcome } = lines.reduce((a, b) =>
    isBetter(b.outcome.best?.value, a.outcome.best?.value, direction) ? b : a,
  );
  const parameters = parameterCount(recipeOf(setting, prepared.part(0).part).plan);
  return {
    candidate: {
      kind: 'linear',
      name: 'straight line',
      setting,
      horizon,
      rows,
      parameters,
      seconds: outcome.seconds,
    },
    validation: outcome.best ?? { value: Number.NaN },
    epochs: outcome.best?.epoch ?? 0,
    hash: outcome.hash,
    trained: outcome.trained,
  };
}

/** Of many rows an epoch takes so many that there are no more steps than a line needs. */
const linearRows = (part: Part, most: number) => (hasManyRows(part) && most < part.rows ? [most] : undefined);

function linearEpochs(rows: number, batchSize: number): number {
  const affordable = Math.floor(mostSteps / Math.ceil(rows / batchSize));
  return Math.max(15, Math.min(mostEpochs, affordable - (affordable % 15)));
}
