import { cos } from '../../math/elementary.js';
import { checkNumber } from '../check-number.js';

import { atItsEnd, type ScheduleRule } from './rule.js';

/** Half a cosine from the rate down to `floor` (a share of it, default 0) at the end; PyTorch's CosineAnnealingLR. */
export interface Cosine {
  readonly kind: 'cosine';
  readonly floor?: number;
}

export const cosine: ScheduleRule<Cosine> = {
  check: ({ floor = 0 }) => checkNumber('floor', floor, { least: 0, most: 1 }),
  factor: ({ floor = 0 }, { step, steps }) => floor + (1 - floor) * halfCosine(step / steps),
  ...atItsEnd,
};

/** From 1 at t = 0 down to 0 at t = 1. */
export const halfCosine = (t: number) => 0.5 * (1 + cos(Math.PI * t));
