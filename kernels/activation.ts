import { expm1Negative4, sigmoid4 } from './vector';

// Activations that the product's epilogue does not do: in place over `bytes` of weighted sums z, leaving the slope beside.

/**
 * a = tanh z. With u = e^(−2|z|) − 1: |a| = −u / (2 + u), slope = 4 (1 + u) / (2 + u)², which keeps its digits where a is
 * near 1.
 */
export function tanh(bytes: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  for (const end = a + bytes; a < end; a += 16) {
    const z = v128.load(a);
    const u = expm1Negative4(f32x4.mul(f32x4.abs(z), f32x4.splat(-2)));
    const inverse = f32x4.div(one, f32x4.add(two, u));
    const size = f32x4.mul(f32x4.neg(u), inverse);
    v128.store(a, v128.bitselect(z, size, i32x4.splat(0x80000000)));
    v128.store(slope, f32x4.mul(f32x4.mul(four, f32x4.add(one, u)), f32x4.mul(inverse, inverse)));
    slope += 16;
  }
}

/** a = z σ(z), slope = σ(z) (1 + z (1 − σ(z))). */
export function silu(bytes: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  for (const end = a + bytes; a < end; a += 16) {
    const z = v128.load(a);
    const s = sigmoid4(z);
    v128.store(a, f32x4.mul(z, s));
    v128.store(slope, f32x4.mul(s, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, s)))));
    slope += 16;
  }
}
