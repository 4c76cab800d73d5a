import type { Setting, Space, Value } from './parameter.js';

/**
 * Whether a hyperparameter exists in a setting: it has no condition, or the one it depends on exists and has one of the values.
 * An unknown name never does.
 */
export function isActive(space: Space, name: string, setting: Setting): boolean {
  const parameter = space[name];
  if (parameter === undefined) return false;
  const { when } = parameter;
  if (when === undefined) return true;
  return isActive(space, when.parameter, setting) && when.values.includes(setting[when.parameter]!);
}

/** The hyperparameters that exist in a setting, in the space's order. */
export const activeNames = (space: Space, setting: Setting): string[] =>
  Object.keys(space).filter((name) => isActive(space, name, setting));

/** The setting without values of hyperparameters that do not exist in it, in the space's order. */
export function onlyActive(space: Space, setting: Setting): Setting {
  const kept: Record<string, Value> = {};
  for (const name in space) {
    const value = setting[name];
    if (value !== undefined && isActive(space, name, setting)) kept[name] = value;
  }
  return kept;
}

/** Whether two settings give every hyperparameter the same value, or none. */
export function isSameSetting(space: Space, a: Setting, b: Setting): boolean {
  for (const name in space) if (a[name] !== b[name]) return false;
  return true;
}
