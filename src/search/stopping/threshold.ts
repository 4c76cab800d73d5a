import { usageError } from '../../error.js';
import { checkDue, type DueOptions, isDue } from './due.js';
import type { Decision, StoppingRule } from './rule.js';
import { short } from './words.js';

export interface ThresholdOptions extends DueOptions {
  /** A value below it is stopped; default none. */
  readonly lower?: number;
  /** A value above it is stopped; default none. */
  readonly upper?: number;
}

/**
 * Stops a trial whose last report is below `lower`, above `upper` or not a number, as when it blows up (Optuna's `ThresholdPruner`). Throws without
 * bounds, and when they cross.
 */
export function threshold(options: ThresholdOptions): StoppingRule {
  checkBounds(options);
  checkDue('threshold', options);
  return {
    name: 'threshold',
    rungs: 'every',
    decide: ({ intermediate }) =>
      isDue(intermediate, options) ? compare(intermediate.at(-1)!.value, options) : { stop: false },
  };
}

function compare(value: number, { lower = -Infinity, upper = Infinity }: ThresholdOptions): Decision {
  if (Number.isNaN(value)) return { stop: true, reason: 'not a number' };
  if (value < lower) return { stop: true, reason: `${short(value)} is below ${lower}` };
  if (value > upper) return { stop: true, reason: `${short(value)} is above ${upper}` };
  return { stop: false };
}

function checkBounds({ lower, upper }: ThresholdOptions): void {
  if (lower === undefined && upper === undefined)
    throw usageError('threshold without lower and upper would stop nothing', 'Give one of them.');
  if (!((lower ?? -Infinity) <= (upper ?? Infinity)))
    throw usageError(`threshold with lower = ${lower} and upper = ${upper}: lower has to be the smaller one`);
}
