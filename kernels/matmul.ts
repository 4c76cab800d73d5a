import { BACK, BACK_RELU, BACK_SLOPE, finish, keep, LINEAR, panelRow, RELU } from './epilogue';
import { isWide, madd } from './fused';
import { wideColumns, wideOuter, wideProduct } from './wide';

// The three products of a layer with panels, by tiles of 4 × 8: eight accumulators, two loads of the panel and four
// broadcasts are 14 vectors, and V8 has 15 registers to give. V8 11.3 keeps all loads of a block alive at once, so two inputs in one block
// spill (1.3 times slower); with a branch between them they have a block each, and share the steps of the pointers (1.05 times faster).
// One function for each epilogue: no branch between the loop and the stores.
//
//   X  inputs of the layer    rows × depth    one row after the other, `xStride` bytes apart
//   W  weights                depth × width   in panels of eight columns, K-major (layout.ts)
//   C  result                 rows × width    `cStride` bytes apart
//   D  deltas, d loss / dC    rows × width    `dStride` bytes apart
//   G  gradient, Xᵀ·D         depth × width   in panels as W
//   S  slopes or activations  strided as C

// @ts-ignore: decorator
@inline
function tile(
  epilogue: i32, x: usize, xStride: usize, w: usize, end: usize,
  start0: v128, start1: v128, c: usize, s: usize, cStride: usize, scale: v128,
): void {
  let c00 = start0, c01 = start1;
  let c10 = start0, c11 = start1;
  let c20 = start0, c21 = start1;
  let c30 = start0, c31 = start1;
  let x1 = x + xStride;
  let x2 = x1 + xStride;
  let x3 = x2 + xStride;
  const last = end - 32;
  do {
    const w00 = v128.load(w);
    const w10 = v128.load(w, 16);
    const a00 = v128.load_splat<f32>(x);
    c00 = madd(a00, w00, c00);
    c01 = madd(a00, w10, c01);
    const a10 = v128.load_splat<f32>(x1);
    c10 = madd(a10, w00, c10);
    c11 = madd(a10, w10, c11);
    const a20 = v128.load_splat<f32>(x2);
    c20 = madd(a20, w00, c20);
    c21 = madd(a20, w10, c21);
    const a30 = v128.load_splat<f32>(x3);
    c30 = madd(a30, w00, c30);
    c31 = madd(a30, w10, c31);
    if (w == last) break;
    const w01 = v128.load(w, 32);
    const w11 = v128.load(w, 48);
    const a01 = v128.load_splat<f32>(x, 4);
    c00 = madd(a01, w01, c00);
    c01 = madd(a01, w11, c01);
    const a11 = v128.load_splat<f32>(x1, 4);
    c10 = madd(a11, w01, c10);
    c11 = madd(a11, w11, c11);
    const a21 = v128.load_splat<f32>(x2, 4);
    c20 = madd(a21, w01, c20);
    c21 = madd(a21, w11, c21);
    const a31 = v128.load_splat<f32>(x3, 4);
    c30 = madd(a31, w01, c30);
    c31 = madd(a31, w11, c31);
    x += 8;
    x1 += 8;
    x2 += 8;
    x3 += 8;
    w += 64;
  } while (w < end);
  finish(epilogue, c00, c01, c, s, scale);
  c += cStride;
  s += cStride;
  finish(epilogue, c10, c11, c, s, scale);
  c += cStride;
  s += cStride;
  finish(epilogue, c20, c21, c, s, scale);
  c += cStride;
  s += cStride;
  finish(epilogue, c30, c31, c, s, scale);
}

// @ts-ignore: decorator
@inline
function product(
  epilogue: i32, rows: i32, depth: i32, paddedDepth: i32, width: i32,
  x: usize, xStride: usize, w: usize, bias: usize, c: usize, s: usize, cStride: usize, scale: v128,
): void {
  const panelBytes = <usize>paddedDepth * 32;
  const forward = epilogue == LINEAR || epilogue == RELU;
  let column = 0;
  if (isWide()) {
    wideProduct(epilogue, rows, depth, paddedDepth, width, x, xStride, w, bias, c, s, cStride, scale);
    column = wideColumns(width);
    w += <usize>(column >> 3) * panelBytes;
    bias += <usize>column * 4;
    c += <usize>column * 4;
    s += <usize>column * 4;
  }
  for (; column < width; column += 8) {
    const end = w + <usize>depth * 32;
    const start0 = forward ? v128.load(bias) : f32x4.splat(0);
    const start1 = forward ? v128.load(bias, 16) : f32x4.splat(0);
    for (let row = 0; row < rows; row += 4) {
      const at = <usize>row * cStride;
      tile(epilogue, x + <usize>row * xStride, xStride, w, end, start0, start1, c + at, s + at, cStride, scale);
    }
    w += panelBytes;
    bias += 32;
    c += 32;
    s += 32;
  }
}

/** C = bias + X·W; up to three rows beyond `rows` are computed too and mean nothing. */
export function multiply(
  rows: i32, depth: i32, paddedDepth: i32, width: i32,
  x: usize, xStride: usize, w: usize, bias: usize, c: usize, cStride: usize,
): void {
  product(LINEAR, rows, depth, paddedDepth, width, x, xStride, w, bias, c, c, cStride, f32x4.splat(0));
}

/** C = max(0, bias + X·W) */
export function multiplyRelu(
  rows: i32, depth: i32, paddedDepth: i32, width: i32,
  x: usize, xStride: usize, w: usize, bias: usize, c: usize, cStride: usize,
): void {
  product(RELU, rows, depth, paddedDepth, width, x, xStride, w, bias, c, c, cStride, f32x4.splat(0));
}

/**
 * C = D·Wᵀ where the activation was above zero, times `scale` (1, or what dropout scaled it by); elsewhere 0. `w` is turned.
 */
export function multiplyBackRelu(
  rows: i32, depth: i32, paddedDepth: i32, width: i32,
  d: usize, dStride: usize, w: usize, c: usize, activations: usize, cStride: usize, scale: f32,
): void {
  product(BACK_RELU, rows, depth, paddedDepth, width, d, dStride, w, 0, c, activations, cStride, f32x4.splat(scale));
}

/** C = D·Wᵀ, for inputs that no activation gave. `w` is turned. */
export function multiplyBack(
  rows: i32, depth: i32, paddedDepth: i32, width: i32,
  d: usize, dStride: usize, w: usize, c: usize, cStride: usize,
): void {
  product(BACK, rows, depth, paddedDepth, width, d, dStride, w, 0, c, c, cStride, f32x4.splat(0));
}

/** C = C ∘ D·Wᵀ, where C holds the slopes of the activation. `w` is turned. */
export function multiplyBackSlope(
  rows: i32, depth: i32, paddedDepth: i32, width: i32,
  d: usize, dStride: usize, w: usize, c: usize, cStride: usize,
): void {
  product(BACK_SLOPE, rows, depth, paddedDepth, width, d, dStride, w, 0, c, c, cStride, f32x4.splat(0));
}

// @ts-ignore: decorator
@inline
function gradientTile(add: bool, rows: i32, x: usize, xStride: usize, d: usize, dStride: usize, g: usize, row: usize): void {
  let g00 = f32x4.splat(0), g01 = f32x4.splat(0);
  let g10 = f32x4.splat(0), g11 = f32x4.splat(0);
  let g20 = f32x4.splat(0), g21 = f32x4.splat(0);
  let g30 = f32x4.splat(0), g31 = f32x4.splat(0);
  do {
    const d0 = v128.load(d);
    const d1 = v128.load(d, 16);
    const a0 = v128.load_splat<f32>(x);
    g00 = madd(a0, d0, g00);
    g01 = madd(a0, d1, g01);
    const a1 = v128.load_splat<f32>(x, 4);
    g10 = madd(a1, d0, g10);
    g11 = madd(a1, d1, g11);
    const a2 = v128.load_splat<f32>(x, 8);
    g20 = madd(a2, d0, g20);
    g21 = madd(a2, d1, g21);
    const a3 = v128.load_splat<f32>(x, 12);
    g30 = madd(a3, d0, g30);
    g31 = madd(a3, d1, g31);
    x += xStride;
    d += dStride;
  } while (--rows);
  keep(add, g, g00, g01);
  g += row;
  keep(add, g, g10, g11);
  g += row;
  keep(add, g, g20, g21);
  g += row;
  keep(add, g, g30, g31);
}

// @ts-ignore: decorator
@inline
function outer(
  add: bool, rows: i32, paddedDepth: i32, width: i32, x: usize, xStride: usize, d: usize, dStride: usize, g: usize,
): void {
  const row = panelRow(paddedDepth);
  const xEnd = x + <usize>paddedDepth * 4;
  let column = 0;
  if (isWide()) {
    wideOuter(add, rows, paddedDepth, width, x, xStride, d, dStride, g);
    column = wideColumns(width);
    d += <usize>column * 4;
    g += <usize>(column * paddedDepth) * 4;
  }
  for (; column < width; column += 8) {
    for (let at = x; at < xEnd; at += 16) {
      gradientTile(add, rows, at, xStride, d, dStride, g, row);
      g += 128;
    }
    d += 32;
  }
}

/** G = Xᵀ·D over exactly `rows` rows (at least one). */
export function weightGradient(
  rows: i32, paddedDepth: i32, width: i32, x: usize, xStride: usize, d: usize, dStride: usize, g: usize,
): void {
  outer(false, rows, paddedDepth, width, x, xStride, d, dStride, g);
}

/** G = G + Xᵀ·D over exactly `rows` rows (at least one). */
export function addWeightGradient(
  rows: i32, paddedDepth: i32, width: i32, x: usize, xStride: usize, d: usize, dStride: usize, g: usize,
): void {
  outer(true, rows, paddedDepth, width, x, xStride, d, dStride, g);
}

/** g = (g or 0) + the sum of D's rows: the gradient of the biases. */
export function biasGradient(add: bool, rows: i32, width: i32, d: usize, dStride: usize, g: usize): void {
  for (let column = 0; column < width; column += 8) {
    let g0 = f32x4.splat(0);
    let g1 = f32x4.splat(0);
    let at = d;
    for (let row = 0; row < rows; row++) {
      g0 = f32x4.add(g0, v128.load(at));
      g1 = f32x4.add(g1, v128.load(at, 16));
      at += dStride;
    }
    keep(add, g, g0, g1);
    d += 32;
    g += 32;
  }
}

/**
 * Weights in panels → the panels of their transpose, for the first `inputs` inputs in whole blocks of eight (what is beyond
 * `paddedDepth` means nothing). Both are made of 8 × 8 blocks of 256 bytes; only these change places.
 */
export function turn(inputs: i32, paddedDepth: i32, paddedWidth: i32, panels: usize, to: usize): void {
  const across = <usize>paddedWidth * 32;
  for (let column = 0; column < paddedWidth; column += 8) {
    let block = to + <usize>column * 32;
    let from = panels;
    for (let row = 0; row < inputs; row += 8) {
      turnQuarter(from, block);
      turnQuarter(from + 16, block + 128);
      turnQuarter(from + 128, block + 16);
      turnQuarter(from + 144, block + 144);
      from += 256;
      block += across;
    }
    panels += <usize>paddedDepth * 32;
  }
}

// @ts-ignore: decorator
@inline
function turnQuarter(from: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from, 32);
  const c = v128.load(from, 64);
  const d = v128.load(from, 96);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7), 96);
}
