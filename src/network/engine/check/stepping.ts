import { usageError } from '../../../error.js';
import type { Averaging, Optimiser, Plan } from '../../plan.js';
import { inRange } from './range.js';

/** Shares of a past that must fade. */
const belowOne = 0.99999999;

/** Throws unless every number by which a gradient becomes a step, and steps an average, is in its range. */
export function checkStepping({ optimiser, clip, averaging, rateFactors, decayFactors }: Plan) {
  checkOptimiser(optimiser);
  if (clip !== undefined) inRange(`the ${clip.kind} to clip at`, clip.most, 1e-30, 1e30);
  if (averaging !== undefined) checkAveraging(averaging);
  for (const [name, factor] of Object.entries(rateFactors ?? {}))
    inRange(`rateFactors.${name}`, factor, 0, 1e6);
  for (const [name, factor] of Object.entries(decayFactors ?? {}))
    inRange(`decayFactors.${name}`, factor, 0, 1e6);
}

function checkOptimiser(optimiser: Optimiser) {
  switch (optimiser.kind) {
    case 'adam':
      inRange('beta1', optimiser.beta1, 0, belowOne);
      inRange('beta2', optimiser.beta2, 0, belowOne);
      inRange('epsilon', optimiser.epsilon, 1e-30, 1);
      return;
    case 'rmsprop':
      inRange('beta', optimiser.beta, 0, belowOne);
      inRange('epsilon', optimiser.epsilon, 1e-30, 1);
      inRange('momentum', optimiser.momentum ?? 0, 0, belowOne);
      return;
    case 'sgd':
      inRange('momentum', optimiser.momentum, 0, belowOne);
      if (optimiser.nesterov && optimiser.momentum === 0)
        throw usageError('nesterov is on, but momentum is 0: it needs a momentum to look ahead.');
  }
}

function checkAveraging(averaging: Averaging) {
  if (averaging.kind === 'exponential') inRange('decay of the average', averaging.decay, 0, belowOne);
  else inRange('from of the average', averaging.from, 0, belowOne);
}
