import { epsilon } from './batch-norm';
import { sum4 } from './vector';

// Layer normalisation (Ba et al. 2016), as PyTorch defines it: each row by the mean and the biased variance of its units.
//
//   z  weighted sums, which become x̂ = (z − mean) / √(variance + ε)     y  gain · x̂ + shift
//   d  d loss / dy, which becomes d loss / dz                           inverse  1 / √(variance + ε), one for each row
//
// z, y, d: rows `stride` bytes apart of `width` units; what pads them to a multiple of 8 is zero and stays so.

/** All ones in the lanes of a vector whose first unit is `unit` that are units, not padding. */
// @ts-ignore: decorator
@inline
function units(width: i32, unit: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(width - unit));
}

export function normaliseRows(
  rows: i32, width: i32, z: usize, y: usize, stride: usize, gain: usize, shift: usize, inverse: usize,
): void {
  const padded = (width + 7) & ~7;
  for (let row = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    for (let j = 0; j < padded; j += 4) sum = f32x4.add(sum, v128.load(z + <usize>j * 4));
    const mean = f32x4.splat(sum4(sum) / <f32>width);
    let squares = f32x4.splat(0);
    for (let j = 0; j < padded; j += 4) {
      const at = z + <usize>j * 4;
      const distance = v128.and(f32x4.sub(v128.load(at), mean), units(width, j));
      v128.store(at, distance);
      squares = f32x4.add(squares, f32x4.mul(distance, distance));
    }
    const one: f32 = 1;
    const scale = one / sqrt<f32>(sum4(squares) / <f32>width + epsilon);
    store<f32>(inverse, scale);
    for (let j = 0; j < padded; j += 4) {
      const at = <usize>j * 4;
      const x = f32x4.mul(v128.load(z + at), f32x4.splat(scale));
      v128.store(z + at, x);
      v128.store(y + at, f32x4.add(f32x4.mul(v128.load(gain + at), x), v128.load(shift + at)));
    }
    z += stride;
    y += stride;
    inverse += 4;
  }
}

/** With s = gain · d: d = inverse · (s − mean s − x̂ · mean (s ∘ x̂)). */
export function rowDeltas(
  rows: i32, width: i32, d: usize, normalised: usize, stride: usize, gain: usize, inverse: usize,
): void {
  const padded = (width + 7) & ~7;
  for (let row = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    let dots = f32x4.splat(0);
    for (let j = 0; j < padded; j += 4) {
      const at = <usize>j * 4;
      const s = f32x4.mul(v128.load(gain + at), v128.load(d + at));
      sum = f32x4.add(sum, s);
      dots = f32x4.add(dots, f32x4.mul(s, v128.load(normalised + at)));
    }
    const mean = f32x4.splat(sum4(sum) / <f32>width);
    const along = f32x4.splat(sum4(dots) / <f32>width);
    const scale = v128.load_splat<f32>(inverse);
    for (let j = 0; j < padded; j += 4) {
      const at = <usize>j * 4;
      const s = f32x4.mul(v128.load(gain + at), v128.load(d + at));
      const rest = f32x4.sub(f32x4.sub(s, mean), f32x4.mul(v128.load(normalised + at), along));
      v128.store(d + at, v128.and(f32x4.mul(scale, rest), units(width, j)));
    }
    d += stride;
    normalised += stride;
    inverse += 4;
  }
}
