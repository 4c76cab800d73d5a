import { usageError } from '../../error.js';
import type { IntermediateValue } from '../../study/trial.js';

/** When a rule that may be asked at every report answers; as Optuna's `n_warmup_steps` and `interval_steps`. */
export interface DueOptions {
  /** Nothing is stopped before this epoch; default 0. */
  readonly warmUp?: number;
  /** Epochs from one look to the next, counted from `warmUp`; default 1. A look without a report waits for the next report. */
  readonly interval?: number;
}

/** Whether the last report is the first one since a look was due. */
export function isDue(
  reports: readonly IntermediateValue[],
  { warmUp = 0, interval = 1 }: DueOptions,
): boolean {
  const epoch = reports.at(-1)?.epoch ?? Number.NEGATIVE_INFINITY;
  if (epoch < warmUp) return false;
  const due = Math.floor((epoch - warmUp) / interval) * interval + warmUp;
  return (reports.at(-2)?.epoch ?? -1) < due;
}

/** Throws unless both are whole numbers in their range. */
export function checkDue(rule: string, { warmUp = 0, interval = 1 }: DueOptions): void {
  checkWhole(rule, 'warmUp', warmUp, 0);
  checkWhole(rule, 'interval', interval, 1);
}

/** Throws unless `value` is a whole number from `least`. */
export function checkWhole(rule: string, name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw usageError(`${rule} with ${name} = ${value}: it has to be a whole number from ${least}`);
}
