import { pow } from '../../math/elementary.js';
import { checkNumber } from '../check-number.js';
import { checkLength, inSteps, type Length, standsAlone } from './place.js';
import type { ScheduleRule } from './rule.js';

/** The rate times `factor` (default 0.1) after each `every`; PyTorch's StepLR. */
export interface Step {
  readonly kind: 'step';
  readonly every: Length;
  readonly factor?: number;
}

export const step: ScheduleRule<Step> = {
  check({ every, factor = 0.1 }) {
    checkLength('every', every);
    checkNumber('factor', factor, { above: 0, most: 1 });
  },
  factor: ({ every, factor = 0.1 }, place) => pow(factor, Math.floor(place.step / inSteps(every, place))),
  rests: () => undefined,
  fairAfter: ({ every }, epoch, epochs) => standsAlone(every) || epoch === epochs,
};
