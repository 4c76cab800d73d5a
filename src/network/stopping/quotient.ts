import { checkNumber } from '../check-number.js';
import {
  checkStrips,
  generalisationLoss,
  isStripsEnd,
  progress,
  type Strips,
  stands,
  usualStrip,
} from './prechelt.js';
import type { StoppingRule } from './rule.js';

/**
 * Over at the end of a strip when the loss of generalisation in percent is more than `above` (the paper's 0.5 to 3; default 3) times the progress of
 * training in thousandths: Prechelt's PQ. While training errors still fall fast, a worse score is borne.
 */
export interface Quotient extends Strips {
  readonly kind: 'quotient';
  readonly above?: number;
}

export const quotient: StoppingRule<Quotient> = {
  check(stopping) {
    checkNumber('the quotient', stopping.above ?? 3, { above: 0 });
    checkStrips(stopping);
  },
  isOver(stopping, history) {
    if (!isStripsEnd(history, stopping)) return false;
    const speed = progress(history, stopping.strip ?? usualStrip);
    return generalisationLoss(history) > (stopping.above ?? 3) * speed || stands(history, stopping);
  },
};
