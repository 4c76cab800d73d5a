import { stream } from '../math/random.js';
import { sobol } from '../math/sobol.js';
import { decode } from '../space/encode.js';
import type { Setting } from '../space/parameter.js';
import { samplePrior, sampleUniform } from '../space/prior.js';
import { drawNew } from './draw-new.js';
import type { History } from './sampler.js';

/** A setting for a method that has seen too little: a point of a Sobol' sequence, or, where something is believed, drawn from the priors. */
export function firstSetting({ space, trials, seed, number }: History, purpose: string): Setting {
  const draws = stream(seed, number, purpose);
  const believed = Object.values(space).some(({ prior }) => prior !== undefined);
  if (believed) return drawNew(space, trials, () => samplePrior(space, draws));
  const point = sobol(Object.keys(space).length, seed).point(number);
  let first = true;
  return drawNew(space, trials, () => {
    if (!first) return sampleUniform(space, draws);
    first = false;
    return decode(space, point);
  });
}
