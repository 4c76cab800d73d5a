import { onlyActive } from '../../space/active.js';
import type { Setting, Value } from '../../space/parameter.js';
import type { RuleScene } from './rule.js';

/**
 * The best setting with some values changed, which need not be values of the space; what then exists and has no value gets its prior's centre. Undefined
 * where the space has no such hyperparameter, or where nothing would change.
 */
export function changed(
  { space, best }: RuleScene,
  values: Readonly<Record<string, Value>>,
): Setting | undefined {
  if (Object.keys(values).some((name) => space[name] === undefined)) return undefined;
  const centres = Object.entries(space)
    .filter(([name, { prior }]) => best[name] === undefined && prior !== undefined)
    .map(([name, { prior }]) => [name, prior!.centre] as const);
  const setting = onlyActive(space, { ...Object.fromEntries(centres), ...best, ...values });
  return Object.entries(values).every(([name, value]) => best[name] === value) ? undefined : setting;
}

/** Whether the best setting has a number for a hyperparameter, as one without hidden layers has none for their neurons. */
export const numberIn = ({ best }: RuleScene, name: string): number | undefined =>
  typeof best[name] === 'number' ? best[name] : undefined;
