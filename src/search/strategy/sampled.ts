import type { Sampler } from '../sampler.js';
import type { Strategy } from './strategy.js';

/** Trains every setting that a sampler proposes to its end, until the sampler has no more. Trials that something else paused are trained to their end first. */
export const sampled = (sampler: Sampler): Strategy => ({
  name: sampler.name,
  next(progression) {
    const { most } = progression.fidelity;
    const paused = progression.trials.find(({ state }) => state === 'paused');
    if (paused !== undefined) return { kind: 'continue', number: paused.number, until: most };
    if (sampler.isDone?.(progression))
      return { kind: 'end', reason: `the ${sampler.name} has nothing left to propose` };
    return { kind: 'start', setting: sampler.propose(progression), until: most };
  },
});
