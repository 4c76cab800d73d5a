import { isWide } from './fused';
import { held, heldBits } from './held';

// One step of the optimiser over parameters that lie together. Padded parameters have zero gradients and stay zero.
//
//   w  parameters     g  gradients     m, v  moments     decay  1 − rate × weight decay (1 where it is coupled)

/**
 * Smaller moments become zero: WebAssembly cannot flush denormal numbers, and they were measured to slow long runs up to
 * 1.2 times.
 */
const tiny: f32 = 1e-30;

// @ts-ignore: decorator
@inline
function flushed(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(tiny)));
}

// @ts-ignore: decorator
@inline
function stepBack(w: usize, decay: f32, step: v128): void {
  v128.store(w, f32x4.sub(f32x4.mul(f32x4.splat(decay), v128.load(w)), step));
}

/** v = β·v + (1 − β)·g² */
// @ts-ignore: decorator
@inline
function squaresMean(v: usize, slope: v128, keep: v128, take: v128): v128 {
  const mean = flushed(f32x4.add(f32x4.mul(keep, v128.load(v)), f32x4.mul(take, f32x4.mul(slope, slope))));
  v128.store(v, mean);
  return mean;
}

/** m = momentum·m + x */
// @ts-ignore: decorator
@inline
function pushed(m: usize, momentum: f32, x: v128): v128 {
  const sum = flushed(f32x4.add(f32x4.mul(f32x4.splat(momentum), v128.load(m)), x));
  v128.store(m, sum);
  return sum;
}

/**
 * AdamW (Loshchilov and Hutter 2019): w = decay·w − stepSize · m / (√v · unbias + ε), with stepSize = rate / (1 − β1^t) and
 * unbias = 1 / √(1 − β2^t).
 */
export function adam(
  bytes: usize, w: usize, g: usize, m: usize, v: usize,
  stepSize: f32, unbias: f32, epsilon: f32, beta1: f32, beta2: f32, decay: f32,
): void {
  const keep1 = held(0, beta1);
  const keep2 = held(1, beta2);
  const take1 = held(2, <f32>(1.0 - <f64>beta1));
  const take2 = held(3, <f32>(1.0 - <f64>beta2));
  const along = held(4, stepSize);
  const scale = held(5, unbias);
  const least = held(6, epsilon);
  const left = held(7, decay);
  const limit = held(8, tiny);
  const magnitude = heldBits(9, 0x7fffffff);
  let i: usize = 0;
  if (isWide()) {
    for (const end = bytes & ~31; i < end; i += 32) {
      const slope0 = v128.load(g + i);
      const slope1 = v128.load(g + i, 16);
      const m0 = v128.load(m + i);
      const m1 = v128.load(m + i, 16);
      const v0 = v128.load(v + i);
      const v1 = v128.load(v + i, 16);
      const w0 = v128.load(w + i);
      const w1 = v128.load(w + i, 16);
      const first0 = firstMoment(slope0, m0, keep1, take1, magnitude, limit);
      const first1 = firstMoment(slope1, m1, keep1, take1, magnitude, limit);
      const second0 = secondMoment(slope0, v0, keep2, take2, magnitude, limit);
      const second1 = secondMoment(slope1, v1, keep2, take2, magnitude, limit);
      const stepped0 = stepped(w0, first0, second0, scale, least, along, left);
      const stepped1 = stepped(w1, first1, second1, scale, least, along, left);
      v128.store(m + i, first0);
      v128.store(m + i, first1, 16);
      v128.store(v + i, second0);
      v128.store(v + i, second1, 16);
      v128.store(w + i, stepped0);
      v128.store(w + i, stepped1, 16);
    }
  }
  for (; i < bytes; i += 16) {
    const slope = v128.load(g + i);
    const first = firstMoment(slope, v128.load(m + i), keep1, take1, magnitude, limit);
    const second = secondMoment(slope, v128.load(v + i), keep2, take2, magnitude, limit);
    v128.store(m + i, first);
    v128.store(v + i, second);
    v128.store(w + i, stepped(v128.load(w + i), first, second, scale, least, along, left));
  }
}

// @ts-ignore: decorator
@inline
function firstMoment(slope: v128, m: v128, keep: v128, take: v128, magnitude: v128, limit: v128): v128 {
  const mean = f32x4.add(f32x4.mul(keep, m), f32x4.mul(take, slope));
  return v128.andnot(mean, f32x4.lt(v128.and(mean, magnitude), limit));
}

// @ts-ignore: decorator
@inline
function secondMoment(slope: v128, v: v128, keep: v128, take: v128, magnitude: v128, limit: v128): v128 {
  const mean = f32x4.add(f32x4.mul(keep, v), f32x4.mul(take, f32x4.mul(slope, slope)));
  return v128.andnot(mean, f32x4.lt(v128.and(mean, magnitude), limit));
}

// @ts-ignore: decorator
@inline
function stepped(w: v128, first: v128, second: v128, scale: v128, least: v128, along: v128, left: v128): v128 {
  const size = f32x4.add(f32x4.mul(f32x4.sqrt(second), scale), least);
  return f32x4.sub(f32x4.mul(left, w), f32x4.div(f32x4.mul(along, first), size));
}

/** Gradient descent: w = decay·w − rate·g. */
export function descend(bytes: usize, w: usize, g: usize, rate: f32, decay: f32): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    stepBack(w + i, decay, f32x4.mul(f32x4.splat(rate), v128.load(g + i)));
  }
}

/** Momentum as in PyTorch: m = momentum·m + g, w = decay·w − rate·m. */
export function descendWithMomentum(
  bytes: usize, w: usize, g: usize, m: usize, rate: f32, momentum: f32, decay: f32,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const first = pushed(m + i, momentum, v128.load(g + i));
    stepBack(w + i, decay, f32x4.mul(f32x4.splat(rate), first));
  }
}

/** Nesterov's momentum as in PyTorch: m = momentum·m + g, w = decay·w − rate·(g + momentum·m). */
export function descendAhead(
  bytes: usize, w: usize, g: usize, m: usize, rate: f32, momentum: f32, decay: f32,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const slope = v128.load(g + i);
    const first = pushed(m + i, momentum, slope);
    const ahead = f32x4.add(slope, f32x4.mul(f32x4.splat(momentum), first));
    stepBack(w + i, decay, f32x4.mul(f32x4.splat(rate), ahead));
  }
}

/** RMSProp as in PyTorch: v = β·v + (1 − β)·g², w = decay·w − rate · g / (√v + ε). */
export function rmsprop(
  bytes: usize, w: usize, g: usize, v: usize, rate: f32, beta: f32, epsilon: f32, decay: f32,
): void {
  const keep = f32x4.splat(beta);
  const take = f32x4.splat(<f32>(1.0 - <f64>beta));
  for (let i: usize = 0; i < bytes; i += 16) {
    const slope = v128.load(g + i);
    const size = f32x4.add(f32x4.sqrt(squaresMean(v + i, slope, keep, take)), f32x4.splat(epsilon));
    stepBack(w + i, decay, f32x4.div(f32x4.mul(f32x4.splat(rate), slope), size));
  }
}

/** The same with m = momentum·m + g / (√v + ε), w = decay·w − rate·m. */
export function rmspropWithMomentum(
  bytes: usize, w: usize, g: usize, v: usize, m: usize, rate: f32, beta: f32, epsilon: f32, momentum: f32, decay: f32,
): void {
  const keep = f32x4.splat(beta);
  const take = f32x4.splat(<f32>(1.0 - <f64>beta));
  for (let i: usize = 0; i < bytes; i += 16) {
    const slope = v128.load(g + i);
    const size = f32x4.add(f32x4.sqrt(squaresMean(v + i, slope, keep, take)), f32x4.splat(epsilon));
    const first = pushed(m + i, momentum, f32x4.div(slope, size));
    stepBack(w + i, decay, f32x4.mul(f32x4.splat(rate), first));
  }
}
