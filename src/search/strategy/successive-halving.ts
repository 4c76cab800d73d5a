import { usageError } from '../../error.js';
import { random } from '../random.js';
import type { Sampler } from '../sampler.js';
import { ladder } from './ladder.js';
import { promotion } from './promotion.js';
import { atOneRung } from './seen.js';
import type { Strategy } from './strategy.js';

// Asynchronous successive halving with pause and continue (ASHA; Li et al. 2020, arXiv 1810.05934).

export interface HalvingStrategyOptions {
  /** One in `eta` goes on from each rung, which lies `eta` times as high as the one below; default 3. */
  readonly eta?: number;
  /** Where new settings come from; default random. It sees the highest rung with enough trials to learn from. */
  readonly sampler?: Sampler;
}

/** Starts many settings at the lowest rung and goes on with the best 1/eta from each; never ends. Throws when eta is below 2. */
export function successiveHalving({ eta = 3, sampler = random() }: HalvingStrategyOptions = {}): Strategy {
  checkEta('successiveHalving', eta);
  return {
    name: `halving of ${sampler.name}`,
    next(progression) {
      const rungs = ladder(progression.fidelity, eta);
      const promoted = promotion(rungs, progression.trials, progression.direction, eta);
      if (promoted !== undefined) {
        const { number, until, why } = promoted;
        return { kind: 'continue', number, until, why };
      }
      return { kind: 'start', setting: sampler.propose(atOneRung(progression, rungs)), until: rungs[0]! };
    },
  };
}

export function checkEta(strategy: string, eta: number): void {
  if (!(eta >= 2))
    throw usageError(`${strategy} with eta = ${eta}: it has to be at least 2`, 'Leave it out for 3.');
}
