import { usageError } from '../../error.js';
import { isScored } from '../../study/outcome.js';
import { short } from '../stopping/words.js';
import { leastTrials, remainingGain } from './remaining-gain.js';
import type { EndingRule } from './rule.js';

/**
 * Ends when what could still be gained is less than the metric's own noise: the standard error of the incumbent's score (`foldNoise`), or any gain
 * that is not worth having. Its reason is worth showing without ending anything. Throws when `noise` is not more than 0.
 */
export function onceGainIsBelow(noise: number): EndingRule {
  if (!(noise > 0))
    throw usageError(`onceGainIsBelow(${noise}): it is more than 0`, 'Give the noise of a score.');
  return {
    name: 'remaining gain',
    decide(course) {
      const gain = remainingGain(course);
      if (gain === undefined) return { end: false, reason: tooFew(course.trials.filter(isScored).length) };
      const words = `expected remaining gain at most ${short(gain)}, noise ${short(noise)}`;
      return { end: gain < noise, reason: words };
    },
  };
}

const tooFew = (count: number) =>
  count < leastTrials
    ? `${count} of ${leastTrials} trials before the remaining gain can be told`
    : 'the remaining gain cannot be told from equal scores';
