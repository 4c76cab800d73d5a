import { usageError } from '../error.js';
import { checkSpace } from './check-space.js';
import { formatValues } from './format.js';
import type { Parameter, Space } from './parameter.js';
import { widen } from './widen.js';

/**
 * The space with a hyperparameter that turned up while a trial ran. One that is there already gets the wider bounds; it has to be of the same kind, on
 * the same scale, with the same choices (as Optuna wants it). Throws a SweetspotError of kind `usage` when it is not.
 */
export function growSpace(space: Space, name: string, parameter: Parameter): Space {
  const known = space[name];
  if (known === undefined) checkSpace({ [name]: parameter });
  else if (!isAlike(known, parameter))
    throw usageError(
      `${name} was ${describe(known)} before and is ${describe(parameter)} now`,
      'Give it another name, or the same values in every trial; bounds alone may change.',
    );
  const grown = known === undefined ? parameter : { ...known, ...widen(known, parameter) };
  return { ...space, [name]: grown };
}

function isAlike(a: Parameter, b: Parameter): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'categorical') return sameList(a.choices, (b as typeof a).choices);
  if (a.kind === 'ordinal') return sameList(a.values, (b as typeof a).values);
  return a.log === (b as typeof a).log;
}

const sameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

const describe = (parameter: Parameter) => `${parameter.kind} (${formatValues(parameter)})`;
