import { RELU, TANH } from './layout';
import { expm1Negative4, sigmoid4 } from './vector';

// Activations that the product's epilogue does not do: from `bytes` of weighted sums z to activations a, which may lie in the same
// place, leaving the slope beside.
//
// Units that pad a layer have z = 0 and must have a = 0, or weights behind them would get gradients.

/** The activation of that code (layout.ts), here alone told from the others. */
export function activate(kind: i32, bytes: usize, z: usize, a: usize, slope: usize): void {
  switch (kind) {
    case RELU: return relu(bytes, z, a, slope);
    case TANH: return tanh(bytes, z, a, slope);
    default: return silu(bytes, z, a, slope);
  }
}

/** a = max(0, z), slope = 1 where z > 0. A NaN stays one. */
function relu(bytes: usize, z: usize, a: usize, slope: usize): void {
  const zero = f32x4.splat(0);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    v128.store(a, f32x4.pmax(sum, zero));
    v128.store(slope, v128.and(f32x4.splat(1), f32x4.gt(sum, zero)));
    a += 16;
    slope += 16;
  }
}

/**
 * a = tanh z. With u = e^(−2|z|) − 1: |a| = −u / (2 + u), slope = 4 (1 + u) / (2 + u)², which keeps its digits where a is
 * near 1.
 */
function tanh(bytes: usize, z: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    const u = expm1Negative4(f32x4.mul(f32x4.abs(sum), f32x4.splat(-2)));
    const inverse = f32x4.div(one, f32x4.add(two, u));
    const size = f32x4.mul(f32x4.neg(u), inverse);
    v128.store(a, v128.bitselect(sum, size, i32x4.splat(0x80000000)));
    v128.store(slope, f32x4.mul(f32x4.mul(four, f32x4.add(one, u)), f32x4.mul(inverse, inverse)));
    a += 16;
    slope += 16;
  }
}

/** a = z σ(z), slope = σ(z) (1 + z (1 − σ(z))). */
function silu(bytes: usize, z: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    const s = sigmoid4(sum);
    v128.store(a, f32x4.mul(sum, s));
    v128.store(slope, f32x4.mul(s, f32x4.add(one, f32x4.mul(sum, f32x4.sub(one, s)))));
    a += 16;
    slope += 16;
  }
}
