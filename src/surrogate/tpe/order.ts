import type { Choice } from './choice.js';
import { grown } from './grown.js';

/** Which observations have a place, from the least place to the greatest; equal places in the order in which they came. */
export interface Order {
  add(place: number): void;
  keepFirst(count: number): void;
  /** Those of a choice, good until the next call. */
  of(choice: Choice): Ordered;
}

export interface Ordered {
  readonly observations: Int32Array;
  readonly places: Float64Array;
}

/** So few of so many are sooner sorted than found among all. */
const few = 16;

/** Kept in order from one observation to the next, for sorting thousands of them for every proposal would take longer than all else. */
export function makeOrder(): Order {
  let places = new Float64Array(16);
  let count = 0;
  let order = new Int32Array(16);
  let sorted = new Float64Array(16);
  let active = 0;
  let found = { observations: new Int32Array(16), places: new Float64Array(16) };

  function insert(place: number) {
    if (active === order.length) [order, sorted] = [grown(order), grown(sorted)];
    const at = firstAbove(sorted, active, place);
    order.copyWithin(at + 1, at, active);
    sorted.copyWithin(at + 1, at, active);
    order[at] = count;
    sorted[at] = place;
    active += 1;
  }

  function walk({ isChosen }: Choice): Ordered {
    const { observations, places: chosen } = found;
    let next = 0;
    for (let i = 0; i < active; i++) {
      const observation = order[i]!;
      if (isChosen[observation] === 0) continue;
      observations[next] = observation;
      chosen[next++] = sorted[i]!;
    }
    return { observations: observations.subarray(0, next), places: chosen.subarray(0, next) };
  }

  return {
    add(place) {
      if (count === places.length) places = grown(places);
      places[count] = place;
      if (!Number.isNaN(place)) insert(place);
      count += 1;
    },
    keepFirst(kept) {
      count = kept;
      let next = 0;
      for (let i = 0; i < active; i++) {
        if (order[i]! >= kept) continue;
        sorted[next] = sorted[i]!;
        order[next++] = order[i]!;
      }
      active = next;
    },
    of(choice) {
      if (few * choice.chosen.length < active) return sortedFew(choice.chosen, places);
      if (found.places.length < active)
        found = { observations: new Int32Array(order.length), places: new Float64Array(order.length) };
      return walk(choice);
    },
  };
}

function firstAbove(sorted: Float64Array, count: number, place: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By insertion. */
function sortedFew(chosen: Int32Array, all: Float64Array): Ordered {
  const observations = new Int32Array(chosen.length);
  const places = new Float64Array(chosen.length);
  let count = 0;
  for (let k = 0; k < chosen.length; k++) {
    const place = all[chosen[k]!]!;
    if (Number.isNaN(place)) continue;
    let at = count++;
    for (; at > 0 && places[at - 1]! > place; at--) {
      places[at] = places[at - 1]!;
      observations[at] = observations[at - 1]!;
    }
    places[at] = place;
    observations[at] = chosen[k]!;
  }
  return { observations: observations.subarray(0, count), places: places.subarray(0, count) };
}
