import type { Sampler } from '../sampler.js';
import { ladder } from './ladder.js';
import { atOneRung } from './seen.js';
import type { Progression, Strategy } from './strategy.js';

export interface HedgeOptions {
  /** One in so many new settings comes from the sampler; default 2. */
  readonly every?: number;
  /** Trials that were begun before the sampler is asked; default 12. */
  readonly startup?: number;
}

/**
 * A strategy that decides when a trial begins and which goes on, with new settings from a sampler in turn with its own: where the strategy's model is
 * wrong, and it looks again and again at one place, the sampler's settings lie elsewhere, and the strategy learns from them. The sampler sees one rung (seen.ts).
 */
export function hedged(strategy: Strategy, sampler: Sampler, options: HedgeOptions = {}): Strategy {
  const { every = 2, startup = 12 } = options;
  return {
    name: `${strategy.name}, and ${sampler.name} for one in ${every}`,
    next(progression) {
      const step = strategy.next(progression);
      if (step.kind !== 'start' || progression.number % every !== 0 || begun(progression) < startup)
        return step;
      return { ...step, setting: sampler.propose(atOneRung(progression, ladder(progression.fidelity, 3))) };
    },
  };
}

const begun = ({ trials }: Progression) =>
  trials.filter(({ state }) => state !== 'failed' && state !== 'diverged').length;
