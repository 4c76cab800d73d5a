import { checkNumber } from '../check-number.js';
import { checkLength, inEpochs, inSteps, type Length, type Place, standsAlone } from './place.js';
import type { ScheduleRule } from './rule.js';

/**
 * Up along a line from `start` (a share of the rate, above 0, default a third) to the rate in `length`; then the schedule `before`, whose own
 * first step follows, as if the training began there. PyTorch's LinearLR before another in SequentialLR.
 */
export interface Warmup<Before> {
  readonly kind: 'warmup';
  readonly length: Length;
  readonly start?: number;
  readonly before: Before;
}

/** The rule, given how to ask the schedule that comes after. */
export const warmup = <Before>(after: ScheduleRule<Before>): ScheduleRule<Warmup<Before>> => ({
  check({ length, start = 1 / 3, before }) {
    checkLength('length', length);
    checkNumber('start', start, { above: 0, most: 1 });
    after.check(before);
  },
  factor({ length, start = 1 / 3, before }, place) {
    const rising = Math.round(inSteps(length, place));
    if (place.step < rising) return start + (1 - start) * (place.step / rising);
    return after.factor(before, moved(place, rising));
  },
  rests({ length, before }, epochs) {
    const rising = inEpochs(length, epochs);
    if (rising >= epochs) return [epochs];
    return after.rests(before, epochs - rising)?.map((end) => Math.min(epochs, Math.round(end + rising)));
  },
  fairAfter({ length, before }, epoch, epochs) {
    if (epoch === epochs) return true;
    const rising = inEpochs(length, epochs);
    const rests = after.rests(before, epochs - rising);
    if (rests !== undefined && rests.length > 1)
      return rests.some((end) => Math.round(end + rising) === epoch);
    return standsAlone(length) && epoch > rising && after.fairAfter(before, epoch - rising, epochs - rising);
  },
});

const moved = (place: Place, by: number): Place => ({
  ...place,
  step: place.step - by,
  steps: place.steps - by,
});
