import { checkNumber } from '../check-number.js';

import type { ScheduleRule } from './rule.js';

/**
 * The rate times `factor` (default 0.1), but not below `floor` (a share of the rate, default 0), when the score was not better than the best
 * by more than `threshold` (a share of it, default 1e-4) for more than `patience` epochs (default 10); after that, `cooldown` epochs
 * (default 0) are not counted. PyTorch's ReduceLROnPlateau.
 */
export interface Plateau {
  readonly kind: 'plateau';
  readonly factor?: number;
  readonly patience?: number;
  readonly threshold?: number;
  readonly cooldown?: number;
  readonly floor?: number;
}

/** What it remembers between epochs: plain data. */
export interface PlateauState {
  /** What has become of the rate: 1 at first. */
  readonly reduced: number;
  readonly best: number | null;
  readonly waited: number;
  readonly cooling: number;
}

export const freshPlateau: PlateauState = { reduced: 1, best: null, waited: 0, cooling: 0 };

export const plateau: ScheduleRule<Plateau> = {
  check({ factor = 0.1, patience = 10, threshold = 1e-4, cooldown = 0, floor = 0 }) {
    checkNumber('factor', factor, { above: 0, below: 1 });
    checkNumber('patience', patience, { least: 0, whole: true });
    checkNumber('threshold', threshold, { least: 0, below: 1 });
    checkNumber('cooldown', cooldown, { least: 0, whole: true });
    checkNumber('floor', floor, { least: 0, most: 1 });
  },
  factor: (_, { reduced = 1 }) => reduced,
  rests: () => undefined,
  fairAfter: () => true,
};

/** The state after an epoch's score; smaller is better. */
export function afterScore(schedule: Plateau, state: PlateauState, score: number): PlateauState {
  const { factor = 0.1, patience = 10, threshold = 1e-4, cooldown = 0, floor = 0 } = schedule;
  const isBetter = state.best === null || score < state.best - threshold * Math.abs(state.best);
  const best = isBetter ? score : state.best;
  const waited = isBetter || state.cooling > 0 ? 0 : state.waited + 1;
  const cooling = Math.max(0, state.cooling - 1);
  if (waited <= patience) return { ...state, best, waited, cooling };
  return { reduced: Math.max(floor, state.reduced * factor), best, waited: 0, cooling: cooldown };
}
