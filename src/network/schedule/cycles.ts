import { cos, log2 } from '../../math/elementary.js';
import type { ScheduleRule } from './rule.js';

/**
 * ½ (1 − cos(2π log₂(1 + 15t))) at the middle of each step: four cosine cycles, each twice as long as the one before (RealMLP's coslog4;
 * Holzmüller et al. 2024, arXiv:2407.04491).
 */
export interface Cycles {
  readonly kind: 'cycles';
}

/** The shares of a training at which the rate returns to zero. */
export const rungFractions = [1 / 15, 3 / 15, 7 / 15, 1] as const;

export const cycles: ScheduleRule<Cycles> = {
  check: () => {},
  factor(_, { step, steps, stepsPerEpoch }) {
    // Counted in epochs, as trainings of before were: step / steps would have other last bits.
    const epoch = Math.floor(step / stepsPerEpoch);
    const inEpoch = step - epoch * stepsPerEpoch;
    return cycleFactor((epoch + (inEpoch + 0.5) / stepsPerEpoch) / (steps / stepsPerEpoch));
  },
  rests: (_, epochs) => cycleEnds(epochs),
  fairAfter: (_, epoch, epochs) => cycleEnds(epochs).includes(epoch),
};

/** The factor at `t`, 0 (start) to 1 (end). */
export const cycleFactor = (t: number) => 0.5 * (1 - cos(2 * Math.PI * log2(1 + 15 * t)));

/**
 * The epochs (counted from 1) after which the rate is at or nearest to zero; the last is `epochs`. Exact when `epochs` is
 * a multiple of 15.
 */
export function cycleEnds(epochs: number): number[] {
  return [...new Set(rungFractions.map((fraction) => Math.max(1, Math.round(fraction * epochs))))];
}
