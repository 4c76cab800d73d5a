import { checkNumber } from '../check-number.js';
import { halfCosine } from './cosine.js';
import { checkLength, inEpochs, inSteps, type Length } from './place.js';
import type { ScheduleRule } from './rule.js';

/**
 * Half a cosine down to `floor` (a share of the rate, default 0) again and again: the first lasts `first`, each later one `times` (a whole
 * number, default 1) as long as the one before; PyTorch's CosineAnnealingWarmRestarts (Loshchilov and Hutter 2017, arXiv:1608.03983).
 */
export interface Restarts {
  readonly kind: 'restarts';
  readonly first: Length;
  readonly times?: number;
  readonly floor?: number;
}

export const restarts: ScheduleRule<Restarts> = {
  check({ first, times = 1, floor = 0 }) {
    checkLength('first', first);
    checkNumber('times', times, { least: 1, whole: true });
    checkNumber('floor', floor, { least: 0, most: 1 });
  },
  factor({ first, times = 1, floor = 0 }, place) {
    let length = inSteps(first, place);
    let step = place.step;
    // Sums of lengths that are shares miss whole steps by a rounding error.
    while (step > length - 1e-6) {
      step = Math.max(0, step - length);
      length *= times;
    }
    return floor + (1 - floor) * halfCosine(step / length);
  },
  rests({ first, times = 1 }, epochs) {
    const ends: number[] = [];
    let length = inEpochs(first, epochs);
    for (let end = length; end < epochs + 0.5; end += length) {
      ends.push(Math.min(epochs, Math.max(1, Math.round(end))));
      length *= times;
    }
    return [...new Set([...ends, epochs])];
  },
  fairAfter: (schedule, epoch, epochs) => restarts.rests(schedule, epochs)!.includes(epoch),
};
