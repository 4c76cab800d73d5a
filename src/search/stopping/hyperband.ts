import { usageError } from '../../error.js';
import { bracketOf } from '../bracket.js';
import { checkWhole } from './due.js';
import { halving, halvingRungs } from './halving.js';
import type { StoppingRule } from './rule.js';

// Hyperband as a stopping rule (Li et al. 2018, arXiv 1603.06560; Optuna's `HyperbandPruner`): each trial belongs to a bracket, which says at which
// rung it is first compared, and is compared with its own bracket alone. Optuna draws the bracket from a checksum of the study's name, so
// a study with another name stops other trials; here it is drawn from (seed, number).

export interface HyperbandOptions {
  /** The lowest rung; default 1. */
  readonly least?: number;
  /** The last epoch of a trial. */
  readonly most: number;
  /** One in `eta` goes on from each rung; default 3. */
  readonly eta?: number;
  /** As in `halving`; default 0. */
  readonly bootstrap?: number;
  /** Draws the trials' brackets; give the study's. Default 0. */
  readonly seed?: number;
}

/** Successive halving in brackets, some of which give slow starters more time. Throws when an option is out of range. */
export function hyperbandStopping({ seed = 0, ...options }: HyperbandOptions): StoppingRule {
  const { eta = 3 } = options;
  return stopInBrackets(options, (number, brackets) => bracketOf(seed, number, brackets, eta));
}

/** Successive halving of each bracket, given which bracket a trial is in. */
export function stopInBrackets(
  { least = 1, most, eta = 3, bootstrap = 0 }: HyperbandOptions,
  bracketFor: (number: number, brackets: number) => number,
): StoppingRule {
  checkWhole('hyperbandStopping', 'least', least, 1);
  checkWhole('hyperbandStopping', 'most', most, 1);
  if (most < least) throw usageError(`hyperbandStopping with most = ${most}: it has to be at least ${least}`);
  const rungs = halvingRungs(least, most, eta);
  const count = halvingRungs(least, most + 1, eta).length;
  const rules = Array.from({ length: count }, (_, s) => halving({ rungs: rungs.slice(s), eta, bootstrap }));
  return {
    name: 'hyperband',
    rungs,
    decide(progress, trials, direction) {
      const bracket = bracketFor(progress.number, count);
      const own = trials.filter((trial) => bracketFor(trial.number, count) === bracket);
      return rules[bracket]!.decide(progress, own, direction);
    },
  };
}
