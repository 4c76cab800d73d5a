// The parameters as ranges that lie together and are stepped alike. With a plain network there are two: what decays, and the biases.
//
//   rate   learning rates are multiplied by it
//   scale  a parameter here is `scale` times the one that is trained (NTK parametrisation: 1 / √inputs of a layer's weights)
//   decay  weight decay is multiplied by it, beside the rate

@unmanaged
export class Segment {
  from: usize; // bytes from the first parameter
  to: usize;
  rate: f64;
  scale: f64;
  decay: f64;
}

// Groups of parameters, shared with src/network/segments.ts.
export const WEIGHTS: i32 = 0;
export const BIASES: i32 = 1;
export const TABLES: i32 = 2;
export const INPUT_SCALE: i32 = 3;
export const PERIODIC: i32 = 4;
export const MIX: i32 = 5;
export const NORMALISATION: i32 = 6;
/** What no gradient and no step reaches. */
export const STATISTICS: i32 = 7;
const GROUPS: i32 = 8;

// Places of a layer: the last one is never the first.
export const ELSEWHERE: i32 = 0;
export const FIRST: i32 = 1;
export const LAST: i32 = 2;
const PLACES: i32 = 3;

const MOST: i32 = 512;
const SEGMENTS: usize = memory.data(512 * 40, 16);
const RATES: usize = memory.data(8 * 8, 8);
const DECAYS: usize = memory.data(8 * 8, 8);
const PLACE_RATES: usize = memory.data(3 * 8, 8);
const PLACE_DECAYS: usize = memory.data(3 * 8, 8);

let count: i32 = 0;
let ntk: bool = false;

export function segmentCount(): i32 {
  return count;
}

// @ts-ignore: decorator
@inline
export function segmentAt(index: i32): Segment {
  return changetype<Segment>(SEGMENTS + <usize>index * 40);
}

/** Forgets all segments; every factor is 1 again, but nothing decays biases, normalisation and statistics. */
export function beginSegments(): void {
  count = 0;
  ntk = false;
  for (let group = 0; group < GROUPS; group++) {
    const still = group == STATISTICS;
    const decays = !still && group != BIASES && group != NORMALISATION;
    setGroup(group, still ? 0 : 1, decays ? 1 : 0);
  }
  for (let place = 0; place < PLACES; place++) setPlace(place, 1, 1);
}

export function setGroup(group: i32, rate: f64, decay: f64): void {
  store<f64>(RATES + <usize>group * 8, rate);
  store<f64>(DECAYS + <usize>group * 8, decay);
}

export function setPlace(place: i32, rate: f64, decay: f64): void {
  store<f64>(PLACE_RATES + <usize>place * 8, rate);
  store<f64>(PLACE_DECAYS + <usize>place * 8, decay);
}

export function setNtk(on: bool): void {
  ntk = on;
}

/**
 * Names the parameters from byte `from` to `to` behind the last ones. `depth` is the inputs of the layer whose weights they are. What steps
 * like its neighbour joins it.
 */
export function addSegment(from: usize, to: usize, group: i32, place: i32, depth: i32): void {
  const rate = load<f64>(RATES + <usize>group * 8) * load<f64>(PLACE_RATES + <usize>place * 8);
  const scale = ntk && group == WEIGHTS ? 1.0 / sqrt<f64>(<f64>depth) : 1.0;
  const decay = load<f64>(DECAYS + <usize>group * 8) * load<f64>(PLACE_DECAYS + <usize>place * 8);
  if (count > 0) {
    const last = segmentAt(count - 1);
    if (last.rate == rate && last.scale == scale && last.decay == decay) {
      last.to = to;
      return;
    }
  }
  if (count == MOST) unreachable();
  const segment = segmentAt(count);
  segment.from = from;
  segment.to = to;
  segment.rate = rate;
  segment.scale = scale;
  segment.decay = decay;
  count += 1;
}
