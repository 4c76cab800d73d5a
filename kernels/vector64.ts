// Vectors of float64: sums of products, and e^x of two numbers at once. No fused multiply-add: additions and multiplications in a fixed
// order, so the bits are the same on every machine. Counts of numbers that pairs are loaded from may be odd.

const log2e: f64 = 1.4426950408889634;
/** ln2High + ln2Low = ln 2, and n·ln2High is exact for |n| < 2^11. */
const ln2High: f64 = 0.693147180369123816490;
const ln2Low: f64 = 1.90821492927058770002e-10;
/** Adding it rounds to a whole number, found in the lowest bits of the sum. */
const rounder: f64 = 6755399441055744;

// @ts-ignore: decorator
@inline
function step(p: v128, r: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(p, r), f64x2.splat(coefficient));
}

/** e^x for x clamped to −700 … 700: x = n ln 2 + r, and Taylor's series to r^12, whose rest is below 2e-16 of it. */
// @ts-ignore: decorator
@inline
export function exp2(x: v128): v128 {
  x = f64x2.pmin(f64x2.pmax(x, f64x2.splat(-700)), f64x2.splat(700));
  const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(log2e)), f64x2.splat(rounder));
  const n = f64x2.sub(rounded, f64x2.splat(rounder));
  const high = f64x2.sub(x, f64x2.mul(n, f64x2.splat(ln2High)));
  const r = f64x2.sub(high, f64x2.mul(n, f64x2.splat(ln2Low)));
  let p = f64x2.splat(1.0 / 479001600.0);
  p = step(p, r, 1.0 / 39916800.0);
  p = step(p, r, 1.0 / 3628800.0);
  p = step(p, r, 1.0 / 362880.0);
  p = step(p, r, 1.0 / 40320.0);
  p = step(p, r, 1.0 / 5040.0);
  p = step(p, r, 1.0 / 720.0);
  p = step(p, r, 1.0 / 120.0);
  p = step(p, r, 1.0 / 24.0);
  p = step(p, r, 1.0 / 6.0);
  p = step(p, r, 0.5);
  p = step(p, r, 1.0);
  p = step(p, r, 1.0);
  const power = i64x2.shl(i64x2.add(rounded, i64x2.splat(1023)), 52);
  return f64x2.mul(p, power);
}

// @ts-ignore: decorator
@inline
export function sumOf2(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** Σ aₖ·bₖ */
export function dot64(count: i32, a: usize, b: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  const end4 = a + (<usize>(count & ~3) << 3);
  const end2 = a + (<usize>(count & ~1) << 3);
  for (; a < end4; a += 32, b += 32) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a), v128.load(b)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
  }
  if (a < end2) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  }
  const sum = sumOf2(f64x2.add(s0, s1));
  return count & 1 ? sum + load<f64>(a) * load<f64>(b) : sum;
}

/** Of one vector with each of four, `stride` bytes apart, what `dot64` gives, with its bits; at `to`, `toStride` bytes apart. */
export function dot64OfFour(count: i32, a: usize, b: usize, stride: usize, to: usize, toStride: usize): void {
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
  let t0 = f64x2.splat(0), t1 = f64x2.splat(0), t2 = f64x2.splat(0), t3 = f64x2.splat(0);
  const end4 = a + (<usize>(count & ~3) << 3);
  const end2 = a + (<usize>(count & ~1) << 3);
  let c = b + stride;
  let d = c + stride;
  let e = d + stride;
  for (; a < end4; a += 32) {
    const x = v128.load(a);
    const y = v128.load(a, 16);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(b)));
    t0 = f64x2.add(t0, f64x2.mul(y, v128.load(b, 16)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(c)));
    t1 = f64x2.add(t1, f64x2.mul(y, v128.load(c, 16)));
    s2 = f64x2.add(s2, f64x2.mul(x, v128.load(d)));
    t2 = f64x2.add(t2, f64x2.mul(y, v128.load(d, 16)));
    s3 = f64x2.add(s3, f64x2.mul(x, v128.load(e)));
    t3 = f64x2.add(t3, f64x2.mul(y, v128.load(e, 16)));
    b += 32;
    c += 32;
    d += 32;
    e += 32;
  }
  if (a < end2) {
    const x = v128.load(a);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(b)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(c)));
    s2 = f64x2.add(s2, f64x2.mul(x, v128.load(d)));
    s3 = f64x2.add(s3, f64x2.mul(x, v128.load(e)));
    a += 16;
    b += 16;
    c += 16;
    d += 16;
    e += 16;
  }
  let u0 = sumOf2(f64x2.add(s0, t0)), u1 = sumOf2(f64x2.add(s1, t1));
  let u2 = sumOf2(f64x2.add(s2, t2)), u3 = sumOf2(f64x2.add(s3, t3));
  if (count & 1) {
    const x = load<f64>(a);
    u0 += x * load<f64>(b);
    u1 += x * load<f64>(c);
    u2 += x * load<f64>(d);
    u3 += x * load<f64>(e);
  }
  store<f64>(to, u0);
  store<f64>(to + toStride, u1);
  store<f64>(to + 2 * toStride, u2);
  store<f64>(to + 3 * toStride, u3);
}

/** to += factor · a; up to one number behind `count` changes too. */
export function addMultiple64(count: i32, factor: f64, a: usize, to: usize): void {
  const f = f64x2.splat(factor);
  const end = a + (<usize>count << 3);
  for (; a < end; a += 16, to += 16) v128.store(to, f64x2.add(v128.load(to), f64x2.mul(f, v128.load(a))));
}
