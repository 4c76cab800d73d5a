import { encoder } from '../../space/encode.js';
import type { Space } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import { type Observations, observations } from '../../surrogate/tpe/observations.js';
import { follow } from '../follow.js';

/** The settings of a history as observations, kept from one proposal to the next: a history that only grew costs no more than what is new. */
export function evidenceOf(space: Space): (trials: readonly Trial[]) => Observations {
  let found = known.get(space);
  if (found === undefined) known.set(space, (found = followed(space)));
  return found;
}

const known = new WeakMap<Space, (trials: readonly Trial[]) => Observations>();

function followed(space: Space) {
  const encode = encoder(space);
  const seen = observations(space);
  const update = follow({ add: (setting) => seen.add(encode(setting)), keepFirst: seen.keepFirst });
  return (trials: readonly Trial[]) => {
    update(trials);
    return seen;
  };
}
