import { keep } from './epilogue';
import { madd } from './fused';
import { held } from './held';
import { sum4, sums4 } from './vector';

// The products of a layer with one output, the commonest last layer: a panel would be seven eighths padding.
//
//   X  inputs   rows × depth, `stride` bytes apart, depth padded to a multiple of 4 with zeros
//   w  weights  depth
//   z  result   rows, one after the other
//   d  deltas   rows
//   S  slopes or activations of the layer before, strided as X

/** z = bias + X·w; up to three rows beyond `rows` are computed too and mean nothing. */
export function narrowMultiply(rows: i32, depth: i32, x: usize, stride: usize, w: usize, bias: usize, z: usize): void {
  const end = w + <usize>depth * 4;
  const start = v128.load_splat<f32>(bias);
  for (let row = 0; row < rows; row += 4) {
    let z0 = f32x4.splat(0);
    let z1 = f32x4.splat(0);
    let z2 = f32x4.splat(0);
    let z3 = f32x4.splat(0);
    let x0 = x;
    let x1 = x0 + stride;
    let x2 = x1 + stride;
    let x3 = x2 + stride;
    for (let at = w; at < end; at += 16) {
      const w0 = v128.load(at);
      z0 = madd(w0, v128.load(x0), z0);
      z1 = madd(w0, v128.load(x1), z1);
      z2 = madd(w0, v128.load(x2), z2);
      z3 = madd(w0, v128.load(x3), z3);
      x0 += 16;
      x1 += 16;
      x2 += 16;
      x3 += 16;
    }
    v128.store(z, f32x4.add(start, sums4(z0, z1, z2, z3)));
    x += stride * 4;
    z += 16;
  }
}

/** C = d·wᵀ, for inputs that no activation gave; rows of C have room for a multiple of 4. */
export function narrowBack(rows: i32, depth: i32, d: usize, w: usize, c: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    const delta = v128.load_splat<f32>(d);
    for (let at: usize = 0; at < <usize>depth * 4; at += 16) v128.store(c + at, f32x4.mul(delta, v128.load(w + at)));
    d += 4;
    c += stride;
  }
}

/** C = C ∘ d·wᵀ, where C holds the slopes of the activation. */
export function narrowBackSlope(rows: i32, depth: i32, d: usize, w: usize, c: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    const delta = v128.load_splat<f32>(d);
    for (let at: usize = 0; at < <usize>depth * 4; at += 16) {
      v128.store(c + at, f32x4.mul(v128.load(c + at), f32x4.mul(delta, v128.load(w + at))));
    }
    d += 4;
    c += stride;
  }
}

/** g = (g or 0) + Xᵀ·d over exactly `rows` rows. */
export function narrowWeightGradient(add: bool, rows: i32, depth: i32, x: usize, stride: usize, d: usize, g: usize): void {
  let column = 0;
  for (; column + 16 <= depth; column += 16) {
    sixteenColumns(add, rows, x, stride, d, g);
    x += 64;
    g += 64;
  }
  for (; column < depth; column += 4) {
    fourColumns(add, rows, x, stride, d, g);
    x += 16;
    g += 16;
  }
}

// @ts-ignore: decorator
@inline
function sixteenColumns(add: bool, rows: i32, x: usize, stride: usize, d: usize, g: usize): void {
  let g0 = f32x4.splat(0);
  let g1 = f32x4.splat(0);
  let g2 = f32x4.splat(0);
  let g3 = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    const delta = v128.load_splat<f32>(d);
    g0 = madd(delta, v128.load(x), g0);
    g1 = madd(delta, v128.load(x, 16), g1);
    g2 = madd(delta, v128.load(x, 32), g2);
    g3 = madd(delta, v128.load(x, 48), g3);
    d += 4;
    x += stride;
  }
  v128.store(g, add ? f32x4.add(v128.load(g), g0) : g0);
  v128.store(g, add ? f32x4.add(v128.load(g, 16), g1) : g1, 16);
  v128.store(g, add ? f32x4.add(v128.load(g, 32), g2) : g2, 32);
  v128.store(g, add ? f32x4.add(v128.load(g, 48), g3) : g3, 48);
}

// @ts-ignore: decorator
@inline
function fourColumns(add: bool, rows: i32, x: usize, stride: usize, d: usize, g: usize): void {
  let g0 = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    g0 = madd(v128.load_splat<f32>(d), v128.load(x), g0);
    d += 4;
    x += stride;
  }
  v128.store(g, add ? f32x4.add(v128.load(g), g0) : g0);
}

/** g = (g or 0) + the sum of d. The deltas beyond `rows`, up to a multiple of 4, are zero. */
export function narrowBiasGradient(add: bool, rows: i32, d: usize, g: usize): void {
  let sum = f32x4.splat(0);
  for (let row = 0; row < rows; row += 4) sum = f32x4.add(sum, v128.load(d + <usize>row * 4));
  store<f32>(g, (add ? load<f32>(g) : 0) + sum4(sum));
}

/**
 * All that a chunk of rows gives on the way back to a rectified layer, in one pass over its outputs: g, the gradient of the weights behind it;
 * C = d·wᵀ · `scale` where the output was above zero, elsewhere 0; and the sums of C, the gradient of its biases. `depth` is a multiple of 8.
 */
export function narrowBackward(
  add: bool, rows: i32, depth: i32, d: usize, w: usize, c: usize, activations: usize, stride: usize, scale: f32,
  g: usize, bias: usize,
): void {
  for (let at: usize = 0; at < <usize>depth * 4; at += 32) {
    eightColumnsBack(add, rows, d, w + at, c + at, activations + at, stride, scale, g + at, bias + at);
  }
}

// @ts-ignore: decorator
@inline
function eightColumnsBack(
  add: bool, rows: i32, d: usize, w: usize, c: usize, activations: usize, stride: usize, scale: f32, g: usize, bias: usize,
): void {
  const zero = f32x4.splat(0);
  const factor = held(0, scale);
  const w0 = v128.load(w);
  const w1 = v128.load(w, 16);
  let g0 = zero, g1 = zero;
  let sum0 = zero, sum1 = zero;
  const end = d + <usize>rows * 4;
  do {
    const delta = v128.load_splat<f32>(d);
    const scaled = f32x4.mul(delta, factor);
    const a0 = v128.load(activations);
    const a1 = v128.load(activations, 16);
    g0 = madd(delta, a0, g0);
    g1 = madd(delta, a1, g1);
    const back0 = v128.and(f32x4.mul(scaled, w0), f32x4.gt(a0, zero));
    const back1 = v128.and(f32x4.mul(scaled, w1), f32x4.gt(a1, zero));
    sum0 = f32x4.add(sum0, back0);
    sum1 = f32x4.add(sum1, back1);
    v128.store(c, back0);
    v128.store(c, back1, 16);
    d += 4;
    c += stride;
    activations += stride;
  } while (d < end);
  keep(add, g, g0, g1);
  keep(add, bias, sum0, sum1);
}
