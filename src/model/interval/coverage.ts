import { columnOf } from '../../data/target.js';
import { quantile } from '../../math/statistics.js';
import type { Numbers } from '../metric/metric.js';
import { boundsOf, levels, type Margins, supports } from './margins.js';

/** How intervals of one level did on rows that the model never saw. */
export interface IntervalReport {
  /** Of several targets, which one. */
  readonly target?: string;
  /** The share of rows that they promise to hold. */
  readonly level: number;
  /** Rows whose truth lay within, of so many. */
  readonly held: number;
  readonly rows: number;
  /** In the target's units: the median width, and the widths that 5 % of the rows are below and above. */
  readonly width: number;
  readonly narrow: number;
  readonly wide: number;
}

/** Counts for each target and level how many truths its intervals hold. `predicted` and `actual` are rows × targets. */
export function coverageOfTargets(
  names: readonly string[],
  margins: readonly Margins[],
  predicted: Float64Array,
  actual: Float64Array,
): IntervalReport[] {
  const { length } = names;
  return names.flatMap((target, k) => {
    const [own, truth] = [columnOf(predicted, length, k), columnOf(actual, length, k)];
    const reports = coverageOf(margins[k]!, own, truth);
    return length === 1 ? reports : reports.map((report) => ({ target, ...report }));
  });
}

/** Counts for each level how many truths its intervals hold. */
export function coverageOf(margins: Margins, predicted: Numbers, actual: Numbers): IntervalReport[] {
  return levels
    .filter((level) => supports(margins, level))
    .map((level) => {
      const { low, high } = boundsOf(margins, predicted, level);
      const widths = high.map((bound, i) => bound - low[i]!);
      return {
        level,
        held: actual.filter((y, i) => low[i]! <= y && y <= high[i]!).length,
        rows: actual.length,
        width: quantile(widths, 0.5),
        narrow: quantile(widths, 0.05),
        wide: quantile(widths, 0.95),
      };
    });
}
