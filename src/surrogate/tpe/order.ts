import { grown } from './grown.js';

/** Observations that have a place, from the least place to the greatest; equal places in the order in which they came. */
export interface Order {
  readonly count: number;
  /** The first `count` count. */
  readonly observations: Int32Array;
  readonly places: Float64Array;
  /** Sorts observations from the start; those whose place is NaN are left out. */
  set(chosen: Int32Array, placeOf: Float64Array): void;
  /** Adds one and says at which position. */
  insert(observation: number, place: number): number;
  /** Takes one away and says at which position it was. */
  remove(observation: number, place: number): number;
}

/** Kept from one choice to the next, for sorting thousands of observations for every proposal would take longer than all else. */
export function makeOrder(): Order {
  let observations = new Int32Array(16);
  let places = new Float64Array(16);
  let count = 0;

  function positionOf(observation: number, place: number): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = places[middle]!;
      if (there < place || (there === place && observations[middle]! < observation)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function insert(observation: number, place: number): number {
    if (count === observations.length) [observations, places] = [grown(observations), grown(places)];
    const at = positionOf(observation, place);
    observations.copyWithin(at + 1, at, count);
    places.copyWithin(at + 1, at, count);
    observations[at] = observation;
    places[at] = place;
    count += 1;
    return at;
  }

  function remove(observation: number, place: number): number {
    const at = positionOf(observation, place);
    observations.copyWithin(at, at + 1, count);
    places.copyWithin(at, at + 1, count);
    count -= 1;
    return at;
  }

  return {
    get count() {
      return count;
    },
    get observations() {
      return observations;
    },
    get places() {
      return places;
    },
    set(chosen, placeOf) {
      const having = chosen.filter((observation) => !Number.isNaN(placeOf[observation]!));
      observations = having.sort((a, b) => placeOf[a]! - placeOf[b]! || a - b);
      places = Float64Array.from(observations, (observation) => placeOf[observation]!);
      count = observations.length;
    },
    insert,
    remove,
  };
}
