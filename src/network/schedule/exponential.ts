import { pow } from '../../math/elementary.js';
import { checkNumber } from '../check-number.js';
import { checkLength, inSteps, type Length, standsAlone } from './place.js';
import type { ScheduleRule } from './rule.js';

/** The rate falls by the same share at every step, to `factor` of itself in each `over` (default one epoch); PyTorch's ExponentialLR. */
export interface Exponential {
  readonly kind: 'exponential';
  readonly factor: number;
  readonly over?: Length;
}

const epoch: Length = { epochs: 1 };

export const exponential: ScheduleRule<Exponential> = {
  check({ factor, over = epoch }) {
    checkNumber('factor', factor, { above: 0, most: 1 });
    checkLength('over', over);
  },
  factor: ({ factor, over = epoch }, place) => pow(factor, place.step / inSteps(over, place)),
  rests: () => undefined,
  fairAfter: ({ over = epoch }, after, epochs) => standsAlone(over) || after === epochs,
};
