import { usageError } from '../error.js';
import { stream } from '../math/random.js';
import { valueError } from '../space/check-setting.js';
import { growSpace } from '../space/grow.js';
import type { Parameter, Setting, Space, Value } from '../space/parameter.js';
import { samplePrior } from '../space/prior.js';
import { contains } from '../space/values.js';
import type { StudyRecord, Trial } from '../study/trial.js';

/** A value for a hyperparameter that a trial asks for as it runs, and whether its setting has it already. */
export interface Suggestion {
  readonly value: Value;
  readonly isNew: boolean;
}

/**
 * The setting's own value; else the one that was proposed beside the setting; else one drawn from the prior by a stream of its own. Throws a
 * SweetspotError of kind `usage` when the name has other values already, or does not exist in this setting.
 */
export function suggestion(
  { space, facts }: StudyRecord,
  { number, setting, facts: trialFacts }: Trial,
  declared: Space,
  name: string,
  parameter: Parameter,
): Suggestion {
  const own = setting[name];
  if (own !== undefined) {
    if (!contains(parameter, own)) throw valueError(name, parameter, own);
    return { value: own, isNew: false };
  }
  if (Object.hasOwn(declared, name))
    throw usageError(
      `${name} is declared in the space and does not exist in this setting`,
      `Ask for it only when it does, or give it another name.`,
    );
  growSpace(space, name, parameter);
  const proposed = (trialFacts.proposal as Setting | undefined)?.[name];
  if (contains(parameter, proposed)) return { value: proposed, isNew: true };
  const draws = stream(Number(facts.seed ?? 0), number, `suggest: ${name}`);
  const { when: _, ...free } = parameter;
  return { value: samplePrior({ [name]: free as Parameter }, draws)[name]!, isNew: true };
}
