import type { UnitPart } from '../../count.js';

/** A hidden unit begins as if it were neither scaled, shifted nor mixed. */
export const firstOfUnit: Record<UnitPart, number> = {
  gain: 1,
  shift: 0,
  runningMean: 0,
  runningVariance: 1,
  mix: 1,
};
