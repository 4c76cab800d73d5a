import { A, B, C, mix, mix4 } from './mix';

// Inverted dropout. Unit u of hidden layer l is left out for row r of a step's batch when
//   mix(k + r·A + u·C) >>> 8  <  round(dropout · 2²⁴),   k = mix(mix(key + step·A) + l·B)
// and scaled by 1 / (1 − dropout) otherwise. A mask depends on nothing else, so that a long batch may go in chunks.

export function dropoutKey(key: u32, step: u32, layer: i32): u32 {
  return mix(mix(key + step * A) + <u32>layer * B);
}

// @ts-ignore: decorator
@inline
function drop(
  slopes: bool, firstRow: i32, rows: i32, paddedWidth: i32, a: usize, slope: usize, stride: usize,
  key: u32, below: i32, scale: f32,
): void {
  const limit = i32x4.splat(below);
  const factor = f32x4.splat(scale);
  const next = i32x4.splat(<i32>(4 * C));
  const units = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(<i32>C));
  const rowBytes = <usize>paddedWidth * 4;
  for (let row = 0; row < rows; row++) {
    let counter = i32x4.add(units, i32x4.splat(<i32>(key + <u32>(firstRow + row) * A)));
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const kept = v128.and(factor, i32x4.ge_s(i32x4.shr_u(mix4(counter), 8), limit));
      v128.store(a + at, f32x4.mul(v128.load(a + at), kept));
      if (slopes) v128.store(slope + at, f32x4.mul(v128.load(slope + at), kept));
      counter = i32x4.add(counter, next);
    }
    a += stride;
    slope += stride;
  }
}

/** Drops units of `rows` rows in place, the first of which is row `firstRow` of the batch. */
export function dropActivations(
  firstRow: i32, rows: i32, paddedWidth: i32, a: usize, stride: usize, key: u32, below: i32, scale: f32,
): void {
  drop(false, firstRow, rows, paddedWidth, a, 0, stride, key, below, scale);
}

/** The same, with the slopes beside. */
export function dropActivationsAndSlopes(
  firstRow: i32, rows: i32, paddedWidth: i32, a: usize, slope: usize, stride: usize, key: u32, below: i32, scale: f32,
): void {
  drop(true, firstRow, rows, paddedWidth, a, slope, stride, key, below, scale);
}
