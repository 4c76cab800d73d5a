import { namesOf } from '../data/schema.js';
import { truthOf, weightsOf } from '../data/target.js';
import { differenceInterval, type Interval } from '../model/bootstrap.js';
import { isOfDecisions, weighed } from '../model/calibration/decision.js';
import { type CalibrationReport, calibrationReport } from '../model/calibration/report.js';
import { coverageOfTargets, type IntervalReport } from '../model/interval/coverage.js';
import { measured } from '../model/measure.js';
import type { Model } from '../model/model.js';
import { predictMeans } from '../model/predict.js';
import type { Engine } from '../network/engine/engine.js';
import { isBetter } from '../study/direction.js';
import type { BaselineName, Scores, TestScores } from './event.js';
import type { Prepared } from './prepare.js';
import { scoresOf, testScores } from './test-scores.js';

export interface TestOptions {
  readonly prepared: Prepared;
  readonly engine: Engine;
  readonly seed: number;
  /** What is saved. */
  readonly model: Model;
  readonly baselines: Readonly<Record<BaselineName, Model>>;
  /** The best tuned model, when a baseline is what is saved. */
  readonly rival?: Model;
  readonly winner: 'tuned' | BaselineName;
}

export interface TestResult {
  /** Of what is saved. */
  readonly tuned: TestScores;
  readonly baselines: Readonly<Record<BaselineName, Scores>>;
  /** The baseline that is compared with: the winner, or the one that did best on the test rows. */
  readonly toughest: BaselineName;
  /** The metric of the best tuned model, and the 95 % paired bootstrap interval of (it − the baseline). */
  readonly compared: number;
  readonly difference: Interval;
  /** For classes: how far the probabilities can be taken at their word. */
  readonly calibration?: CalibrationReport;
  /** For numbers: how the intervals of what is saved did, by level. */
  readonly intervals?: readonly IntervalReport[];
  /** Truth and what is saved predicts, rows × columns. */
  readonly truth: Float64Array;
  readonly predictions: Float64Array;
  /** For classes: what each one's probability counts for when what is saved has to name one. */
  readonly decision?: readonly number[];
}

/** Opens the test part: the only place where its targets are read. */
export function openTest(options: TestOptions): TestResult {
  const { prepared, engine, seed, model, rival, winner } = options;
  const { metric, direction, task, test, measures } = prepared;
  const truth = truthOf(test.target, test.rows);
  const weights = weightsOf(test.target, test.rows);
  const scored = ({ decision }: Model, predictions: Float64Array) =>
    scoresOf(measures, truth, predictions, { decision, weights });
  const predicted = (each: Model) => predictMeans(each, test.table, engine, test.rows);
  const predictions = predicted(model);
  const others = {
    constant: predicted(options.baselines.constant),
    linear: predicted(options.baselines.linear),
    default: predicted(options.baselines.default),
  };
  const baselines = {
    constant: scored(options.baselines.constant, others.constant),
    linear: scored(options.baselines.linear, others.linear),
    default: scored(options.baselines.default, others.default),
  };
  const toughest = (Object.keys(baselines) as BaselineName[]).reduce((a, b) =>
    isBetter(baselines[b][metric], baselines[a][metric], direction) ? b : a,
  );
  const against = winner === 'tuned' ? toughest : winner;
  const decided = ({ decision }: Model, own: Float64Array) =>
    isOfDecisions(metric) ? weighed(own, decision) : own;
  const compared = decided(rival ?? model, rival ? predicted(rival) : predictions);
  const rivals = decided(options.baselines[against], others[against]);
  const sample = { measure: measures[0], actual: truth, weights, seed };
  return {
    tuned: testScores(measures, truth, predictions, { seed, decision: model.decision, weights }),
    baselines,
    toughest: against,
    compared: measured(measures[0], truth, compared, weights),
    difference: differenceInterval({ ...sample, a: compared, b: rivals }),
    ...(task !== 'regression' && { calibration: calibrationReport(model, predictions, truth, weights) }),
    ...(model.margins && {
      intervals: coverageOfTargets(namesOf(model.target), model.margins, predictions, truth, weights),
    }),
    truth,
    predictions,
    decision: model.decision,
  };
}

/** The scores of one model on the test part. */
export function openModel({ test, measures }: Prepared, engine: Engine, model: Model): Scores {
  return scoresOf(
    measures,
    truthOf(test.target, test.rows),
    predictMeans(model, test.table, engine, test.rows),
    { decision: model.decision, weights: weightsOf(test.target, test.rows) },
  );
}
