import { differenceInterval, type Interval, scoreInterval } from '../model/bootstrap.js';
import { reportedMetrics, scores } from '../model/metrics.js';
import type { Model } from '../model/model.js';
import { predictMeans } from '../model/predict.js';
import type { Engine } from '../network/engine/engine.js';
import { isBetter } from '../study/direction.js';
import type { BaselineName, Scores } from './event.js';
import type { Prepared } from './prepare.js';

export interface TestOptions {
  readonly prepared: Prepared;
  readonly engine: Engine;
  readonly seed: number;
  readonly models: Readonly<Record<'tuned' | BaselineName, Model>>;
}

export interface TestResult {
  readonly tuned: Scores & { readonly rows: number; readonly interval: Interval };
  readonly baselines: Readonly<Record<BaselineName, Scores>>;
  /** The baseline that did best on the test rows, and the 95 % paired bootstrap interval of (tuned − it). */
  readonly toughest: BaselineName;
  readonly difference: Interval;
  /** Truth and predictions, rows × columns. */
  readonly truth: Float64Array;
  readonly predictions: Float64Array;
}

/** Opens the test part: the only place where its targets are read. */
export function openTest({ prepared, engine, seed, models }: TestOptions): TestResult {
  const { metric, direction, task, test } = prepared;
  const truth = Float64Array.from(test.rows, (row) => test.target.values[row]!);
  const classes = Math.max(1, prepared.classes.length);
  const names = [...new Set([metric, ...reportedMetrics(task)])];
  const predicted = (model: Model) => predictMeans(model, test.table, engine, test.rows);
  const tuned = predicted(models.tuned);
  const others = {
    constant: predicted(models.constant),
    linear: predicted(models.linear),
    default: predicted(models.default),
  };
  const baselines = {
    constant: scores(names, truth, others.constant, classes),
    linear: scores(names, truth, others.linear, classes),
    default: scores(names, truth, others.default, classes),
  };
  const toughest = (Object.keys(baselines) as BaselineName[]).reduce((a, b) =>
    isBetter(baselines[b][metric], baselines[a][metric], direction) ? b : a,
  );
  const sample = { metric, actual: truth, classes, seed };
  return {
    tuned: {
      rows: truth.length,
      ...scores(names, truth, tuned, classes),
      interval: scoreInterval({ ...sample, predicted: tuned }),
    },
    baselines,
    toughest,
    difference: differenceInterval({ ...sample, a: tuned, b: others[toughest] }),
    truth,
    predictions: tuned,
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
