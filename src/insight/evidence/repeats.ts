import { log } from '../../math/elementary.js';
import { sum } from '../../math/statistics.js';
import type { Space } from '../../space/parameter.js';
import type { Score } from './score.js';
import { sharing } from './sharing.js';

/** What doing the same again showed. */
export interface Repeats {
  /** Pooled variance of the costs of equal settings, in squared units of the cost. */
  readonly variance: number;
  /** The same of the logs of the costs; undefined where some cost is not positive. */
  readonly logVariance?: number;
  /** Degrees of freedom: repeats beyond the first of each setting. */
  readonly freedom: number;
  /** Trials of the same setting, each list by number. */
  readonly groups: readonly (readonly Score[])[];
}

/**
 * The noise of complete trials, from those that have a setting in common. Nothing where every difference is exactly zero: such a study was trained with one
 * seed, and says nothing about noise.
 */
export function repeatsOf(space: Space, complete: readonly Score[]): Repeats | undefined {
  const names = Object.keys(space);
  const alike = new Map<string, Score[]>();
  for (const score of likely(space, complete)) {
    const key = JSON.stringify(names.map((name) => score.setting[name] ?? null));
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [score]);
    else group.push(score);
  }
  const groups = [...alike.values()].filter((group) => group.length > 1);
  const freedom = sum(groups.map((group) => group.length - 1));
  const costs = groups.map((group) => group.map(({ cost }) => cost));
  const variance = pooled(costs);
  if (freedom === 0 || variance === 0) return undefined;
  const positive = complete.every(({ cost }) => cost > 0);
  return {
    variance,
    ...(positive && { logVariance: pooled(costs.map((group) => group.map(log))) }),
    freedom,
    groups,
  };
}

/** Those of which another has the same value of each float; most settings are told apart by one. */
const likely = (space: Space, complete: readonly Score[]): readonly Score[] =>
  Object.keys(space)
    .filter((name) => space[name]!.kind === 'float')
    .reduce((left, name) => sharing(left, ({ setting }) => setting[name]), complete);

function pooled(groups: readonly (readonly number[])[]): number {
  const squares = groups.map((group) => {
    const centre = sum(group) / group.length;
    return sum(group.map((value) => (value - centre) * (value - centre)));
  });
  return sum(squares) / sum(groups.map((group) => group.length - 1));
}
