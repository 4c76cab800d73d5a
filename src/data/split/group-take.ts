import type { Stream } from '../../math/random.js';
import { countStrata, type Group, sizeOf } from './group-rows.js';

export interface GroupTake {
  readonly groups: readonly Group[];
  /** The stratum of each place. */
  readonly strata: Uint32Array;
  /** Rows to take, as nearly as the groups allow. */
  readonly count: number;
  /** Groups that have to be left. */
  readonly leave: number;
  readonly random: Stream;
  /** Whether strata are classes, each of which has to stay on the other side too. */
  readonly classes: boolean;
}

/**
 * Marks whole groups of together about `count` rows. Groups are gone through from the large to the small, by stratum among those of about
 * one size, and taken at even distances, so that the part is fair in sizes and in strata: what large groups left out of a stratum is made
 * up by smaller ones. Of several such draws the best is kept.
 */
export function takeGroups(options: GroupTake): Uint8Array {
  const draws = Math.max(1, Math.min(mostDraws, Math.floor(drawnRows / options.strata.length)));
  const totals = countStrata(options.strata);
  let best = draw(options, totals);
  let faults = faultsOf(best, totals, options);
  for (let i = 1; i < draws; i++) {
    const other = draw(options, totals);
    const own = faultsOf(other, totals, options);
    if (own < faults) [best, faults] = [other, own];
  }
  return best;
}

const mostDraws = 16;
/** Rows over all draws: a large table of small groups needs no second one. */
const drawnRows = 400_000;
/** A part may be larger than asked for by so much. */
const tolerance = 1.25;

function draw({ groups, strata, count, leave, random }: GroupTake, totals: Float64Array): Uint8Array {
  const chosen = new Uint8Array(strata.length);
  const wanted = totals.map((total) => (total * count) / strata.length);
  const left = totals.slice();
  let picked = 0;
  let spare = groups.length - leave;
  const pick = (group: Group) => {
    for (const place of group.places) {
      chosen[place] = 1;
      wanted[strata[place]!]! -= 1;
    }
    picked += sizeOf(group);
    spare -= 1;
  };
  for (const alike of bySize(groups, random)) {
    const shares = wanted.map((rows, stratum) => Math.min(1, Math.max(0, rows / left[stratum]!)) || 0);
    const rows = alike.reduce((sum, group) => sum + sizeOf(group), 0);
    let debt = (random.uniform() - 0.5) * (rows / alike.length);
    for (const group of alike) {
      const size = sizeOf(group);
      for (const place of group.places) {
        debt += shares[strata[place]!]!;
        left[strata[place]!]! -= 1;
      }
      if (debt < size / 2 || picked + size > tolerance * count || spare === 0) continue;
      pick(group);
      debt -= size;
    }
  }
  if (picked === 0) pick(groups.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a)));
  return chosen;
}

/** Groups of about the same size together (within a factor of two), the large first; by stratum within, else in random order. */
function bySize(groups: readonly Group[], random: Stream): Group[][] {
  const shuffled = Array.from(random.permutation(groups.length), (i) => groups[i]!);
  const classes: Group[][] = [];
  for (const group of shuffled) (classes[31 - Math.clz32(sizeOf(group))] ??= []).push(group);
  return classes
    .filter((alike) => alike !== undefined)
    .reverse()
    .map((alike) => alike.sort((a, b) => a.stratum - b.stratum));
}

/** How far a draw is from what was asked for; a class that is wholly on one side weighs more than any shares. */
function faultsOf(chosen: Uint8Array, totals: Float64Array, { strata, count, classes }: GroupTake): number {
  const own = new Float64Array(totals.length);
  let picked = 0;
  chosen.forEach((is, place) => {
    if (is === 0) return;
    own[strata[place]!]! += 1;
    picked += 1;
  });
  const share = count / strata.length;
  const off = (got: number, want: number) => ((got - want) * (got - want)) / Math.max(want, 1);
  let faults = (sizeWeight * off(picked, count)) / count;
  totals.forEach((total, stratum) => {
    const got = own[stratum]!;
    faults += off(got, share * total) / count;
    if (classes && total > 0 && got === total) faults += 100;
    if (classes && total > 0 && got === 0) faults += 1;
  });
  return faults;
}

const sizeWeight = 3;
