import { usageError } from '../../error.js';
import { signedRankP } from '../../math/signed-rank.js';
import { mean } from '../../math/statistics.js';
import { asCost } from '../../study/direction.js';
import { bestTrial } from '../../study/history.js';
import type { IntermediateValue } from '../../study/trial.js';
import { checkWhole } from './due.js';
import type { StoppingRule } from './rule.js';
import { short } from './words.js';

// Where reports are folds rather than epochs, what a trial has to beat is the incumbent on the same folds: the one-sided Wilcoxon signed-rank test on
// the differences (Optuna's `WilcoxonPruner`). Its least p with k folds is 2⁻ᵏ, so at 0.1 it says nothing before the fourth. Every fold
// is another look: over ten folds a trial as good as the incumbent is stopped more often than p; a smaller one (Pocock's) makes up for it.

export interface WilcoxonOptions {
  /** Stops below this chance that the trial is no worse than the incumbent; default 0.1. */
  readonly p?: number;
  /** Shared folds before anything is stopped; default 4, at least 2. */
  readonly leastFolds?: number;
}

/** Stops a trial that is worse than the incumbent on the folds that both had, unless its mean is as good. Throws when an option is out of range. */
export function wilcoxon({ p = 0.1, leastFolds = 4 }: WilcoxonOptions = {}): StoppingRule {
  if (!(p >= 0 && p <= 1)) throw usageError(`wilcoxon with p = ${p}: it is a probability, from 0 to 1`);
  checkWhole('wilcoxon', 'leastFolds', leastFolds, 2);
  return {
    name: 'wilcoxon',
    rungs: 'every',
    decide({ number, intermediate }, trials, direction) {
      const incumbent = bestTrial(trials, direction);
      if (incumbent === undefined || incumbent.number === number) return { stop: false };
      if (![...intermediate, ...incumbent.intermediate].every(({ value }) => Number.isFinite(value)))
        return { stop: false };
      const costs = (reports: readonly IntermediateValue[]) =>
        reports.map(({ value }) => asCost(value, direction));
      const differences = sharedDifferences(intermediate, incumbent.intermediate).map((value) =>
        asCost(value, direction),
      );
      if (differences.length < leastFolds) return { stop: false };
      if (mean(costs(intermediate)) <= mean(costs(incumbent.intermediate))) return { stop: false };
      const chance = signedRankP(differences);
      if (!(chance < p)) return { stop: false };
      return {
        stop: true,
        reason: `worse than #${incumbent.number} on ${differences.length} shared folds (p = ${short(chance)})`,
      };
    },
  };
}

/** Value minus the other's, for the folds that both have. */
function sharedDifferences(own: readonly IntermediateValue[], other: readonly IntermediateValue[]): number[] {
  const byFold = new Map(other.map(({ epoch, value }) => [epoch, value]));
  return own.flatMap(({ epoch, value }) => (byFold.has(epoch) ? [value - byFold.get(epoch)!] : []));
}
