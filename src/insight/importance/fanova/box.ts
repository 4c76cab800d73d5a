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

/** What is told on the way through a tree; the box is written over afterwards. */
export interface BoxVisitor {
  /** The box has become narrower on an axis; false: there is nothing to look for in it. */
  narrowed(box: Box, axis: number): boolean;
  /** What was narrowed last on that axis is as it was before. */
  widened(axis: number): void;
  leaf(box: Box, value: number): void;
}

/** The box that holds all points. */
export const wholeBox = (axes: readonly ForestAxis[]): Box => ({
  low: new Float64Array(axes.length),
  high: new Float64Array(axes.length).fill(1),
  allowed: axes.map(({ choices }) => new Uint8Array(choices).fill(1)),
  absent: new Uint8Array(axes.length).fill(1),
});

/** Walks a tree from the root to every leaf. */
export function eachLeaf(tree: Tree, axes: readonly ForestAxis[], visitor: BoxVisitor) {
  const box = wholeBox(axes);

  function enter(node: number) {
    const axis = tree.axis[node]!;
    if (axis < 0) return visitor.leaf(box, tree.value[node]!);
    const absent = box.absent[axis]!;
    box.absent[axis] = absent & tree.absentLeft[node]!;
    within(axis, node, true);
    box.absent[axis] = absent & (1 - tree.absentLeft[node]!);
    within(axis, node, false);
    box.absent[axis] = absent;
  }

  function look(child: number, axis: number) {
    if (visitor.narrowed(box, axis)) enter(child);
    visitor.widened(axis);
  }

  function within(axis: number, node: number, isLeft: boolean) {
    const child = isLeft ? tree.left[node]! : tree.right[node]!;
    if (axes[axis]!.choices > 0) {
      const allowed = box.allowed[axis]!;
      const kept = allowed.slice();
      for (let choice = 0; choice < allowed.length; choice++)
        if ((tree.members[tree.set[node]! + choice] === 1) !== isLeft) allowed[choice] = 0;
      look(child, axis);
      allowed.set(kept);
      return;
    }
    const [low, high] = [box.low[axis]!, box.high[axis]!];
    const threshold = Math.min(high, Math.max(low, tree.threshold[node]!));
    if (isLeft) box.high[axis] = threshold;
    else box.low[axis] = threshold;
    look(child, axis);
    box.low[axis] = low;
    box.high[axis] = high;
  }

  enter(0);
}
