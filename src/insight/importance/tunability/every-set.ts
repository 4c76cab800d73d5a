import { predictTree } from '../../../surrogate/forest/tree.js';
import type { Learnt } from '../learn.js';
import { candidatesOf } from './candidates.js';
import { addTree, chainsOf, endsOf, pointBetween } from './composite.js';
import { shapley } from './shapley.js';

const candidateCount = 160;

/** By tree, what tuning each axis is worth. */
export interface Worth {
  /** Of the forest's trees: [axis][tree]. */
  readonly trees: readonly Float64Array[];
  /** Of the trees in bags, for errors. */
  readonly bags: readonly Float64Array[];
}

/** The best point that moves only some axes away from the reference, for every set of axes. */
interface Chosen {
  /** By set: which candidate. */
  readonly candidate: Int32Array;
  /** By set: which of its axes are moved; all, unless fewer were better. */
  readonly moved: Int32Array;
}

/** The tunability of each axis with every set of axes looked at. */
export function worthBySets(learnt: Learnt, reference: Float64Array, seed: number): Worth {
  const { domain, forest, bags } = learnt;
  const count = domain.axes.length;
  const candidates = candidatesOf(learnt, reference, candidateCount, seed);
  const chosen = chooseBySet(learnt, reference, candidates);
  const { sets, places } = differentOf(chosen);
  const points = sets.map((set) =>
    pointBetween(
      domain,
      { reference, other: candidates[chosen.candidate[set]!]! },
      (axis) => (chosen.moved[set]! & (1 << axis)) !== 0,
    ),
  );
  const perTree = (trees: typeof forest.trees) => {
    const worths = trees.map((tree) => {
      const costs = Float64Array.from(points, (point) => predictTree(tree, point));
      const worth = new Float64Array(places.length);
      for (let set = 0; set < worth.length; set++) worth[set] = costs[places[0]!]! - costs[places[set]!]!;
      return shapley(worth, count);
    });
    return domain.axes.map((_, axis) => Float64Array.from(worths, (worth) => worth[axis]!));
  };
  return { trees: perTree(forest.trees), bags: perTree(bags.trees) };
}

/** The first set of each different point, and by set the place of its own among them. */
function differentOf({ candidate, moved }: Chosen): { sets: number[]; places: Int32Array } {
  const known = new Map<number, number>();
  const sets: number[] = [];
  const places = new Int32Array(moved.length);
  for (let set = 0; set < moved.length; set++) {
    const key = candidate[set]! * moved.length + moved[set]!;
    const place = known.get(key) ?? sets.push(set) - 1;
    known.set(key, place);
    places[set] = place;
  }
  return { sets, places };
}

function chooseBySet(
  { domain, forest }: Learnt,
  reference: Float64Array,
  candidates: Float64Array[],
): Chosen {
  const sets = 1 << domain.axes.length;
  const chains = chainsOf(domain);
  const best = new Float64Array(sets).fill(Number.POSITIVE_INFINITY);
  const candidate = new Int32Array(sets);
  const moved = Int32Array.from({ length: sets }, (_, set) => set);
  const costs = new Float64Array(sets);
  candidates.forEach((other, k) => {
    costs.fill(0);
    const ends = endsOf(domain, reference, other);
    for (const tree of forest.trees) addTree(tree, ends, chains, 1 / forest.trees.length, costs);
    for (let set = 0; set < sets; set++)
      if (costs[set]! < best[set]!) {
        best[set] = costs[set]!;
        candidate[set] = k;
      }
  });
  // Whoever may move more axes may also leave some where they are.
  for (let set = 0; set < sets; set++)
    for (let axis = 0; axis < domain.axes.length; axis++) {
      const fewer = set & ~(1 << axis);
      if (fewer === set || !(best[fewer]! < best[set]!)) continue;
      best[set] = best[fewer]!;
      candidate[set] = candidate[fewer]!;
      moved[set] = moved[fewer]!;
    }
  return { candidate, moved };
}
