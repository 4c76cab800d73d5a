import type { Parameter, Space } from '../../../space/parameter.js';
import { widen } from '../../../space/widen.js';
import { type Distribution, toParameter } from './distribution.js';

/**
 * The space of a study that Optuna made, from the distributions of its trials: the widest bounds and all the choices seen under a
 * name, in the order in which names appear. Optuna stores no conditions, so there are none; a trial may lack some names.
 */
export function inferSpace(seen: Iterable<readonly [name: string, distribution: Distribution]>): Space {
  const space: Record<string, Parameter> = {};
  for (const [name, distribution] of seen) {
    const parameter = toParameter(distribution);
    space[name] = space[name] === undefined ? parameter : widen(space[name], parameter);
  }
  return space;
}
