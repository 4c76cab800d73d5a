import { usageError } from '../../error.js';
import { isBetter } from '../../study/direction.js';
import { valueAtEpoch } from '../../study/history.js';
import type { Direction, IntermediateValue, Trial } from '../../study/trial.js';
import { checkWhole } from './due.js';
import type { Decision, Progress, StoppingRule } from './rule.js';

// Asynchronous successive halving that stops trials rather than pausing them (Li et al. 2020, arXiv 1810.05934; Optuna's
// `SuccessiveHalvingPruner`): of the n values seen at a rung, this trial's included, the best ⌊n/η⌋ go on. While n < η that is none, and
// only a trial that is at least as good as all before it goes on, as in Optuna. Later arrivals never bring a stopped trial back.

export interface HalvingOptions {
  /** Epochs at which trials are compared; the last epoch of a trial is none of them, for a trial that reaches it is complete. See `halvingRungs`. */
  readonly rungs: readonly number[];
  /** One in `eta` goes on from each rung; default 3. */
  readonly eta?: number;
  /** The first so many trials at a rung are stopped there, whatever they are, as Optuna's `bootstrap_count`; default 0. */
  readonly bootstrap?: number;
}

/** Stops a trial at a rung unless it is in the top 1/eta of all that were there. Throws when the rungs do not rise or eta is below 2. */
export function halving({ rungs, eta = 3, bootstrap = 0 }: HalvingOptions): StoppingRule {
  checkRungs(rungs);
  if (!(eta >= 2)) throw usageError(`halving with eta = ${eta}: it has to be at least 2`);
  checkWhole('halving', 'bootstrap', bootstrap, 0);
  return {
    name: 'halving',
    rungs,
    decide(progress, trials, direction) {
      const decisions = rungsReached(progress.intermediate, rungs).map((rung) =>
        decideAtRung(rung, progress, trials, direction, eta, bootstrap),
      );
      return decisions.find(({ stop }) => stop) ?? { stop: false };
    },
  };
}

/** The rungs `least`·ηˢ, `least`·ηˢ⁺¹ … below `most`; s, default 0, is Optuna's `min_early_stopping_rate`. */
export function halvingRungs(least: number, most: number, eta = 3, s = 0): number[] {
  const rungs: number[] = [];
  for (let rung = least, k = 0; rung < most; rung *= eta, k++) if (k >= s) rungs.push(Math.round(rung));
  return rungs;
}

/** The rungs that the last report reached and the one before it had not. */
function rungsReached(reports: readonly IntermediateValue[], rungs: readonly number[]): number[] {
  const epoch = reports.at(-1)?.epoch ?? 0;
  const before = reports.at(-2)?.epoch ?? 0;
  return rungs.filter((rung) => before < rung && rung <= epoch);
}

function decideAtRung(
  rung: number,
  progress: Progress,
  trials: readonly Trial[],
  direction: Direction,
  eta: number,
  bootstrap: number,
): Decision {
  const value = progress.intermediate.at(-1)!.value;
  if (Number.isNaN(value)) return { stop: true, reason: `no number at epoch ${rung}` };
  const others = trials
    .filter((trial) => trial.number !== progress.number)
    .map((trial) => valueAtEpoch(trial, rung))
    .filter((other) => other !== undefined && !Number.isNaN(other));
  const better = others.filter((other) => isBetter(other, value, direction)).length;
  const seen = others.length + 1;
  if (seen <= bootstrap) return { stop: true, reason: `among the first ${bootstrap} at epoch ${rung}` };
  const room = Math.max(1, Math.floor(seen / eta));
  if (better < room) return { stop: false };
  return {
    stop: true,
    reason: `${ordinalNumber(better + 1)} of ${seen} at epoch ${rung}, ${bestGoOn(room)}`,
  };
}

const bestGoOn = (room: number) => (room === 1 ? 'only the best goes on' : `the best ${room} go on`);

function ordinalNumber(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
}

function checkRungs(rungs: readonly number[]): void {
  const bad = rungs.find(
    (rung, i) => !Number.isInteger(rung) || rung < 1 || (i > 0 && rung <= rungs[i - 1]!),
  );
  if (bad !== undefined)
    throw usageError(`the rungs ${rungs.join(', ')} must be rising whole epochs from 1; ${bad} is not`);
}
