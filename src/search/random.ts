import { stream } from '../math/random.js';
import { samplePrior, sampleUniform } from '../space/prior.js';
import { drawNew } from './draw-new.js';
import type { Sampler } from './sampler.js';

export interface RandomOptions {
  /** `uniform` (default) over the unit cube, or the `prior`s where hyperparameters have one. */
  readonly from?: 'uniform' | 'prior';
}

/** Random search: each proposal by itself; settings that were tried are not proposed again while others are to be had. */
export function random({ from = 'uniform' }: RandomOptions = {}): Sampler {
  const sample = from === 'prior' ? samplePrior : sampleUniform;
  return {
    name: 'random',
    propose({ space, trials, seed, number }) {
      const draws = stream(seed, number, 'search: random');
      return drawNew(space, trials, () => sample(space, draws));
    },
  };
}
