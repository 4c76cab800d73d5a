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

/** By axis, the axes from a root to its parent, each followed by the child on the way. */
export const chainsOf = ({ axes }: Domain): Int32Array[] =>
  axes.map((_, axis) => {
    const chain: number[] = [];
    for (let child = axis; axes[child]!.parent >= 0; child = axes[child]!.parent)
      chain.unshift(axes[child]!.parent, child);
    return Int32Array.from(chain);
  });

/**
 * Adds `share` times what a tree says of the point between the ends to `sums[S]`, for every set S: the tree is walked once, both ways where the ends part, and a leaf
 * counts for all sets that lead to it (as in interventional TreeSHAP, Lundberg et al. 2020).
 */
export function addTree(
  tree: Tree,
  ends: Ends,
  chains: readonly Int32Array[],
  share: number,
  sums: Float64Array,
) {
  visit({ tree, ends, chains, share, sums }, 0, 0, 0);
}

interface Walk {
  readonly tree: Tree;
  readonly ends: Ends;
  readonly chains: readonly Int32Array[];
  readonly share: number;
  readonly sums: Float64Array;
}

/** `inside`: axes that must be in S; `outside`: axes that must not. */
function visit(walk: Walk, start: number, inside: number, outside: number) {
  const { tree, ends, chains } = walk;
  let node = start;
  for (let axis = tree.axis[node]!; axis >= 0; axis = tree.axis[node]!) {
    if (chains[axis]!.length > 0) {
      visitConditional(walk, node, axis, inside, outside);
      return;
    }
    const left = isLeft(tree, node, ends.reference[axis]!);
    if (left !== isLeft(tree, node, ends.other[axis]!)) {
      visitBoth(walk, node, axis, left, inside, outside);
      return;
    }
    node = next(tree, node, left);
  }
  addLeaf(walk, tree.value[node]!, inside, outside);
}

/** The side of the reference, unless the axis is in S, and that of the other point, unless it is not. */
function visitBoth(walk: Walk, node: number, axis: number, left: boolean, inside: number, outside: number) {
  const bit = 1 << axis;
  if ((inside & bit) === 0) visit(walk, next(walk.tree, node, left), inside, outside | bit);
  if ((outside & bit) === 0) visit(walk, next(walk.tree, node, !left), inside | bit, outside);
}

function isLeft(tree: Tree, node: number, place: number): boolean {
  const set = tree.set[node]!;
  return set >= 0 ? tree.members[set + place] === 1 : place <= tree.threshold[node]!;
}

const next = (tree: Tree, node: number, goesLeft: boolean): number =>
  goesLeft ? tree.left[node]! : tree.right[node]!;

function addLeaf({ share, sums }: Walk, value: number, inside: number, outside: number) {
  const own = share * value;
  const free = (sums.length - 1) & ~(inside | outside);
  for (let set = free; ; set = (set - 1) & free) {
    sums[set | inside]! += own;
    if (set === 0) return;
  }
}

/** A split on an axis that depends on others. */
function visitConditional(walk: Walk, node: number, axis: number, inside: number, outside: number) {
  const { tree, chains } = walk;
  const { reference, other, existsAtReference, existsAtOther } = walk.ends;
  const chain = chains[axis]!;
  for (let i = 0; i < chain.length; i += 2) {
    const there = existsAtReference[chain[i + 1]!]!;
    const elsewhere = existsAtOther[chain[i + 1]!]!;
    const bit = 1 << chain[i]!;
    const exists =
      there === elsewhere || (outside & bit) !== 0 ? there : (inside & bit) !== 0 ? elsewhere : undefined;
    if (exists === true) continue;
    const absent = next(tree, node, tree.absentLeft[node] === 1);
    if (exists === false) {
      visit(walk, absent, inside, outside);
      return;
    }
    visit(walk, absent, there ? inside | bit : inside, there ? outside : outside | bit);
    if (there) outside |= bit;
    else inside |= bit;
  }
  const left = isLeft(tree, node, reference[axis]!);
  if (left === isLeft(tree, node, other[axis]!)) visit(walk, next(tree, node, left), inside, outside);
  else visitBoth(walk, node, axis, left, inside, outside);
}
