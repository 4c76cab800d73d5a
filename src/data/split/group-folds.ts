import type { Stream } from '../../math/random.js';
import { countStrata, type Group, sizeOf } from './group-rows.js';

/**
 * The fold of each place: whole groups, large ones first, each to the fold that its rows bring nearest to an equal share of the rows and
 * of every stratum (the greedy rule of scikit-learn's StratifiedGroupKFold, with sizes blurred so that each repetition differs).
 */
export function foldGroups(
  groups: readonly Group[],
  strata: Uint32Array,
  folds: number,
  random: Stream,
): Uint32Array {
  const wanted = countStrata(strata).map((total) => Math.max(total / folds, 1 / folds));
  const rowsWanted = strata.length / folds;
  const rows = new Float64Array(folds);
  const counts = Array.from({ length: folds }, () => new Float64Array(wanted.length));
  const foldOf = new Uint32Array(strata.length);

  /** What adding the group's rows to a fold costs; each row is counted for those after it, and all are taken back. */
  function cost(group: Group, fold: number): number {
    const own = counts[fold]!;
    const size = sizeOf(group);
    let sum = (size * (2 * (rows[fold]! - rowsWanted) + size)) / rowsWanted;
    for (const place of group.places) {
      const stratum = strata[place]!;
      sum += (2 * (own[stratum]! - wanted[stratum]!) + 1) / wanted[stratum]!;
      own[stratum]! += 1;
    }
    for (const place of group.places) own[strata[place]!]! -= 1;
    return sum;
  }

  for (const group of blurredBySize(groups, random)) {
    let best = 0;
    let least = cost(group, 0);
    for (let fold = 1; fold < folds; fold++) {
      const own = cost(group, fold);
      if (own < least) [best, least] = [fold, own];
    }
    rows[best]! += sizeOf(group);
    for (const place of group.places) {
      counts[best]![strata[place]!]! += 1;
      foldOf[place] = best;
    }
  }
  return foldOf;
}

/** Large groups first; sizes within a factor of two of one another may change places. */
function blurredBySize(groups: readonly Group[], random: Stream): Group[] {
  return groups
    .map((group) => ({ group, key: sizeOf(group) * (1 + random.uniform()) }))
    .sort((a, b) => b.key - a.key)
    .map(({ group }) => group);
}
