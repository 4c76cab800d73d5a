import { checkNumber } from '../check-number.js';
import { halfCosine } from './cosine.js';

import type { ScheduleRule } from './rule.js';

/**
 * The same for the first `flat` (default half) of the steps, then half a cosine down to zero: RealMLP's `flat_cos` for weight decay and
 * dropout (Holzmüller et al. 2024, arXiv:2407.04491).
 */
export interface FlatCosine {
  readonly kind: 'flat_cosine';
  readonly flat?: number;
}

export const flatCosine: ScheduleRule<FlatCosine> = {
  check: ({ flat = 0.5 }) => checkNumber('flat', flat, { least: 0, below: 1 }),
  factor({ flat = 0.5 }, { step, steps }) {
    const t = step / steps;
    return t <= flat ? 1 : halfCosine((t - flat) / (1 - flat));
  },
  rests: (_, epochs) => [epochs],
  fairAfter: ({ flat = 0.5 }, epoch, epochs) => epoch <= flat * epochs || epoch === epochs,
};
