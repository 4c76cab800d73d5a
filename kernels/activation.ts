import { gelu } from './gelu';
import { ELU, GELU, IDENTITY, LEAKY_RELU, MISH, RELU, SELU, SILU, TANH } from './codes';
import { elu, identity, leakyRelu, selu } from './linear-unit';
import { exp4, expm1Negative4, sigmoid4 } from './vector';

// Activations that the product's epilogue does not do: from `bytes` of weighted sums z to activations a, which may lie in the same
// place, leaving the slope beside.
//
// Units that pad a layer have z = 0 and must have a = 0, or weights behind them would get gradients: after a sigmoid, whose a is ½ there,
// they are cleared (hidden.ts).

/** The activation of that code (codes.ts), here alone told from the others. */
export function activate(kind: i32, bytes: usize, z: usize, a: usize, slope: usize): void {
  switch (kind) {
    case RELU:
    case TANH:
    case SILU: return activateOften(kind, bytes, z, a, slope);
    case IDENTITY: return identity(bytes, z, a, slope);
    case LEAKY_RELU: return leakyRelu(bytes, z, a, slope);
    case ELU: return elu(bytes, z, a, slope);
    case SELU: return selu(bytes, z, a, slope);
    case GELU: return gelu(bytes, z, a, slope);
    case MISH: return mish(bytes, z, a, slope);
    default: return sigmoid(bytes, z, a, slope);
  }
}

/**
 * Those that settings name, in a function that is exported to stay one of its own: V8 11.3 was measured to make silu 1.5 times slower in a
 * function alone, and in one with all the others.
 */
export function activateOften(kind: i32, bytes: usize, z: usize, a: usize, slope: usize): void {
  if (kind == RELU) relu(bytes, z, a, slope);
  else if (kind == TANH) tanh(bytes, z, a, slope);
  else silu(bytes, z, a, slope);
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

/** a = σ(z), slope = σ(z) (1 − σ(z)), both from u = e^−|z| so that neither loses digits where the other is near 1. */
function sigmoid(bytes: usize, z: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    const u = exp4(f32x4.neg(f32x4.abs(sum)));
    const inverse = f32x4.div(one, f32x4.add(one, u));
    const small = f32x4.mul(u, inverse);
    v128.store(a, v128.bitselect(inverse, small, f32x4.ge(sum, f32x4.splat(0))));
    v128.store(slope, f32x4.mul(small, inverse));
    a += 16;
    slope += 16;
  }
}

/** From here on mish z is z in float32, and e^2z does not overflow yet. */
const straight: f32 = 20;

/**
 * a = z tanh(ln(1 + e^z)) (Misra 2019). With e = e^z, n = e (e + 2) and i = 1 / (n + 2): a = z n i, slope = n i + 4 z e (1 + e) i².
 */
function mish(bytes: usize, z: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    const e = exp4(f32x4.pmin(sum, f32x4.splat(straight)));
    const n = f32x4.mul(e, f32x4.add(e, two));
    const inverse = f32x4.div(one, f32x4.add(n, two));
    const share = f32x4.mul(n, inverse);
    const bend = f32x4.mul(f32x4.mul(four, e), f32x4.mul(f32x4.add(one, e), f32x4.mul(inverse, inverse)));
    v128.store(a, f32x4.mul(sum, share));
    v128.store(slope, f32x4.add(share, f32x4.mul(sum, bend)));
    a += 16;
    slope += 16;
  }
}
