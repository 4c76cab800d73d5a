import { checkNumber } from '../check-number.js';
import { halfCosine } from './cosine.js';
import { checkLength, inEpochs, inSteps, type Length, type Place, standsAlone } from './place.js';
import type { ScheduleRule } from './rule.js';

/**
 * Warm-up, stable, decay: up from zero along a line for `warmup`, the rate itself, and in the last `decay` (default a fifth) down to
 * `floor` (a share of the rate, default 0), along `shape`: 1 − √t (default; Hägele et al. 2024, arXiv:2405.18392), a line or a cosine. What
 * comes before the decay does not depend on when it begins (Hu et al. 2024, arXiv:2404.06395).
 */
export interface StableDecay {
  readonly kind: 'stable_decay';
  readonly warmup?: Length;
  readonly decay?: Length;
  readonly shape?: 'root' | 'linear' | 'cosine';
  readonly floor?: number;
}

const fifth: Length = { share: 0.2 };

const shapes = {
  root: (t: number) => 1 - Math.sqrt(t),
  linear: (t: number) => 1 - t,
  cosine: halfCosine,
};

export const stableDecay: ScheduleRule<StableDecay> = {
  check({ warmup, decay = fifth, floor = 0 }) {
    if (warmup !== undefined) checkLength('warmup', warmup);
    checkLength('decay', decay);
    checkNumber('floor', floor, { least: 0, most: 1 });
  },
  factor({ warmup, decay = fifth, shape = 'root', floor = 0 }, place) {
    const falling = inSteps(decay, place);
    const t = (place.step - (place.steps - falling)) / falling;
    return risen(warmup, place) * (t <= 0 ? 1 : floor + (1 - floor) * shapes[shape](t));
  },
  rests: (_, epochs) => [epochs],
  fairAfter({ warmup = { epochs: 0 }, decay = fifth }, epoch, epochs) {
    const stable = epoch >= inEpochs(warmup, epochs) && epoch <= epochs - inEpochs(decay, epochs);
    return epoch === epochs || (stable && standsAlone(warmup));
  },
};

/** (step + 1) / steps of the warm-up, so that no step has the rate zero. */
function risen(warmup: Length | undefined, place: Place): number {
  return warmup === undefined ? 1 : Math.min(1, (place.step + 1) / inSteps(warmup, place));
}
