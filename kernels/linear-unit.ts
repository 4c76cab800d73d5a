import { powerOfTwo, remainder, remainderMinus1, roundedTwos } from './vector';

// Activations that are a straight line above zero. They take z to a, which may lie in the same place, and leave the slope beside
// (activation.ts).

/** a = z */
export function identity(bytes: usize, z: usize, a: usize, slope: usize): void {
  const one = f32x4.splat(1);
  for (const end = z + bytes; z < end; z += 16) {
    v128.store(a, v128.load(z));
    v128.store(slope, one);
    a += 16;
    slope += 16;
  }
}

const leak: f32 = 0.01;

/** a = z above zero and z / 100 below; the slope at zero is that below. */
export function leakyRelu(bytes: usize, z: usize, a: usize, slope: usize): void {
  const below = f32x4.splat(leak);
  const one = f32x4.splat(1);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    const positive = f32x4.gt(sum, f32x4.splat(0));
    v128.store(a, v128.bitselect(sum, f32x4.mul(below, sum), positive));
    v128.store(slope, v128.bitselect(one, below, positive));
    a += 16;
    slope += 16;
  }
}

/** a = above · z above zero and below · (e^z − 1) from there down, where both halves of the exponential keep their digits. */
// @ts-ignore: decorator
@inline
function exponentialUnit(above: f32, below: f32, bytes: usize, z: usize, a: usize, slope: usize): void {
  const zero = f32x4.splat(0);
  const upper = f32x4.splat(above);
  const lower = f32x4.splat(below);
  for (const end = z + bytes; z < end; z += 16) {
    const sum = v128.load(z);
    const positive = f32x4.gt(sum, zero);
    const x = f32x4.pmax(f32x4.pmin(sum, zero), f32x4.splat(-87));
    const rounded = roundedTwos(x);
    const p = remainderMinus1(remainder(x, rounded));
    const two = powerOfTwo(rounded);
    const part = f32x4.mul(two, p);
    const minus1 = f32x4.add(part, f32x4.sub(two, f32x4.splat(1)));
    v128.store(a, v128.bitselect(f32x4.mul(upper, sum), f32x4.mul(lower, minus1), positive));
    v128.store(slope, v128.bitselect(upper, f32x4.mul(lower, f32x4.add(two, part)), positive));
    a += 16;
    slope += 16;
  }
}

/** a = z above zero and e^z − 1 from there down. */
export function elu(bytes: usize, z: usize, a: usize, slope: usize): void {
  exponentialUnit(1, 1, bytes, z, a, slope);
}

const seluScale: f32 = 1.0507009873554804934;
const seluBelow: f32 = 1.7580993408473768; // scale × 1.6732632423543772848

/** a = 1.0507 z above zero and 1.7581 (e^z − 1) from there down (Klambauer et al. 2017). */
export function selu(bytes: usize, z: usize, a: usize, slope: usize): void {
  exponentialUnit(seluScale, seluBelow, bytes, z, a, slope);
}
