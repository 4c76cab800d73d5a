import { excludePadding, exponentials, largest, scaleRow } from './softmax';
import { exp4, log1p4, log4, sum4 } from './vector';

// The focal loss (Lin et al. 2017, "Focal Loss for Dense Object Detection", equation 4): the log-loss c of a row's own class times
// (1 − its probability)^γ. Weights of classes, the paper's α, come as weights of rows. Outputs become deltas as in loss.ts.
//
//   t  probability of the row's own class     q  1 − t     c  −ln t
//   d focal / d output = d c / d output · f,  f = q^γ (1 + γ t c / q)

/** Smaller deltas (before `scale`) are zero: products with them would become denormal numbers. */
const negligible: f32 = 1e-22;

/** q^γ */
// @ts-ignore: decorator
@inline
function power4(q: v128, gamma: f32): v128 {
  return exp4(f32x4.mul(f32x4.splat(gamma), log4(q)));
}

/** Of one logit, with targets 0 and 1; the deltas up to the next multiple of 4 become zero. */
export function focal(count: i32, p: usize, y: usize, w: usize, scale: f32, gamma: f32): f64 {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const sign = i32x4.splat(0x80000000);
  let sums = f64x2.splat(0);
  for (let i = 0; i < count; i += 4) {
    const positive = f32x4.gt(v128.load(y), f32x4.splat(0.5));
    const flip = v128.andnot(sign, positive);
    const margin = v128.xor(v128.load(p), flip);
    const u = exp4(f32x4.neg(f32x4.abs(margin)));
    const inverse = f32x4.div(one, f32x4.add(one, u));
    const small = f32x4.mul(u, inverse);
    const right = f32x4.ge(margin, zero);
    const t = v128.bitselect(inverse, small, right);
    const q = v128.bitselect(small, inverse, right);
    const c = f32x4.add(f32x4.pmax(f32x4.neg(margin), zero), log1p4(u));
    const damp = power4(q, gamma);
    const bend = f32x4.mul(f32x4.splat(gamma), f32x4.div(f32x4.mul(t, c), q));
    const size = f32x4.mul(q, f32x4.mul(damp, f32x4.add(one, bend)));
    const kept = v128.andnot(size, f32x4.lt(size, f32x4.splat(negligible)));
    const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count - i));
    const weight = w ? v128.load(w) : one;
    // The slope by the margin is −size; by the output, with the margin's sign.
    const delta = v128.xor(f32x4.neg(f32x4.mul(kept, f32x4.splat(scale))), flip);
    v128.store(p, v128.and(f32x4.mul(weight, delta), inside));
    const loss = v128.and(f32x4.mul(weight, f32x4.mul(damp, c)), inside);
    const high = v128.shuffle<f32>(loss, loss, 2, 3, 2, 3);
    sums = f64x2.add(sums, f64x2.add(f64x2.promote_low_f32x4(loss), f64x2.promote_low_f32x4(high)));
    p += 16;
    y += 16;
    if (w) w += 16;
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Of classes, laid out as for `softmax`. */
export function focalClasses(
  rows: i32, classes: i32, p: usize, stride: usize, y: usize, w: usize, scale: f32, gamma: f32,
): f64 {
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const end = p + stride;
    excludePadding(p + <usize>classes * 4, end);
    const chosen = p + <usize>load<f32>(y) * 4;
    const output = load<f32>(chosen);
    const highest = largest(p, end);
    exponentials(p, end, highest);
    const own = load<f32>(chosen);
    store<f32>(chosen, 0);
    const others = total(p, end);
    const all = others + own;
    const c: f32 =
      others < own ? scalar(log1p4(f32x4.splat(others / own))) : scalar(log4(f32x4.splat(all))) + (highest - output);
    const q = others / all;
    const damp: f32 = q > 0 ? scalar(power4(f32x4.splat(q), gamma)) : <f32>(gamma == 0);
    const f: f32 = q > 0 ? damp * (1 + (gamma * (own / all) * c) / q) : damp;
    const weight: f32 = w ? load<f32>(w) : 1;
    const factor: f32 = f * q < negligible ? 0 : weight * scale * f;
    sum += <f64>weight * <f64>damp * <f64>c;
    scaleRow(p, end, factor / all);
    store<f32>(chosen, -factor * q);
    p = end;
    y += 4;
    if (w) w += 4;
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function scalar(x: v128): f32 {
  return f32x4.extract_lane(x, 0);
}

// @ts-ignore: decorator
@inline
function total(p: usize, end: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at = p; at < end; at += 16) sum = f32x4.add(sum, v128.load(at));
  return sum4(sum);
}
