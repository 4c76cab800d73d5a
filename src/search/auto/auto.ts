import { gp } from '../gp.js';
import { jointGp } from '../strategy/joint-gp.js';
import { sampled } from '../strategy/sampled.js';
import type { Progression, Step, Strategy } from '../strategy/strategy.js';

/** Chooses a method. */
export function auto(): Strategy {
  const joint = jointGp();
  const full = sampled(gp());
  return {
    name: 'auto',
    next: (progression: Progression): Step =>
      (progression.fidelity.most > progression.fidelity.least ? joint : full).next(progression),
  };
}
