import { usageError } from '../../error.js';
import { asCost, bestValue } from '../../study/direction.js';
import type { Direction, IntermediateValue } from '../../study/trial.js';
import { checkWhole } from './due.js';
import type { StoppingRule } from './rule.js';

// Optuna's `PatientPruner`. A trial has had its best time when the best of its last n + 1 reports is worse, by more than `minDelta`, than the best before
// them; as good is not worse, so a flat curve is not stopped.

export interface PatienceOptions {
  /** Reports without an improvement that are waited for. */
  readonly reports: number;
  /** How much worse they have to be; default 0. */
  readonly minDelta?: number;
  /** The rule that then decides; without one the trial is stopped. */
  readonly rule?: StoppingRule;
}

/** Lets a rule stop a trial only once it has got no better for some reports. Throws when an option is out of range. */
export function patience({ reports, minDelta = 0, rule }: PatienceOptions): StoppingRule {
  checkWhole('patience', 'reports', reports, 0);
  if (!(minDelta >= 0)) throw usageError(`patience with minDelta = ${minDelta}: it has to be 0 or more`);
  return {
    name: rule === undefined ? 'patience' : `patient ${rule.name}`,
    rungs: rule?.rungs ?? 'every',
    decide(progress, trials, direction) {
      if (!isOver(progress.intermediate, reports, minDelta, direction)) return { stop: false };
      if (rule !== undefined) return rule.decide(progress, trials, direction);
      const before = progress.intermediate.at(-reports - 2)!.epoch;
      return { stop: true, reason: `no better since epoch ${before}` };
    },
  };
}

function isOver(
  all: readonly IntermediateValue[],
  reports: number,
  minDelta: number,
  direction: Direction,
): boolean {
  if (all.length <= reports + 1) return false;
  const best = (part: readonly IntermediateValue[]) =>
    asCost(
      bestValue(
        part.map(({ value }) => value),
        direction,
      ),
      direction,
    );
  return best(all.slice(0, -reports - 1)) + minDelta < best(all.slice(-reports - 1));
}
