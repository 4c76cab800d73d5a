import { beside, finished, keep, LINEAR, panelRow, RELU } from './epilogue';
import { madd } from './fused';

// Tiles of 6 × 16, two panels side by side, for a V8 that makes one vector of eight numbers out of two neighbouring ones of four (its
// revectorizer: it wants neighbouring stores and no branch between them and the loop). Then twelve sums, two loads of the panels and a
// broadcast fill its fifteen registers. Of 4 × 16 where six rows would reach too far: three rows beyond the last have room, no more; and in the
// plain kernels, where a product has a register of its own before it is added.
// Each sum takes its products in the order that it has in every other tile, so that bits do not depend on tiles. Names as in matmul.ts.

/** Whether the next tile has six rows, when `left` are left. */
// @ts-ignore: decorator
@inline
function isTall(left: i32): bool {
  return ASC_FEATURE_RELAXED_SIMD && (left > 8 || left == 5 || left == 6);
}

/** All loads, then all stores, at fixed distances from one address: stores at another are not paired. */
// @ts-ignore: decorator
@inline
function finishFour(
  epilogue: i32, sum0: v128, sum1: v128, sum2: v128, sum3: v128, c: usize, s: usize, scale: v128,
): void {
  const beside0 = beside(epilogue, s);
  const beside1 = beside(epilogue, s + 16);
  const beside2 = beside(epilogue, s + 32);
  const beside3 = beside(epilogue, s + 48);
  const finished0 = finished(epilogue, sum0, beside0, scale);
  const finished1 = finished(epilogue, sum1, beside1, scale);
  const finished2 = finished(epilogue, sum2, beside2, scale);
  const finished3 = finished(epilogue, sum3, beside3, scale);
  v128.store(c, finished0);
  v128.store(c, finished1, 16);
  v128.store(c, finished2, 32);
  v128.store(c, finished3, 48);
}

// @ts-ignore: decorator
@inline
function tile(
  six: bool, epilogue: i32, x: usize, xStride: usize, w: usize, next: usize, end: usize,
  start0: v128, start1: v128, start2: v128, start3: v128, c: usize, s: usize, cStride: usize, scale: v128,
): void {
  let c00 = start0, c01 = start1, c02 = start2, c03 = start3;
  let c10 = start0, c11 = start1, c12 = start2, c13 = start3;
  let c20 = start0, c21 = start1, c22 = start2, c23 = start3;
  let c30 = start0, c31 = start1, c32 = start2, c33 = start3;
  let c40 = start0, c41 = start1, c42 = start2, c43 = start3;
  let c50 = start0, c51 = start1, c52 = start2, c53 = start3;
  const x1 = xStride, x2 = 2 * xStride, x3 = 3 * xStride, x4 = 4 * xStride, x5 = 5 * xStride;
  do {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const w2 = v128.load(w + next);
    const w3 = v128.load(w + next, 16);
    const a0 = v128.load_splat<f32>(x);
    c00 = madd(a0, w0, c00);
    c01 = madd(a0, w1, c01);
    c02 = madd(a0, w2, c02);
    c03 = madd(a0, w3, c03);
    const a1 = v128.load_splat<f32>(x + x1);
    c10 = madd(a1, w0, c10);
    c11 = madd(a1, w1, c11);
    c12 = madd(a1, w2, c12);
    c13 = madd(a1, w3, c13);
    const a2 = v128.load_splat<f32>(x + x2);
    c20 = madd(a2, w0, c20);
    c21 = madd(a2, w1, c21);
    c22 = madd(a2, w2, c22);
    c23 = madd(a2, w3, c23);
    const a3 = v128.load_splat<f32>(x + x3);
    c30 = madd(a3, w0, c30);
    c31 = madd(a3, w1, c31);
    c32 = madd(a3, w2, c32);
    c33 = madd(a3, w3, c33);
    if (six) {
      const a4 = v128.load_splat<f32>(x + x4);
      c40 = madd(a4, w0, c40);
      c41 = madd(a4, w1, c41);
      c42 = madd(a4, w2, c42);
      c43 = madd(a4, w3, c43);
      const a5 = v128.load_splat<f32>(x + x5);
      c50 = madd(a5, w0, c50);
      c51 = madd(a5, w1, c51);
      c52 = madd(a5, w2, c52);
      c53 = madd(a5, w3, c53);
    }
    x += 4;
    w += 32;
  } while (w < end);
  finishFour(epilogue, c00, c01, c02, c03, c, s, scale);
  c += cStride;
  s += cStride;
  finishFour(epilogue, c10, c11, c12, c13, c, s, scale);
  c += cStride;
  s += cStride;
  finishFour(epilogue, c20, c21, c22, c23, c, s, scale);
  c += cStride;
  s += cStride;
  finishFour(epilogue, c30, c31, c32, c33, c, s, scale);
  if (!six) return;
  c += cStride;
  s += cStride;
  finishFour(epilogue, c40, c41, c42, c43, c, s, scale);
  c += cStride;
  s += cStride;
  finishFour(epilogue, c50, c51, c52, c53, c, s, scale);
}

/** The product over two panels at a time; what is left is a panel at most. */
// @ts-ignore: decorator
@inline
export function wideProduct(
  epilogue: i32, rows: i32, depth: i32, paddedDepth: i32, width: i32,
  x: usize, xStride: usize, w: usize, bias: usize, c: usize, s: usize, cStride: usize, scale: v128,
): void {
  const next = <usize>paddedDepth * 32;
  const forward = epilogue == LINEAR || epilogue == RELU;
  for (let column = 0; column + 8 < width; column += 16) {
    const end = w + <usize>depth * 32;
    const start0 = forward ? v128.load(bias) : f32x4.splat(0);
    const start1 = forward ? v128.load(bias, 16) : f32x4.splat(0);
    const start2 = forward ? v128.load(bias, 32) : f32x4.splat(0);
    const start3 = forward ? v128.load(bias, 48) : f32x4.splat(0);
    let row = 0;
    for (; isTall(rows - row); row += 6) {
      const at = <usize>row * cStride;
      tile(
        true, epilogue, x + <usize>row * xStride, xStride, w, next, end,
        start0, start1, start2, start3, c + at, s + at, cStride, scale,
      );
    }
    for (; row < rows; row += 4) {
      const at = <usize>row * cStride;
      tile(
        false, epilogue, x + <usize>row * xStride, xStride, w, next, end,
        start0, start1, start2, start3, c + at, s + at, cStride, scale,
      );
    }
    w += next * 2;
    bias += 64;
    c += 64;
    s += 64;
  }
}

/** Columns that `wideProduct` and `wideOuter` leave to narrower tiles begin here: none or a panel. */
// @ts-ignore: decorator
@inline
export function wideColumns(width: i32): i32 {
  return (width + 7) & ~15;
}

// @ts-ignore: decorator
@inline
function gradientTile(
  six: bool, add: bool, rows: i32, x: usize, xStride: usize, d: usize, dStride: usize, g: usize, row: usize,
  next: usize,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c02 = f32x4.splat(0), c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0), c12 = f32x4.splat(0), c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c22 = f32x4.splat(0), c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0), c32 = f32x4.splat(0), c33 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0), c42 = f32x4.splat(0), c43 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0), c52 = f32x4.splat(0), c53 = f32x4.splat(0);
  do {
    const w0 = v128.load(d);
    const w1 = v128.load(d, 16);
    const w2 = v128.load(d, 32);
    const w3 = v128.load(d, 48);
    const a0 = v128.load_splat<f32>(x);
    c00 = madd(a0, w0, c00);
    c01 = madd(a0, w1, c01);
    c02 = madd(a0, w2, c02);
    c03 = madd(a0, w3, c03);
    const a1 = v128.load_splat<f32>(x, 4);
    c10 = madd(a1, w0, c10);
    c11 = madd(a1, w1, c11);
    c12 = madd(a1, w2, c12);
    c13 = madd(a1, w3, c13);
    const a2 = v128.load_splat<f32>(x, 8);
    c20 = madd(a2, w0, c20);
    c21 = madd(a2, w1, c21);
    c22 = madd(a2, w2, c22);
    c23 = madd(a2, w3, c23);
    const a3 = v128.load_splat<f32>(x, 12);
    c30 = madd(a3, w0, c30);
    c31 = madd(a3, w1, c31);
    c32 = madd(a3, w2, c32);
    c33 = madd(a3, w3, c33);
    if (six) {
      const a4 = v128.load_splat<f32>(x, 16);
      c40 = madd(a4, w0, c40);
      c41 = madd(a4, w1, c41);
      c42 = madd(a4, w2, c42);
      c43 = madd(a4, w3, c43);
      const a5 = v128.load_splat<f32>(x, 20);
      c50 = madd(a5, w0, c50);
      c51 = madd(a5, w1, c51);
      c52 = madd(a5, w2, c52);
      c53 = madd(a5, w3, c53);
    }
    x += xStride;
    d += dStride;
  } while (--rows);
  keep(add, g, c00, c01);
  keep(add, g + next, c02, c03);
  g += row;
  keep(add, g, c10, c11);
  keep(add, g + next, c12, c13);
  g += row;
  keep(add, g, c20, c21);
  keep(add, g + next, c22, c23);
  g += row;
  keep(add, g, c30, c31);
  keep(add, g + next, c32, c33);
  if (!six) return;
  g += row;
  keep(add, g, c40, c41);
  keep(add, g + next, c42, c43);
  g += row;
  keep(add, g, c50, c51);
  keep(add, g + next, c52, c53);
}

/** The gradient of two panels at a time. */
// @ts-ignore: decorator
@inline
export function wideOuter(
  add: bool, rows: i32, paddedDepth: i32, width: i32, x: usize, xStride: usize, d: usize, dStride: usize, g: usize,
): void {
  const row = panelRow(paddedDepth);
  const next = <usize>paddedDepth * 32;
  for (let column = 0; column + 8 < width; column += 16) {
    let k = 0;
    for (; isTall(paddedDepth - k); k += 6) {
      gradientTile(true, add, rows, x + <usize>k * 4, xStride, d, dStride, g + <usize>k * 32, row, next);
    }
    for (; k < paddedDepth; k += 4) {
      gradientTile(false, add, rows, x + <usize>k * 4, xStride, d, dStride, g + <usize>k * 32, row, next);
    }
    d += 64;
    g += next * 2;
  }
}
