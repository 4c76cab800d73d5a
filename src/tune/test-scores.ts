import { columnOf } from '../data/target.js';
import { isOfDecisions, weighed } from '../model/calibration/decision.js';
import { type Measure, measured, measuredByTarget, truthWidth } from '../model/measure.js';
import { scoreInterval } from '../model/score-interval.js';
import type { MetricScores, Scores, TestScores } from './event.js';

/** What decides between classes, and how much each row counts. */
interface Weighing {
  readonly decision?: Decision;
  readonly weights?: Float64Array;
}

type Measures = readonly [Measure, ...Measure[]];

/** What each class's probability counts for when one has to be named. */
type Decision = readonly number[] | undefined;

/** What a metric looks at: the probabilities, or the classes that are decided for. */
const seenBy = ({ metric }: Measure, predictions: Float64Array, decision: Decision) =>
  isOfDecisions(metric) ? weighed(predictions, decision) : predictions;

/** The scores of predictions by every measure, and of each of several targets. */
export function scoresOf(
  measures: Measures,
  truth: Float64Array,
  predictions: Float64Array,
  { decision, weights }: Weighing = {},
): Scores {
  const scores = Object.fromEntries(
    measures.map((measure) => [
      measure.metric,
      measured(measure, truth, seenBy(measure, predictions, decision), weights),
    ]),
  );
  const { targets } = measures[0];
  if (targets === undefined) return scores;
  const each = measures.map(
    (measure) => [measure.metric, measuredByTarget(measure, truth, predictions, weights)!] as const,
  );
  const own = (name: string): MetricScores =>
    Object.fromEntries(each.map(([metric, byTarget]) => [metric, byTarget[name]!]));
  return { ...scores, targets: Object.fromEntries(targets.map(({ name }) => [name, own(name)])) };
}

/** The same with the study's metric's intervals: rows are drawn alike for all targets. */
export function testScores(
  measures: Measures,
  actual: Float64Array,
  predicted: Float64Array,
  { seed, decision, weights }: Weighing & { readonly seed: number },
): TestScores {
  const [measure] = measures;
  const { targets, columns, metric } = measure;
  const { targets: own, ...scores } = scoresOf(measures, actual, predicted, { decision, weights });
  const all = {
    rows: actual.length / truthWidth(measure),
    ...scores,
    interval: scoreInterval({
      measure,
      actual,
      predicted: seenBy(measure, predicted, decision),
      weights,
      seed,
    }),
  };
  if (targets === undefined) return all;
  const intervalOf = (k: number) =>
    scoreInterval({
      measure: { metric, columns: 1 },
      actual: columnOf(actual, columns, k),
      predicted: columnOf(predicted, columns, k),
      weights,
      seed,
    });
  const each = targets.map(({ name }, k) => [name, { ...own![name], interval: intervalOf(k) }]);
  return { ...all, targets: Object.fromEntries(each) };
}
