import { powerOfTwo, remainder, remainderMinus1, roundedTwos } from './vector';

// The exact GELU (Hendrycks and Gimpel 2016), not its approximation by a tanh.
//
//   Φ, φ  the standard normal distribution and density      E = e^(−z²/2)
//   Φ(−|z|) = E · t · P(t), t = 1 / (1 + 0.35 |z|)
//
// P is a polynomial for ½ erfcx(|z| / √2) / t, fitted here for |z| ≤ 12.7 so that its largest relative error is least: 3e-8.

const p0: f32 = 0.139622041;
const p1: f32 = 0.139851187;
const p2: f32 = 0.119907604;
const p3: f32 = 0.105222141;
const p4: f32 = -0.0224537227;
const p5: f32 = 0.158245636;
const p6: f32 = -0.254920401;
const p7: f32 = 0.143595654;
const p8: f32 = -0.0290701559;
const rootTwoPiInverse: f32 = 0.398942280401432678;
/** Beyond, Φ(−|z|) is below 1e-36 and taken as 0: products with it would become denormal numbers. */
const farthest: f32 = 12.6;

/** ½ erfcx(size / √2) */
// @ts-ignore: decorator
@inline
function tail(size: v128): v128 {
  const one = f32x4.splat(1);
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.splat(0.35), size)));
  let p = f32x4.splat(p8);
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p7));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p6));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p5));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p4));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p3));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p2));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(p0));
  return f32x4.mul(t, p);
}

/** e^(−size²/2); the square is taken in two parts, the first exact, because exp would multiply its rounding by up to 80. */
// @ts-ignore: decorator
@inline
function bell(size: v128): v128 {
  const half = f32x4.splat(0.5);
  const head = v128.and(size, i32x4.splat(0xfffff000));
  const high = f32x4.mul(half, f32x4.mul(head, head));
  const low = f32x4.mul(half, f32x4.mul(f32x4.sub(size, head), f32x4.add(size, head)));
  const rounded = roundedTwos(f32x4.neg(f32x4.add(high, low)));
  const p = remainderMinus1(f32x4.sub(remainder(f32x4.neg(high), rounded), low));
  const two = powerOfTwo(rounded);
  return f32x4.add(two, f32x4.mul(two, p));
}

/** a = z Φ(z), slope = Φ(z) + z φ(z). */
export function gelu(bytes: usize, z: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  const limit = f32x4.splat(farthest);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    const size = f32x4.pmin(f32x4.abs(sum), limit);
    const e = v128.andnot(bell(size), f32x4.ge(size, limit));
    const beyond = f32x4.mul(e, tail(size));
    const below = v128.bitselect(beyond, f32x4.sub(one, beyond), f32x4.lt(sum, f32x4.splat(0)));
    v128.store(a, f32x4.mul(sum, below));
    const density = f32x4.mul(e, f32x4.splat(rootTwoPiInverse));
    v128.store(slope, f32x4.add(below, f32x4.mul(sum, density)));
    a += 16;
    slope += 16;
  }
}
