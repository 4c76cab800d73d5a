import type { Tree } from '../../../surrogate/forest/tree.js';
import type { Domain } from '../domain.js';
import { existsBy, withoutInactive } from '../point.js';

// A point between two, the reference and another: for a set of axes S it has the other's places on S and the reference's elsewhere. Sets are bits of a whole
// number, axis i bit i. Both have a place on every axis; what does not exist by the values of the point between is skipped, as a tree skips it.

/** Two points as a tree sees them, in coordinates of the domain. */
export interface Ends {
  readonly reference: Float64Array;
  readonly other: Float64Array;
  /** By axis: whether it exists by its parent's value at either end. */
  readonly existsAtReference: readonly boolean[];
  readonly existsAtOther: readonly boolean[];
}

/** Both points in coordinates of the domain; `units`: their places in [0, 1] by axis. */
export function endsOf(domain: Domain, reference: Float64Array, other: Float64Array): Ends {
  return {
    reference,
    other,
    existsAtReference: domain.axes.map((_, axis) => existsBy(domain, axis, reference)),
    existsAtOther: domain.axes.map((_, axis) => existsBy(domain, axis, other)),
  };
}

/** The point between for a set, NaN where nothing exists. */
export const pointBetween = (
  domain: Domain,
  { reference, other }: Pick<Ends, 'reference' | 'other'>,
  has: (axis: number) => boolean,
): Float64Array =>
  withoutInactive(
    domain,
    reference.map((place, axis) => (has(axis) ? other[axis]! : place)),
  );

/** The axes from a root to an axis's parent, each with the child on the way. */
export const chainsOf = ({ axes }: Domain): (readonly (readonly [parent: number, child: number])[])[] =>
  axes.map((_, axis) => {
    const chain: (readonly [number, number])[] = [];
    for (let child = axis; axes[child]!.parent >= 0; child = axes[child]!.parent)
      chain.unshift([axes[child]!.parent, child]);
    return chain;
  });

/**
 * Adds `share` times what a tree says of the point between the ends to `sums[S]`, for every set S: the tree is walked once, both ways where the ends part, and a leaf
 * counts for all sets that lead to it (as in interventional TreeSHAP, Lundberg et al. 2020).
 */
export function addTree(
  tree: Tree,
  { reference, other, existsAtReference, existsAtOther }: Ends,
  chains: ReturnType<typeof chainsOf>,
  share: number,
  sums: Float64Array,
) {
  const all = sums.length - 1;

  function isLeft(node: number, place: number): boolean {
    return tree.set[node]! >= 0
      ? tree.members[tree.set[node]! + place] === 1
      : place <= tree.threshold[node]!;
  }

  /** `inside`: axes that must be in S; `outside`: axes that must not. */
  function visit(node: number, inside: number, outside: number): void {
    const axis = tree.axis[node]!;
    if (axis >= 0) {
      visitSplit(node, axis, inside, outside);
      return;
    }
    const value = share * tree.value[node]!;
    const free = all & ~(inside | outside);
    for (let set = free; ; set = (set - 1) & free) {
      sums[set | inside]! += value;
      if (set === 0) return;
    }
  }

  function visitSplit(node: number, axis: number, inside: number, outside: number): void {
    for (const [parent, child] of chains[axis]!) {
      const there = existsAtReference[child]!;
      const elsewhere = existsAtOther[child]!;
      const bit = 1 << parent;
      const exists =
        there === elsewhere || (outside & bit) !== 0 ? there : (inside & bit) !== 0 ? elsewhere : undefined;
      if (exists === true) continue;
      const absent = tree.absentLeft[node] === 1 ? tree.left[node]! : tree.right[node]!;
      if (exists === false) {
        visit(absent, inside, outside);
        return;
      }
      visit(absent, there ? inside | bit : inside, there ? outside : outside | bit);
      if (there) outside |= bit;
      else inside |= bit;
    }
    const bit = 1 << axis;
    const left = isLeft(node, reference[axis]!);
    const leftToo = isLeft(node, other[axis]!);
    const next = (goesLeft: boolean) => (goesLeft ? tree.left[node]! : tree.right[node]!);
    if (left === leftToo) {
      visit(next(left), inside, outside);
      return;
    }
    if ((inside & bit) === 0) visit(next(left), inside, outside | bit);
    if ((outside & bit) === 0) visit(next(leftToo), inside | bit, outside);
  }

  visit(0, 0, 0);
}
