import type { Task } from '../data/task.js';
import { usageError } from '../error.js';
import { auc } from './metric/auc.js';
import { accuracy, balancedAccuracy, f1, logLoss } from './metric/classification.js';
import type { Metric, Numbers } from './metric/metric.js';
import { mae, r2, rmse, rmsle } from './metric/regression.js';
import type { MetricName } from './metric-name.js';

export const metrics: Readonly<Record<MetricName, Metric>> = {
  rmse,
  mae,
  rmsle,
  r2,
  log_loss: logLoss,
  accuracy,
  balanced_accuracy: balancedAccuracy,
  auc,
  f1,
};

export const metricNames = Object.keys(metrics) as readonly MetricName[];

export const direction = (metric: MetricName) => metrics[metric].direction;

export const defaultMetric = (task: Task): MetricName => (task === 'regression' ? 'rmse' : 'log_loss');

/** What is reported beside the metric that ranks trials. */
export function reportedMetrics(task: Task): readonly MetricName[] {
  if (task === 'regression') return ['rmse', 'mae', 'r2'];
  const shared = ['log_loss', 'accuracy', 'balanced_accuracy'] as const;
  return task === 'binary' ? [...shared, 'auc'] : shared;
}

/** Throws a usage error when the metric does not measure this task, or not the numbers of this target. */
export function requireMetricSuits(metric: MetricName, task: Task, actual: Numbers, target: string) {
  const { tasks, unfit } = metrics[metric];
  if (!tasks.includes(task)) {
    const suitable = metricNames.filter((name) => metrics[name].tasks.includes(task));
    const predicted = task === 'regression' ? 'numbers' : 'classes';
    throw usageError(
      `metric ${metric} does not measure predictions of ${predicted}.`,
      `Choose one of ${suitable.join(', ')} with --metric, or change what is predicted with --task.`,
    );
  }
  const reason = unfit?.(actual);
  if (reason !== undefined)
    throw usageError(
      `metric ${metric} cannot be used: target column "${target}" ${reason}.`,
      'Choose rmse or mae with --metric.',
    );
}

/** The metric of predictions: see `Metric` for the shapes. */
export const score = (
  metric: MetricName,
  actual: Numbers,
  predicted: Numbers,
  classes = 1,
  weights?: Numbers,
) => metrics[metric].score(actual, predicted, classes, weights);

/** Several metrics of the same predictions. */
export function scores(
  names: readonly MetricName[],
  actual: Numbers,
  predicted: Numbers,
  classes = 1,
  weights?: Numbers,
): Partial<Record<MetricName, number>> {
  return Object.fromEntries(names.map((name) => [name, score(name, actual, predicted, classes, weights)]));
}
