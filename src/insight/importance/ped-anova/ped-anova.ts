import type { Parameter, Setting, Space } from '../../../space/parameter.js';
import { countValues } from '../../../space/values.js';
import { type Cells, cellsOf } from './cells.js';
import { densityOf } from './density.js';

export interface PedAnovaOptions {
  /** The best of all trials that are asked about, as a share; default 0.1. */
  readonly best?: number;
  /** The trials that they are compared with, as a share of all, the best ones; default 1. */
  readonly region?: number;
  /** `trials`: with the trials of the region, wherever the search has put them (default); `space`: with all values alike. */
  readonly against?: 'trials' | 'space';
}

/** A setting and what it cost; less is better. */
export interface Costed {
  readonly setting: Setting;
  readonly cost: number;
}

/**
 * How much the best trials' values of each hyperparameter differ from those of all trials: the Pearson divergence of the two densities, times the square
 * of the share that the best ones are of the region (Watanabe, Bansal and Hutter 2023, "PED-ANOVA"). Where a hyperparameter exists in a part of the trials,
 * only those are compared, and count as α²/β, its shares of the best and of all (Kaito et al. 2026). Equal to Optuna 5's `PedAnovaImportanceEvaluator`;
 * values in a list have no order here, as they have none there.
 */
export function pedAnova(
  space: Space,
  trials: readonly Costed[],
  options: PedAnovaOptions = {},
): Record<string, number> {
  const { best = 0.1, region = 1 } = options;
  const compared = bestShare(trials, region);
  const top = bestShare(trials, best);
  return Object.fromEntries(
    Object.entries(space).map(([name, parameter]) => [
      name,
      countValues(parameter) > 1 ? importanceOf(name, parameter, top, compared, options) : 0,
    ]),
  );
}

/** The trials up to the cost of the one that closes the share; equals of it too. */
export function bestShare<T extends Costed>(trials: readonly T[], share: number): readonly T[] {
  if (share === 1 || trials.length === 0) return trials;
  const costs = Float64Array.from(trials, ({ cost }) => cost).sort();
  const last = costs[Math.ceil(share * costs.length) - 1]!;
  return trials.filter(({ cost }) => cost <= last);
}

function importanceOf(
  name: string,
  parameter: Parameter,
  top: readonly Costed[],
  compared: readonly Costed[],
  { against = 'trials' }: PedAnovaOptions,
): number {
  const cells = cellsOf(parameter);
  const topCounts = countIn(cells, name, top);
  const comparedCounts = countIn(cells, name, compared);
  const [topHaving, comparedHaving] = [totalOf(topCounts), totalOf(comparedCounts)];
  // Fewer than two trials are no density.
  if (topHaving === 0 || comparedHaving < 2) return 0;
  const quantile = top.length / compared.length;
  const [alpha, beta] = [topHaving / top.length, comparedHaving / compared.length];
  const divergence = pearsonDivergence(
    densityOf(topCounts, cells.isOrdered),
    against === 'space' ? undefined : densityOf(comparedCounts, cells.isOrdered),
  );
  return ((quantile * quantile * (alpha * alpha)) / beta) * divergence;
}

function countIn(cells: Cells, name: string, trials: readonly Costed[]): Float64Array {
  const counts = new Float64Array(cells.count);
  for (const { setting } of trials) {
    const value = setting[name];
    if (value !== undefined) counts[cells.cellOf(value)]! += 1;
  }
  return counts;
}

const totalOf = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);

/** Σ q (p/q − 1)²; without q, cells that are all alike. */
function pearsonDivergence(p: Float64Array, q?: Float64Array): number {
  const tiny = 1e-12;
  let sum = 0;
  for (let cell = 0; cell < p.length; cell++) {
    const own = p[cell]! + tiny;
    const other = q ? q[cell]! + tiny : 1 / p.length;
    sum += other * (own / other - 1) * (own / other - 1);
  }
  return sum;
}
