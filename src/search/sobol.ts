import { stream } from '../math/random.js';
import { type Sobol, sobol as sequence } from '../math/sobol.js';
import { decode } from '../space/encode.js';
import { sampleUniform } from '../space/prior.js';
import { drawNew } from './draw-new.js';
import type { Sampler } from './sampler.js';

/**
 * Points of a scrambled Sobol' sequence, which fill the unit cube more evenly than random ones: trial n has point n. Where that point
 * decodes to a setting that was tried, as in a small space, a random one is proposed instead. Priors play no part.
 */
export function sobol(): Sampler {
  const sequenceOf = remembered();
  return {
    name: 'sobol',
    propose({ space, trials, seed, number }) {
      const draws = stream(seed, number, 'search: sobol');
      const point = sequenceOf(Object.keys(space).length, seed).point(number);
      let first = true;
      return drawNew(space, trials, () => {
        if (!first) return sampleUniform(space, draws);
        first = false;
        return decode(space, point);
      });
    },
  };
}

/** The last sequence made; it takes longer to make than a point. */
function remembered(): (dimensions: number, seed: number) => Sobol {
  let last: { dimensions: number; seed: number; made: Sobol } | undefined;
  return (dimensions, seed) => {
    if (last?.dimensions !== dimensions || last.seed !== seed)
      last = { dimensions, seed, made: sequence(dimensions, seed) };
    return last.made;
  };
}
