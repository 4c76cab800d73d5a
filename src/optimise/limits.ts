import { usageError } from '../error.js';
import type { EndingRule } from '../search/ending/rule.js';
import { formatNumber } from '../space/format.js';
import { isBetter } from '../study/direction.js';
import { bestTrial } from '../study/history.js';
import { epochsTrained } from '../study/outcome.js';
import type { StudyRecord } from '../study/trial.js';

/** When a study is to end. */
export interface Limits {
  /** Trials of the study as a whole, those of earlier runs included. */
  readonly trials?: number;
  /** What the study may cost as a whole in full trainings, where trials are trained in parts. */
  readonly trainings?: number;
  /** Seconds of this run; trials in progress are stopped when they are over. */
  readonly seconds?: number;
  /** The study ends when a trial is at least as good. */
  readonly target?: number;
  /** Says when the study has done enough: `onStagnation()`, `remainingGain()`, `anyOf(…)`. */
  readonly ending?: EndingRule;
  /** Trials at a time; default 1. They run side by side as far as the objective waits for something else. */
  readonly workers?: number;
  /** Seconds after which a trial that gave nothing back has failed; default: never. An objective that never yields cannot be timed. */
  readonly timeout?: number;
  /** Ends the study when aborted; paused trials stay, so that it can be gone on with. */
  readonly signal?: AbortSignal;
}

/** Throws a SweetspotError of kind `usage` for a limit that is none, or when nothing would ever end the study. */
export function checkLimits(limits: Limits, endsItself: boolean): void {
  for (const name of ['trials', 'workers'] as const) {
    const value = limits[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= 1))
      throw usageError(`${name} is ${value}`, 'It is a whole number from 1.');
  }
  for (const name of ['trainings', 'seconds', 'timeout'] as const) {
    const value = limits[name];
    if (value !== undefined && !(value > 0))
      throw usageError(`${name} is ${value}`, 'It is a number above 0.');
  }
  if (limits.target !== undefined && !Number.isFinite(limits.target))
    throw usageError(`the target is ${limits.target}`, 'It is a number.');
  const ends = [limits.trials, limits.trainings, limits.seconds, limits.signal, limits.ending];
  if (!endsItself && ends.every((end) => end === undefined))
    throw usageError('nothing would end the study', 'Give it trials: 100, seconds: 60, or a signal.');
}

/** Which limit a study has reached, in words; undefined while it has reached none. */
export function reached(
  { trials, direction }: StudyRecord,
  most: number,
  limits: Limits,
): string | undefined {
  const { target, trainings } = limits;
  const best = target === undefined ? undefined : bestTrial(trials, direction)?.value;
  if (target !== undefined && best !== undefined && !isBetter(target, best, direction))
    return `its target of ${formatNumber(target)} is reached: ${formatNumber(best)}`;
  if (trainings === undefined) return undefined;
  const cost = trials.reduce((sum, trial) => sum + epochsTrained(trial), 0) / most;
  return cost >= trainings ? `it has used its ${formatNumber(trainings)} full trainings` : undefined;
}
