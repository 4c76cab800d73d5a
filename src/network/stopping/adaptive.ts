import { checkNumber } from '../check-number.js';
import type { StoppingRule } from './rule.js';

/**
 * Over when the best score is `epochs` epochs (default 20) old plus `share` (default half) of the best epoch's number: AutoGluon's rule.
 *
 * Under a schedule that comes to rest the score worsens whenever the rate goes up again, so it is asked only where the rate rests: over when
 * all since the rest before, and the last `epochs` epochs, brought nothing better. A cycle of `cycles` is at least half of all that came
 * before and itself, so this is never less patient.
 */
export interface Adaptive {
  readonly kind: 'adaptive';
  readonly epochs?: number;
  readonly share?: number;
}

export const adaptive: StoppingRule<Adaptive> = {
  check({ epochs = 20, share = 0.5 }) {
    checkNumber('the patience in epochs', epochs, { least: 0 });
    checkNumber("the patience as a share of the best epoch's number", share, { least: 0 });
  },
  isOver({ epochs = 20, share = 0.5 }, { scores, bestEpoch, rests }) {
    const epoch = scores.length;
    const age = epoch - bestEpoch;
    if (age < epochs) return false;
    if (rests === undefined) return age >= epochs + bestEpoch * share;
    const rest = rests.indexOf(epoch);
    return rest > 0 && bestEpoch <= rests[rest - 1]!;
  },
};
