import { log } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import type { Value } from '../../space/parameter.js';
import type { Ending, Evidence } from '../evidence.js';
import { columnsOf, domainOf } from './domain.js';
import { valueAt } from './point.js';

/** Where trainings blew up: the one cut of one hyperparameter that tells best which did. Counted, not modelled. */
export interface Divergence {
  readonly diverged: number;
  readonly trials: number;
  /** Absent where no cut tells more than chance would. */
  readonly where?: {
    readonly name: string;
    /** Numbers from or up to here, or this choice. */
    readonly side: 'above' | 'below' | 'equal';
    readonly value: Value;
    readonly inside: { readonly diverged: number; readonly trials: number };
    readonly outside: { readonly diverged: number; readonly trials: number };
  };
}

/** Twice the gain in log likelihood that a cut must bring: with some hundred cuts to choose from, chance brings as much about once in a hundred studies. */
const leastGain = 16;
const mostCuts = 64;
/** More trainings than this are counted on an even draw of them. */
const mostEndings = 5000;

/** Undefined when nothing diverged. */
export function divergenceOf({ endings: all, space }: Evidence): Divergence | undefined {
  const endings = drawn(all);
  const diverged = endings.filter((ending) => ending.diverged).length;
  if (diverged === 0) return undefined;
  const points = endings.map(({ point }) => point);
  const domain = domainOf(space, points);
  const columns = columnsOf(domain, points);
  let best = { gain: leastGain, where: undefined as Divergence['where'] };
  domain.axes.forEach((axis, i) => {
    const counted = countedBy(columns[i]!, endings);
    for (const cut of cutsOf(columns[i]!, endings))
      for (const side of axis.choices > 0 ? (['equal'] as const) : (['above', 'below'] as const)) {
        const inside = counted(side, cut);
        const outside = { diverged: diverged - inside.diverged, trials: endings.length - inside.trials };
        if (inside.diverged * outside.trials <= outside.diverged * inside.trials) continue;
        const gain =
          2 * (likelihood(inside) + likelihood(outside) - likelihood({ diverged, trials: endings.length }));
        if (gain > best.gain)
          best = { gain, where: { name: axis.name, side, value: valueAt(axis, cut), inside, outside } };
      }
  });
  return { diverged, trials: endings.length, ...(best.where && { where: best.where }) };
}

/** Places of trials that diverged, at most 64 of them. */
function cutsOf(column: Float64Array, endings: readonly Ending[]): number[] {
  const places = new Set(column.filter((place, k) => endings[k]!.diverged && !Number.isNaN(place)));
  const sorted = Float64Array.from(places).sort();
  const step = Math.max(1, sorted.length / mostCuts);
  return Array.from({ length: Math.min(mostCuts, sorted.length) }, (_, i) => sorted[Math.floor(i * step)]!);
}

function drawn(endings: readonly Ending[]): readonly Ending[] {
  if (endings.length <= mostEndings) return endings;
  const chosen = stream(0, 0, 'divergence draw').permutation(endings.length).subarray(0, mostEndings);
  return Array.from(chosen, (at) => endings[at]!);
}

/** How many endings lie on a side of a place on a column, or at it, and how many of them diverged. */
function countedBy(column: Float64Array, endings: readonly Ending[]) {
  const order = Uint32Array.from(column.keys()).filter((k) => !Number.isNaN(column[k]!));
  order.sort((a, b) => column[a]! - column[b]!);
  const places = Float64Array.from(order, (k) => column[k]!);
  // Of those before each place in the order.
  const diverged = new Uint32Array(order.length + 1);
  order.forEach((k, i) => {
    diverged[i + 1] = diverged[i]! + Number(endings[k]!.diverged);
  });
  return (side: 'above' | 'below' | 'equal', cut: number) => {
    const from = side === 'below' ? 0 : firstAt(places, (place) => place >= cut);
    const to = side === 'above' ? order.length : firstAt(places, (place) => place > cut);
    return { diverged: diverged[to]! - diverged[from]!, trials: to - from };
  };
}

/** The first of the ascending places for which it holds; their number where it holds for none. */
function firstAt(places: Float64Array, holds: (place: number) => boolean): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(places[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The greatest log likelihood of so many divergences. */
function likelihood({ diverged, trials }: { diverged: number; trials: number }): number {
  const term = (count: number) => (count > 0 ? count * log(count / trials) : 0);
  return term(diverged) + term(trials - diverged);
}
