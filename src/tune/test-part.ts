import { differenceInterval, type Interval } from '../model/bootstrap.js';
import { coverageOf, type IntervalReport } from '../model/interval/coverage.js';
import { reportedMetrics, score, scores } from '../model/metrics.js';
import type { Model } from '../model/model.js';
import { predictMeans } from '../model/predict.js';
import { scoreInterval } from '../model/score-interval.js';
import type { Engine } from '../network/engine/engine.js';
import { isBetter } from '../study/direction.js';
import type { BaselineName, Scores } from './event.js';
import type { Prepared } from './prepare.js';

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
  readonly tuned: Scores & { readonly rows: number; readonly interval: Interval };
  readonly baselines: Readonly<Record<BaselineName, Scores>>;
  /** The baseline that is compared with: the winner, or the one that did best on the test rows. */
  readonly toughest: BaselineName;
  /** The metric of the best tuned model, and the 95 % paired bootstrap interval of (it − the baseline). */
  readonly compared: number;
  readonly difference: Interval;
  /** For numbers: how the intervals of what is saved did, by level. */
  readonly intervals?: readonly IntervalReport[];
  /** Truth and what is saved predicts, rows × columns. */
  readonly truth: Float64Array;
  readonly predictions: Float64Array;
}

/** Opens the test part: the only place where its targets are read. */
export function openTest(options: TestOptions): TestResult {
  const { prepared, engine, seed, model, rival, winner } = options;
  const { metric, direction, task, test } = prepared;
  const truth = Float64Array.from(test.rows, (row) => test.target.values[row]!);
  const classes = Math.max(1, prepared.classes.length);
  const names = [...new Set([metric, ...reportedMetrics(task)])];
  const predicted = (each: Model) => predictMeans(each, test.table, engine, test.rows);
  const predictions = predicted(model);
  const others = {
    constant: predicted(options.baselines.constant),
    linear: predicted(options.baselines.linear),
    default: predicted(options.baselines.default),
  };
  const baselines = {
    constant: scores(names, truth, others.constant, classes),
    linear: scores(names, truth, others.linear, classes),
    default: scores(names, truth, others.default, classes),
  };
  const toughest = (Object.keys(baselines) as BaselineName[]).reduce((a, b) =>
    isBetter(baselines[b][metric], baselines[a][metric], direction) ? b : a,
  );
  const against = winner === 'tuned' ? toughest : winner;
  const compared = rival ? predicted(rival) : predictions;
  const sample = { metric, actual: truth, classes, seed };
  return {
    tuned: {
      rows: truth.length,
      ...scores(names, truth, predictions, classes),
      interval: scoreInterval({ ...sample, predicted: predictions }),
    },
    baselines,
    toughest: against,
    compared: score(metric, truth, compared, classes),
    difference: differenceInterval({ ...sample, a: compared, b: others[against] }),
    ...(model.margins && { intervals: coverageOf(model.margins, predictions, truth) }),
    truth,
    predictions,
  };
}

/** The scores of one model on the test part. */
export function openModel(prepared: Prepared, engine: Engine, model: Model): Scores {
  const { metric, task, test } = prepared;
  const truth = Float64Array.from(test.rows, (row) => test.target.values[row]!);
  const names = [...new Set([metric, ...reportedMetrics(task)])];
  return scores(
    names,
    truth,
    predictMeans(model, test.table, engine, test.rows),
    Math.max(1, prepared.classes.length),
  );
}
