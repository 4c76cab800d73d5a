import { checkNumber } from '../check-number.js';
import type { StoppingRule } from './rule.js';

/** Over when `epochs` epochs in a row (default 20) brought nothing better. */
export interface Patience {
  readonly kind: 'patience';
  readonly epochs?: number;
}

export const patience: StoppingRule<Patience> = {
  check: ({ epochs = 20 }) => checkNumber('the patience in epochs', epochs, { least: 1, whole: true }),
  isOver: ({ epochs = 20 }, { scores, bestEpoch }) => scores.length - bestEpoch >= epochs,
};
