import { columnOf } from '../../data/target.js';
import { quantile, sum } from '../../math/statistics.js';
import { effectiveRows } from '../effective-rows.js';
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
  /** Where rows have weights: the share of the weight that lay within, and how many rows that all count alike are as good as these. */
  readonly share?: number;
  readonly worth?: number;
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
  weights?: Float64Array,
): IntervalReport[] {
  const { length } = names;
  return names.flatMap((target, k) => {
    const [own, truth] = [columnOf(predicted, length, k), columnOf(actual, length, k)];
    const reports = coverageOf(margins[k]!, own, truth, weights);
    return length === 1 ? reports : reports.map((report) => ({ target, ...report }));
  });
}

/** Counts for each level how many truths its intervals hold. */
export function coverageOf(
  margins: Margins,
  predicted: Numbers,
  actual: Numbers,
  weights?: Float64Array,
): IntervalReport[] {
  return levels
    .filter((level) => supports(margins, level))
    .map((level) => {
      const { low, high } = boundsOf(margins, predicted, level);
      const widths = high.map((bound, i) => bound - low[i]!);
      const isHeld = (row: number) => low[row]! <= actual[row]! && actual[row]! <= high[row]!;
      return {
        level,
        held: actual.filter((_, row) => isHeld(row)).length,
        rows: actual.length,
        ...(weights && {
          share: sum(weights.filter((_, row) => isHeld(row))) / sum(weights),
          worth: effectiveRows(weights),
        }),
        width: quantile(widths, 0.5),
        narrow: quantile(widths, 0.05),
        wide: quantile(widths, 0.95),
      };
    });
}
