import type { ForestAxis } from '../../../surrogate/forest/rows.js';
import type { Tree } from '../../../surrogate/forest/tree.js';

/** The points that end in one leaf. */
export interface Box {
  /** By numeric axis: above `low`, up to `high`. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By axis, for each choice 1 or 0. */
  readonly allowed: readonly Uint8Array[];
  /** By axis: 1 when points without a coordinate may be in it. */
  readonly absent: Uint8Array;
}

/** Calls `visit` with every leaf's box, which is written over afterwards, and its value. */
export function eachLeaf(tree: Tree, axes: readonly ForestAxis[], visit: (box: Box, value: number) => void) {
  const box = {
    low: new Float64Array(axes.length),
    high: new Float64Array(axes.length).fill(1),
    allowed: axes.map(({ choices }) => new Uint8Array(choices).fill(1)),
    absent: new Uint8Array(axes.length).fill(1),
  };

  function enter(node: number) {
    const axis = tree.axis[node]!;
    if (axis < 0) return visit(box, tree.value[node]!);
    const absent = box.absent[axis]!;
    box.absent[axis] = absent & tree.absentLeft[node]!;
    within(axis, node, true);
    box.absent[axis] = absent & (1 - tree.absentLeft[node]!);
    within(axis, node, false);
    box.absent[axis] = absent;
  }

  function within(axis: number, node: number, isLeft: boolean) {
    const child = isLeft ? tree.left[node]! : tree.right[node]!;
    if (axes[axis]!.choices > 0) {
      const allowed = box.allowed[axis]!;
      const kept = allowed.slice();
      for (let choice = 0; choice < allowed.length; choice++)
        if ((tree.members[tree.set[node]! + choice] === 1) !== isLeft) allowed[choice] = 0;
      enter(child);
      allowed.set(kept);
      return;
    }
    const [low, high] = [box.low[axis]!, box.high[axis]!];
    const threshold = Math.min(high, Math.max(low, tree.threshold[node]!));
    if (isLeft) box.high[axis] = threshold;
    else box.low[axis] = threshold;
    enter(child);
    box.low[axis] = low;
    box.high[axis] = high;
  }

  enter(0);
}
