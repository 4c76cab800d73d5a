import { usageError } from '../../error.js';
import { asCost, isBetter } from '../../study/direction.js';
import { bestTrial } from '../../study/history.js';
import { isFinished, isScored } from '../../study/outcome.js';
import { short } from '../stopping/words.js';
import type { EndingRule } from './rule.js';

/** Ends when so many trials have finished, however. Throws when `most` is not a whole number from 1. */
export function afterTrials(most: number): EndingRule {
  if (!(Number.isInteger(most) && most >= 1))
    throw usageError(`afterTrials(${most}): it is a whole number from 1`);
  return {
    name: 'trials',
    decide({ trials }) {
      const finished = trials.filter(isFinished).length;
      return { end: finished >= most, reason: `${finished} of ${most} trials` };
    },
  };
}

/** Ends after so many seconds. Throws when they are not more than 0. */
export function afterSeconds(most: number): EndingRule {
  if (!(most > 0)) throw usageError(`afterSeconds(${most}): it is more than 0`);
  return {
    name: 'time',
    decide: ({ seconds = 0 }) => ({
      end: seconds >= most,
      reason: `${short(seconds)} of ${short(most)} seconds`,
    }),
  };
}

/** Ends when the incumbent is as good as `value`. Throws when that is not a number. */
export function atValue(value: number): EndingRule {
  if (!Number.isFinite(value)) throw usageError(`atValue(${value}): it is a number`);
  return {
    name: 'target',
    decide({ trials, direction }) {
      const best = bestTrial(trials, direction);
      if (best === undefined) return { end: false, reason: 'nothing is trained yet' };
      const end = !isBetter(value, best.value, direction);
      return { end, reason: `the best is ${short(best.value)}, wanted is ${short(value)}` };
    },
  };
}

export interface StagnationOptions {
  /** Trials trained to their end without a better one; default 30. */
  readonly trials?: number;
  /** How much better one has to be to count; default 0. */
  readonly minDelta?: number;
}

/** Ends when so many full trainings in a row have brought nothing better. Throws when an option is out of range. */
export function onStagnation({ trials: most = 30, minDelta = 0 }: StagnationOptions = {}): EndingRule {
  if (!(Number.isInteger(most) && most >= 1))
    throw usageError(`onStagnation with trials = ${most}: it is a whole number from 1`);
  if (!(minDelta >= 0)) throw usageError(`onStagnation with minDelta = ${minDelta}: it is 0 or more`);
  return {
    name: 'stagnation',
    decide({ trials, direction }) {
      const scored = trials
        .filter(isScored)
        .sort((a, b) => (a.finished ?? a.number) - (b.finished ?? b.number) || a.number - b.number);
      let best = Number.POSITIVE_INFINITY;
      let since = 0;
      for (const { value } of scored) {
        const cost = asCost(value, direction);
        since = cost < best - minDelta ? 0 : since + 1;
        if (since === 0) best = cost;
      }
      return { end: since >= most, reason: `${since} of ${most} trials in a row without a better one` };
    },
  };
}

/** Ends when one of the rules does, with its reason; before that it gives all of theirs. Throws without rules. */
export function anyOf(...rules: readonly EndingRule[]): EndingRule {
  if (rules.length === 0) throw usageError('anyOf without rules would never end', 'Give it at least one.');
  return {
    name: rules.map(({ name }) => name).join(' or '),
    decide(course) {
      const endings = rules.map((rule) => rule.decide(course));
      return (
        endings.find(({ end }) => end) ?? {
          end: false,
          reason: endings.map(({ reason }) => reason).join('; '),
        }
      );
    },
  };
}
