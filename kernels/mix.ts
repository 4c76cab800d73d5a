// The integer generator of shuffles and dropout masks: a 32-bit mixer applied to a counter, so that any draw can be made
// alone and in any order. src/network/engine/mix.ts is the same function. Constants: lowbias32 of C. Wellons, "Prospecting
// for hash functions" (2018).

// @ts-ignore: decorator
@inline
export function mix(x: u32): u32 {
  x = (x ^ (x >>> 16)) * 0x7feb352d;
  x = (x ^ (x >>> 15)) * 0x846ca68b;
  return x ^ (x >>> 16);
}

// @ts-ignore: decorator
@inline
export function mix4(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** Odd constants that keep the counters of different dimensions apart. */
export const A: u32 = 0x9e3779b9;
export const B: u32 = 0x85ebca6b;
export const C: u32 = 0xc2b2ae35;
