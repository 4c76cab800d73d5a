import { onlyActive } from '../../space/active.js';
import type { Setting, Space } from '../../space/parameter.js';
import type { Contrast } from '../contrast.js';

/** One change on the way from the default to the best setting. */
export interface PathStep extends Contrast {
  /** The hyperparameters that change: one, or one with those that exist only beside it. */
  readonly changes: readonly string[];
}

export interface PathOptions {
  /** What a setting is believed to cost (less is better): the greatest expected gain goes first. Without it the space's order. */
  readonly expect?: (setting: Setting) => number;
  /** Steps at most; the least ones are taken together. Default 8. */
  readonly most?: number;
}

/**
 * The way from one setting to another, one change at a time, each step keeping the ones before it (an ablation path, Biedenkapp et al. 2017, with the
 * greatest expected gain first). Empty when both are the same.
 */
export function pathBetween(
  space: Space,
  from: Setting,
  to: Setting,
  { expect, most = 8 }: PathOptions = {},
): PathStep[] {
  const left = changesBetween(space, from, to);
  const steps: PathStep[] = [];
  let current = from;
  const take = (changes: readonly string[]) => {
    const next = applied(space, current, to, changes);
    steps.push({ name: `path: ${changes.join(' and ')}`, changes, from: current, to: next });
    current = next;
  };
  while (left.length > 0 && steps.length < most - 1) {
    const costs = left.map((changes) => expect?.(applied(space, current, to, changes)) ?? 0);
    const best = costs.reduce((least, cost, i) => (cost < costs[least]! ? i : least), 0);
    take(left.splice(best, 1)[0]!);
  }
  if (left.length > 0) take(left.flat());
  return steps;
}

/** Hyperparameters that differ, each with those under it that exist in only one of the two settings. */
function changesBetween(space: Space, from: Setting, to: Setting): string[][] {
  const names = Object.keys(space).filter((name) => from[name] !== to[name]);
  const isOnItsOwn = (name: string) =>
    (name in from && name in to) || !names.includes(space[name]!.when?.parameter ?? '');
  const roots = names.filter(isOnItsOwn);
  const rootOf = (name: string): string => (isOnItsOwn(name) ? name : rootOf(space[name]!.when!.parameter));
  return roots.map((root) => [root, ...names.filter((name) => name !== root && rootOf(name) === root)]);
}

/** `current` with the values that `to` has for some hyperparameters, without what does not exist then. */
function applied(space: Space, current: Setting, to: Setting, changes: readonly string[]): Setting {
  const taken = Object.fromEntries(
    changes.filter((name) => name in to).map((name) => [name, to[name]!] as const),
  );
  return onlyActive(space, { ...current, ...taken });
}
