/** A regression tree as arrays by node; node 0 is the root, and a node's children come after it. */
export interface Tree {
  /** What a node splits; −1: it is a leaf. */
  readonly axis: Int32Array;
  /** Numbers up to here go left. */
  readonly threshold: Float64Array;
  /** Where in `members` the choices of the node begin. */
  readonly set: Int32Array;
  /** 1: this choice goes left. */
  readonly members: Uint8Array;
  /** 1: points without this coordinate go left. */
  readonly absentLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** The mean of the node's rows. */
  readonly value: Float64Array;
}

/** What the tree says of a point. */
export function predictTree(tree: Tree, point: ArrayLike<number>): number {
  const { axis, threshold, set, members, absentLeft, left, right } = tree;
  let node = 0;
  while (axis[node]! >= 0) {
    const place = point[axis[node]!]!;
    const isLeft = Number.isNaN(place)
      ? absentLeft[node] === 1
      : set[node]! >= 0
        ? members[set[node]! + place] === 1
        : place <= threshold[node]!;
    node = isLeft ? left[node]! : right[node]!;
  }
  return tree.value[node]!;
}

/** Adds to each of `sums` what the tree says of a point that has one of some ascending numbers on an axis: one walk, which parts where they do. */
export function addAlong(
  tree: Tree,
  point: Float64Array,
  axis: number,
  numbers: Float64Array,
  sums: Float64Array,
) {
  addBetween(tree, 0, point, axis, numbers, 0, numbers.length, sums);
}

function addBetween(
  tree: Tree,
  start: number,
  point: Float64Array,
  varied: number,
  numbers: Float64Array,
  from: number,
  to: number,
  sums: Float64Array,
) {
  const { axis, threshold, set, members, absentLeft, left, right } = tree;
  let node = start;
  let end = to;
  for (let own = axis[node]!; own >= 0; own = axis[node]!) {
    let goesLeft: boolean;
    if (own === varied) {
      let middle = from;
      while (middle < end && numbers[middle]! <= threshold[node]!) middle++;
      if (middle > from && middle < end) {
        addBetween(tree, right[node]!, point, varied, numbers, middle, end, sums);
        end = middle;
      }
      goesLeft = middle > from;
    } else {
      const place = point[own]!;
      goesLeft = Number.isNaN(place)
        ? absentLeft[node] === 1
        : set[node]! >= 0
          ? members[set[node]! + place] === 1
          : place <= threshold[node]!;
    }
    node = goesLeft ? left[node]! : right[node]!;
  }
  for (let i = from; i < end; i++) sums[i]! += tree.value[node]!;
}
