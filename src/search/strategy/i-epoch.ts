import { usageError } from '../../error.js';
import { epochsTrained } from '../../study/outcome.js';
import { random } from '../random.js';
import type { Sampler } from '../sampler.js';
import { rankedAt } from './rung.js';
import type { Progression, Step, Strategy } from './strategy.js';

// The i-Epoch control (Egele et al. 2023, arXiv 2307.15422, and 2024, arXiv 2404.04111): half the budget for a short look at many settings, the other half
// for training the best of them to the end, in order. Whatever is cleverer has to be better than this.

export interface IEpochOptions {
  /** How long the first look is, in the fidelity's unit; default its least. */
  readonly epochs?: number;
  /** The share of the budget that first looks take; default 0.5. */
  readonly share?: number;
  /** Where settings come from; default random. */
  readonly sampler?: Sampler;
}

/**
 * Looks at as many settings as half the budget pays for, then trains the best of them to the end and ends with the last one. Without a known
 * budget it does both in turns, looks being ahead by a full training, and goes on for ever.
 */
export function iEpoch({ epochs, share = 0.5, sampler = random() }: IEpochOptions = {}): Strategy {
  if (!(share > 0 && share < 1)) throw usageError(`iEpoch with share = ${share}: it lies between 0 and 1`);
  return {
    name: 'i-epoch',
    next(progression) {
      const { least, most } = progression.fidelity;
      const look = Math.min(most, epochs ?? least);
      if (looksNow(progression, look, share))
        return { kind: 'start', setting: sampler.propose(progression), until: look };
      return goOn(progression, look);
    },
  };
}

function looksNow({ fidelity, trials, fullTrainings }: Progression, look: number, share: number): boolean {
  const spentOnLooks = trials.length * look;
  if (fullTrainings !== undefined)
    return trials.length === 0 || spentOnLooks + look <= share * fullTrainings * fidelity.most;
  const spentAfter = trials
    .map((trial) =>
      trial.state === 'running' && epochsTrained(trial) >= look ? fidelity.most : epochsTrained(trial),
    )
    .reduce((sum, trained) => sum + Math.max(0, trained - look), 0);
  const waiting = trials.some(({ state }) => state === 'paused');
  return !waiting || (spentOnLooks - fidelity.most) * (1 - share) < spentAfter * share;
}

/** The best paused trial goes on to the end. */
function goOn({ fidelity, trials, direction }: Progression, look: number): Step {
  const ranked = rankedAt(look, [look], trials, direction);
  const paused =
    ranked.find(({ state }) => state === 'paused') ?? trials.find(({ state }) => state === 'paused');
  if (paused !== undefined) return { kind: 'continue', number: paused.number, until: fidelity.most };
  if (trials.some(({ state }) => state === 'running')) return { kind: 'wait' };
  return { kind: 'end', reason: `all ${trials.length} settings that the budget had a look at are trained` };
}
