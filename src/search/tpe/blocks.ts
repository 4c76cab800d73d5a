import type { Space, Value } from '../../space/parameter.js';

/** How the hyperparameters of a space are divided into blocks, each with one joint density. */
export type Jointly = 'all' | 'groups' | 'none';

/**
 * The places of the hyperparameters, block by block, conditions pointing only at earlier blocks or into the same: `all` in one, `groups` of those
 * that always exist together, each by itself (`none`).
 */
export function blocksOf(space: Space, jointly: Jointly): number[][] {
  const names = Object.keys(space);
  if (jointly === 'all') return [names.map((_, j) => j)];
  if (jointly === 'none') return names.map((_, j) => [j]);
  const groups = new Map<string, number[]>();
  names.forEach((name, j) => {
    const { when } = space[name]!;
    const key = when === undefined ? '' : JSON.stringify([when.parameter, ...sorted(when.values)]);
    groups.set(key, [...(groups.get(key) ?? []), j]);
  });
  return [...groups.values()];
}

const sorted = (values: readonly Value[]) =>
  [...new Set(values)].map((value) => JSON.stringify(value)).sort();
