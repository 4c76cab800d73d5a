import { usageError } from '../../error.js';
import { quantile } from '../../math/statistics.js';
import { asCost, bestValue } from '../../study/direction.js';
import { valueAtEpoch } from '../../study/history.js';
import type { Direction, IntermediateValue, Trial } from '../../study/trial.js';
import { checkDue, checkWhole, type DueOptions, isDue } from './due.js';
import type { Decision, StoppingRule } from './rule.js';
import { short } from './words.js';

// The percentile stopping rule (Golovin et al. 2017, "Google Vizier", its median rule; Optuna's `PercentilePruner`): a trial's best value so far is
// held against the values that complete trials had at the same epoch.

export interface PercentileOptions extends DueOptions {
  /** Which best per cent of the complete trials it has to be among, 0 to 100. */
  readonly keep: number;
  /** Complete trials before anything is stopped; default 5. */
  readonly startup?: number;
  /** Complete trials that must have a report at the epoch; default 1. */
  readonly leastTrials?: number;
}

/** Stops a trial whose best value is worse than that percentile of the complete trials at the epoch. Throws when an option is out of range. */
export function percentile(options: PercentileOptions): StoppingRule {
  checkOptions(options);
  const { keep, startup = 5, leastTrials = 1 } = options;
  return {
    name: keep === 50 ? 'median' : `percentile ${keep}`,
    rungs: 'every',
    decide({ intermediate }, trials, direction) {
      const complete = trials.filter(({ state }) => state === 'complete');
      if (complete.length < Math.max(1, startup) || !isDue(intermediate, options)) return { stop: false };
      return compare(intermediate, complete, direction, keep / 100, leastTrials);
    },
  };
}

function compare(
  reports: readonly IntermediateValue[],
  complete: readonly Trial[],
  direction: Direction,
  share: number,
  leastTrials: number,
): Decision {
  const { epoch } = reports.at(-1)!;
  const best = asCost(
    bestValue(
      reports.map(({ value }) => value),
      direction,
    ),
    direction,
  );
  if (Number.isNaN(best)) return { stop: true, reason: `no number up to epoch ${epoch}` };
  const there = complete.map((trial) => valueAtEpoch(trial, epoch)).filter((value) => value !== undefined);
  if (there.length < leastTrials) return { stop: false };
  const costs = there.map((value) => asCost(value, direction)).filter((cost) => !Number.isNaN(cost));
  if (costs.length === 0) return { stop: false };
  const bar = quantile(costs, share);
  if (!(best > bar)) return { stop: false };
  const shown = (cost: number) => short(asCost(cost, direction));
  return {
    stop: true,
    reason: `its best, ${shown(best)}, is not among the best ${share * 100} % of ${costs.length} trials at epoch ${epoch}, which are ${shown(bar)} or better`,
  };
}

function checkOptions({ keep, startup = 5, leastTrials = 1, ...due }: PercentileOptions): void {
  if (!(keep >= 0 && keep <= 100))
    throw usageError(
      `percentile with keep = ${keep}: it has to be from 0 to 100`,
      'Give 25 to go on with the best quarter.',
    );
  checkWhole('percentile', 'startup', startup, 0);
  checkWhole('percentile', 'leastTrials', leastTrials, 1);
  checkDue('percentile', due);
}
