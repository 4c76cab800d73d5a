// Elementary functions of four float32 numbers at once. No fused multiply-add, no table, no division by a table: additions,
// multiplications and divisions in a fixed order, so the bits are the same on every machine. NaN stays NaN.
//
//   ln2High + ln2Low = ln 2, and n·ln2High is exact for |n| < 2^9

const log2e: f32 = 1.44269504088896341;
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.12194440054690583e-4;
/** Adding it rounds a small number to an integer, found in the lowest bits of the sum. */
const rounder: f32 = 12582912;

/** (2^n, e^r − 1) with x = n ln 2 + r: the halves of exp and expm1. Taylor to r^7: the rest is below 6e-9 of e^r. */
// @ts-ignore: decorator
@inline
export function remainderMinus1(r: v128): v128 {
  let p = f32x4.splat(1.0 / 5040.0);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 720.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 24.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 6.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), p));
}

// @ts-ignore: decorator
@inline
export function roundedTwos(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(log2e)), f32x4.splat(rounder));
}

// @ts-ignore: decorator
@inline
export function powerOfTwo(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
}

// @ts-ignore: decorator
@inline
export function remainder(x: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, f32x4.splat(rounder));
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(ln2High)));
  return f32x4.sub(high, f32x4.mul(n, f32x4.splat(ln2Low)));
}

/** e^x for x clamped to −87 … 88. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(88));
  const rounded = roundedTwos(x);
  const p = remainderMinus1(remainder(x, rounded));
  const two = powerOfTwo(rounded);
  return f32x4.add(two, f32x4.mul(two, p));
}

/** 1 / (1 + e^−x) */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** e^x − 1 for x clamped to −87 … 0: exact to the last bits near zero too. */
// @ts-ignore: decorator
@inline
export function expm1Negative4(x: v128): v128 {
  x = f32x4.pmax(x, f32x4.splat(-87));
  const rounded = roundedTwos(x);
  const p = remainderMinus1(remainder(x, rounded));
  const two = powerOfTwo(rounded);
  return f32x4.add(f32x4.mul(two, p), f32x4.sub(two, f32x4.splat(1)));
}

/** tanh x = −u / (2 + u) · sign x, with u = e^(−2|x|) − 1. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const u = expm1Negative4(f32x4.mul(f32x4.abs(x), f32x4.splat(-2)));
  const size = f32x4.div(f32x4.neg(u), f32x4.add(f32x4.splat(2), u));
  return v128.bitselect(x, size, i32x4.splat(0x80000000));
}

/** 2 atanh s for |s| ≤ 1/3, to s^17: the rest is below 5e-10 of it. */
// @ts-ignore: decorator
@inline
export function twiceAtanh(s: v128): v128 {
  const q = f32x4.mul(s, s);
  let p = f32x4.splat(2.0 / 17.0);
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 15.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 13.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 11.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 9.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 7.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 5.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 3.0));
  return f32x4.add(f32x4.add(s, s), f32x4.mul(f32x4.mul(s, q), p));
}

/** ln(1 + u) for u in 0 … 1: log1p u = 2 atanh(u / (2 + u)). */
// @ts-ignore: decorator
@inline
export function log1p4(u: v128): v128 {
  return twiceAtanh(f32x4.div(u, f32x4.add(f32x4.splat(2), u)));
}

/** ln x for finite x ≥ 2^−126: x = 2^n m, m in ⅔ … 4/3, ln x = n ln 2 + 2 atanh((m − 1) / (m + 1)). */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f2aaaab));
  const n = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f2aaaab));
  const one = f32x4.splat(1);
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const low = f32x4.add(twiceAtanh(s), f32x4.mul(n, f32x4.splat(ln2Low)));
  const value = f32x4.add(low, f32x4.mul(n, f32x4.splat(ln2High)));
  // NaN and infinity have no exponent to take apart: they pass through.
  return v128.bitselect(value, x, f32x4.lt(x, f32x4.splat(f32.MAX_VALUE)));
}

// Angles in turns: t = k/4 + r with |r| ≤ 1/8, y = 2πr, and cos 2πt, sin 2πt are ± cos y or ± sin y by k. Finding r costs no error. Taylor
// to y^9 and y^10: the rest is below 3e-9 of sin y and 2e-10 of cos y.

const radiansInTurn: f32 = 6.28318530717958648;

/** The nearest count of quarter turns, a whole number. */
// @ts-ignore: decorator
@inline
export function quarters4(turns: v128): v128 {
  return f32x4.nearest(f32x4.mul(turns, f32x4.splat(4)));
}

// @ts-ignore: decorator
@inline
function restOf(turns: v128, quarters: v128): v128 {
  const rest = f32x4.sub(turns, f32x4.mul(quarters, f32x4.splat(0.25)));
  return f32x4.mul(rest, f32x4.splat(radiansInTurn));
}

/** sin y */
// @ts-ignore: decorator
@inline
export function quarterSine(turns: v128, quarters: v128): v128 {
  const y = restOf(turns, quarters);
  const q = f32x4.mul(y, y);
  let p = f32x4.splat(1.0 / 362880.0);
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(-1.0 / 5040.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(-1.0 / 6.0));
  return f32x4.add(y, f32x4.mul(f32x4.mul(y, q), p));
}

/** cos y */
// @ts-ignore: decorator
@inline
export function quarterCosine(turns: v128, quarters: v128): v128 {
  const y = restOf(turns, quarters);
  const q = f32x4.mul(y, y);
  let p = f32x4.splat(-1.0 / 3628800.0);
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 40320.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(-1.0 / 720.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.0 / 24.0));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(-0.5));
  return f32x4.add(f32x4.splat(1), f32x4.mul(q, p));
}

// @ts-ignore: decorator
@inline
function byQuarter(k: v128, even: v128, odd: v128): v128 {
  const isOdd = i32x4.neg(v128.and(k, i32x4.splat(1)));
  return v128.bitselect(odd, even, isOdd);
}

/** cos 2πt from sin y and cos y: cos y, −sin y, −cos y, sin y for k = 0, 1, 2, 3. */
// @ts-ignore: decorator
@inline
export function cosineOf(quarters: v128, sine: v128, cosine: v128): v128 {
  const k = i32x4.trunc_sat_f32x4_s(quarters);
  const negative = i32x4.shl(v128.and(i32x4.add(k, i32x4.splat(1)), i32x4.splat(2)), 30);
  return v128.xor(byQuarter(k, cosine, sine), negative);
}

/** sin 2πt from sin y and cos y: sin y, cos y, −sin y, −cos y for k = 0, 1, 2, 3. */
// @ts-ignore: decorator
@inline
export function sineOf(quarters: v128, sine: v128, cosine: v128): v128 {
  const k = i32x4.trunc_sat_f32x4_s(quarters);
  const negative = i32x4.shl(v128.and(k, i32x4.splat(2)), 30);
  return v128.xor(byQuarter(k, sine, cosine), negative);
}

/** The sum of four numbers, as (a0 + a2) + (a1 + a3). */
// @ts-ignore: decorator
@inline
export function sum4(a: v128): f32 {
  const pairs = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** (sum a, sum b, sum c, sum d) */
// @ts-ignore: decorator
@inline
export function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

// One number at a time: the door for tests.
export function exp32(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}
export function sigmoid32(x: f32): f32 {
  return f32x4.extract_lane(sigmoid4(f32x4.splat(x)), 0);
}
export function tanh32(x: f32): f32 {
  return f32x4.extract_lane(tanh4(f32x4.splat(x)), 0);
}
export function log32(x: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(x)), 0);
}
export function log1p32(x: f32): f32 {
  return f32x4.extract_lane(log1p4(f32x4.splat(x)), 0);
}

/** cos 2πt */
export function cosTurns32(t: f32): f32 {
  const turns = f32x4.splat(t);
  const quarters = quarters4(turns);
  return f32x4.extract_lane(cosineOf(quarters, quarterSine(turns, quarters), quarterCosine(turns, quarters)), 0);
}
/** sin 2πt */
export function sinTurns32(t: f32): f32 {
  const turns = f32x4.splat(t);
  const quarters = quarters4(turns);
  return f32x4.extract_lane(sineOf(quarters, quarterSine(turns, quarters), quarterCosine(turns, quarters)), 0);
}
