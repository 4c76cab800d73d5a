import { checkNumber } from '../check-number.js';
import { checkStrips, generalisationLoss, type Strips, stands } from './prechelt.js';
import type { StoppingRule } from './rule.js';

/** Over as soon as the score is worse than the best by more than `percent` (the paper's 1 to 5; default 5): Prechelt's GL. */
export interface GeneralisationLoss extends Strips {
  readonly kind: 'generalisation_loss';
  readonly percent?: number;
}

export const generalisationLossRule: StoppingRule<GeneralisationLoss> = {
  check(stopping) {
    checkNumber('the loss in percent', stopping.percent ?? 5, { above: 0 });
    checkStrips(stopping);
  },
  isOver: (stopping, history) =>
    generalisationLoss(history) > (stopping.percent ?? 5) || stands(history, stopping),
};
