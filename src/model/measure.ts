import { namesOf, type TargetColumns } from '../data/schema.js';
import { columnOf, type Target, truthOf, weightsOf } from '../data/target.js';
import { constantPrediction } from './constant.js';
import type { MetricName } from './metric-name.js';
import { direction, score } from './metrics.js';

/**
 * How predictions are measured, the same for a whole study; plain data. Truth and predictions are row-major: for each row a number for each
 * target, or a class's index and a probability for each class.
 */
export interface Measure {
  readonly metric: MetricName;
  /** Numbers predicted for a row: as many as there are targets, or classes. */
  readonly columns: number;
  /** Of several targets each one; absent for one, whose score is in its own units. */
  readonly targets?: readonly MeasuredTarget[];
}

/** One of several targets: its score is divided by `scale` before the mean over the targets is taken. */
export interface MeasuredTarget {
  readonly name: string;
  /** What the best constant scores on the pool, in the target's units; 1 for a metric of which more is better, as r2. */
  readonly scale: number;
}

/** What each of several targets scores, in its own units, by name. */
export type ByTarget = Readonly<Record<string, number>>;

/** The measure of a study whose pool (train and validation) these rows are. */
export function measureOf(
  metric: MetricName,
  columns: TargetColumns,
  target: Target,
  pool: Uint32Array,
): Measure {
  if (columns.task !== 'regression') return { metric, columns: columns.classes.length };
  if (target.width === 1) return { metric, columns: 1 };
  const constants = constantPrediction(columns, target, pool, metric);
  const truth = truthOf(target, pool);
  const weights = weightsOf(target, pool);
  const targets = namesOf(columns).map((name, k) => ({
    name,
    scale: scaleOf(metric, columnOf(truth, target.width, k), constants[k]!, weights),
  }));
  return { metric, columns: target.width, targets };
}

function scaleOf(metric: MetricName, truth: Float64Array, constant: number, weights?: Float64Array): number {
  if (direction(metric) === 'maximize') return 1;
  const scale = score(metric, truth, new Float64Array(truth.length).fill(constant), 1, weights);
  return scale > 0 ? scale : 1;
}

export const scalesOf = (targets: readonly MeasuredTarget[]): ByTarget =>
  Object.fromEntries(targets.map(({ name, scale }) => [name, scale]));

/** Numbers of truth in a row. */
export const truthWidth = ({ targets }: Measure) => targets?.length ?? 1;

/** The number that ranks: the metric itself, or the mean over the targets of each one's metric ÷ its scale. Rows count by their weights. */
export function measured(
  measure: Measure,
  actual: Float64Array,
  predicted: Float64Array,
  weights?: Float64Array,
): number {
  const { metric, columns, targets } = measure;
  if (targets === undefined) return score(metric, actual, predicted, columns, weights);
  return overall(
    targets,
    targets.map((_, k) => scoreOfTarget(measure, actual, predicted, k, weights)),
  );
}

/** The metric of each of several targets in its own units, by name; undefined for one target. */
export function measuredByTarget(
  measure: Measure,
  actual: Float64Array,
  predicted: Float64Array,
  weights?: Float64Array,
): ByTarget | undefined {
  const { targets } = measure;
  return (
    targets &&
    Object.fromEntries(
      targets.map(({ name }, k) => [name, scoreOfTarget(measure, actual, predicted, k, weights)]),
    )
  );
}

const scoreOfTarget = (
  { metric, columns }: Measure,
  actual: Float64Array,
  predicted: Float64Array,
  k: number,
  weights?: Float64Array,
) => score(metric, columnOf(actual, columns, k), columnOf(predicted, columns, k), 1, weights);

/** The mean over the targets of what each one scored ÷ its scale. */
const overall = (targets: readonly MeasuredTarget[], scores: readonly number[]) =>
  scores.reduce((sum, each, k) => sum + each / targets[k]!.scale, 0) / scores.length;
