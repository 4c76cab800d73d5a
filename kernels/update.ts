// One step of the optimiser over parameters that lie together. Padded parameters have zero gradients and stay zero.
//
//   w  parameters     g  gradients     m, v  moments     decay  1 − rate × weight decay (1 for biases)

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

/**
 * AdamW (Loshchilov and Hutter 2019): w = decay·w − stepSize · m / (√v · unbias + ε), with stepSize = rate / (1 − β1^t) and
 * unbias = 1 / √(1 − β2^t).
 */
export function adam(
  bytes: usize, w: usize, g: usize, m: usize, v: usize,
  stepSize: f32, unbias: f32, epsilon: f32, beta1: f32, beta2: f32, decay: f32,
): void {
  const keep1 = f32x4.splat(beta1);
  const keep2 = f32x4.splat(beta2);
  const take1 = f32x4.splat(<f32>(1.0 - <f64>beta1));
  const take2 = f32x4.splat(<f32>(1.0 - <f64>beta2));
  for (let i: usize = 0; i < bytes; i += 16) {
    const slope = v128.load(g + i);
    const first = flushed(f32x4.add(f32x4.mul(keep1, v128.load(m + i)), f32x4.mul(take1, slope)));
    const second = flushed(f32x4.add(f32x4.mul(keep2, v128.load(v + i)), f32x4.mul(take2, f32x4.mul(slope, slope))));
    v128.store(m + i, first);
    v128.store(v + i, second);
    const size = f32x4.add(f32x4.mul(f32x4.sqrt(second), f32x4.splat(unbias)), f32x4.splat(epsilon));
    const step = f32x4.div(f32x4.mul(f32x4.splat(stepSize), first), size);
    v128.store(w + i, f32x4.sub(f32x4.mul(f32x4.splat(decay), v128.load(w + i)), step));
  }
}

/** Momentum as in PyTorch: m = momentum·m + g, w = decay·w − rate·m. */
export function sgd(bytes: usize, w: usize, g: usize, m: usize, rate: f32, momentum: f32, decay: f32): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const first = flushed(f32x4.add(f32x4.mul(f32x4.splat(momentum), v128.load(m + i)), v128.load(g + i)));
    v128.store(m + i, first);
    const step = f32x4.mul(f32x4.splat(rate), first);
    v128.store(w + i, f32x4.sub(f32x4.mul(f32x4.splat(decay), v128.load(w + i)), step));
  }
}
