import { checkNumber } from '../check-number.js';
import { halfCosine } from './cosine.js';

import { atItsEnd, type ScheduleRule } from './rule.js';

/**
 * Up from `start` (a share of the rate, default 1/25) to the rate in the first `rise` of the steps (default 0.3), then down to `end`
 * (default 4e-6), along cosines or lines (`shape`, default cosine); PyTorch's OneCycleLR with two phases and without its cycle of the
 * momentum (Smith and Topin 2018, arXiv:1708.07120).
 */
export interface OneCycle {
  readonly kind: 'one_cycle';
  readonly rise?: number;
  readonly start?: number;
  readonly end?: number;
  readonly shape?: 'cosine' | 'linear';
}

export const oneCycle: ScheduleRule<OneCycle> = {
  check({ rise = 0.3, start = 1 / 25, end = 4e-6 }) {
    checkNumber('rise', rise, { above: 0, below: 1 });
    checkNumber('start', start, { least: 0, most: 1 });
    checkNumber('end', end, { least: 0, most: 1 });
  },
  factor({ rise = 0.3, start = 1 / 25, end = 4e-6, shape = 'cosine' }, { step, steps }) {
    const top = rise * steps - 1;
    const way = shape === 'cosine' ? (t: number) => 1 - halfCosine(t) : (t: number) => t;
    if (top > 0 && step <= top) return start + (1 - start) * way(step / top);
    const turn = Math.max(top, 0);
    return 1 + (end - 1) * way((step - turn) / Math.max(1, steps - 1 - turn));
  },
  ...atItsEnd,
};
