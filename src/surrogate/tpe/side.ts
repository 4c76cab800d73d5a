import type { AxisKernels } from './axis.js';
import { leastBandwidth } from './bandwidth.js';
import type { Changes, Choice } from './choice.js';
import { grown } from './grown.js';
import type { KernelKeeper } from './kernel-keeper.js';
import { makeOrder } from './order.js';

/** One hyperparameter's kernels in one of the densities, kept from one choice of observations to the next, which is much like it. */
export interface Side {
  readonly last: Choice | undefined;
  add(place: number): void;
  keepFirst(count: number): void;
  /** `placeOf`: of all observations, NaN where the hyperparameter is inactive. */
  choose(choice: Choice, placeOf: Float64Array): AxisKernels;
}

/** With more changes than these, or than a tenth of the observations, they are sorted anew. */
const fewChanges = 4;

export function makeSide(keeper: KernelKeeper): Side {
  const order = makeOrder();
  let widths = new Float64Array(16);
  let observed = 0;
  let last: Choice | undefined;
  /** The least bandwidth of the last choice. */
  let least = Number.NaN;

  /** The rule of bandwidth.ts, and word of a width that changed. */
  function widen(position: number) {
    const { places, count } = order;
    const here = places[position]!;
    const left = position > 0 ? here - places[position - 1]! : count === 1 ? here : 0;
    const right = position < count - 1 ? places[position + 1]! - here : count === 1 ? 1 - here : 0;
    const gap = Math.max(left, right);
    const width = gap < least ? least : Math.min(1, gap);
    const observation = order.observations[position]!;
    if (widths[observation] === width) return;
    widths[observation] = width;
    keeper.widen(observation, here, width);
  }

  function widenAll() {
    for (let position = 0; position < order.count; position++) widen(position);
  }

  /** A neighbour of one that came or went may have another width. */
  function widenAround(position: number) {
    const end = Math.min(order.count - 1, position + 1);
    for (let near = Math.max(0, position - 1); near <= end; near++) widen(near);
  }

  function change({ added, removed }: Changes, placeOf: Float64Array) {
    for (const each of removed)
      if (!Number.isNaN(placeOf[each]!)) widenAround(order.remove(each, placeOf[each]!));
    for (const each of added)
      if (!Number.isNaN(placeOf[each]!)) widenAround(order.insert(each, placeOf[each]!));
  }

  function update(choice: Choice, placeOf: Float64Array) {
    const changes = last && choice.since(last);
    last = choice;
    const isFew =
      changes !== undefined &&
      changes.added.length + changes.removed.length <= Math.max(fewChanges, 0.1 * choice.chosen.length);
    if (isFew) change(changes, placeOf);
    else order.set(choice.chosen, placeOf);
    const before = least;
    least = leastBandwidth(order.count);
    if (!isFew || least !== before || order.count <= 1) widenAll();
  }

  return {
    get last() {
      return last;
    },
    add(place) {
      if (observed === widths.length) widths = grown(widths);
      widths[observed++] = 0;
      keeper.add(place);
    },
    keepFirst(count) {
      observed = count;
      last = undefined;
      keeper.keepFirst(count);
    },
    choose(choice, placeOf) {
      update(choice, placeOf);
      return keeper.choose(choice);
    },
  };
}
