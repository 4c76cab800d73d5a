import { ABSOLUTE, HUBER, SQUARED } from './layout';
import { exp4, log1p4, log4, sum4 } from './vector';

// Losses: outputs become deltas in place, d loss / d output times `scale` (1 / rows of the batch), and the sum of the
// losses is returned.
//
// Where rows have weights, a row's loss and its deltas are multiplied by its weight; a weight of 1 changes no bit. There are two
// versions of each loss, so that what has no weights does not pay for them.
//
//   p  outputs     y  targets     e = p − y     w  the row's weight beside each target, 0 (no address) where there are none

/** Adds four losses to two float64 sums. */
// @ts-ignore: decorator
@inline
function total(sums: v128, losses: v128): v128 {
  const high = v128.shuffle<f32>(losses, losses, 2, 3, 2, 3);
  return f64x2.add(sums, f64x2.add(f64x2.promote_low_f32x4(losses), f64x2.promote_low_f32x4(high)));
}

// @ts-ignore: decorator
@inline
function sum2(sums: v128): f64 {
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

// @ts-ignore: decorator
@inline
function weighed(weighted: bool, x: v128, w: usize): v128 {
  return weighted ? f32x4.mul(x, v128.load(w)) : x;
}

/** All ones in the lanes i … i+3 that are below `count`. */
// @ts-ignore: decorator
@inline
function lanesBelow(count: i32, i: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count - i));
}

// @ts-ignore: decorator
@inline
function regression(
  kind: i32, weighted: bool, count: i32, p: usize, y: usize, w: usize, scale: f32, delta: f32,
): f64 {
  const zero = f32x4.splat(0);
  const half = f32x4.splat(0.5);
  let sums = f64x2.splat(0);
  for (let i = 0; i < count; i += 4) {
    const e = v128.and(f32x4.sub(v128.load(p), v128.load(y)), lanesBelow(count, i));
    const size = f32x4.abs(e);
    let gradient = e;
    let loss = size;
    if (kind == SQUARED) loss = f32x4.mul(half, f32x4.mul(e, e));
    if (kind == ABSOLUTE) {
      const sign = v128.bitselect(e, f32x4.splat(1), i32x4.splat(0x80000000));
      gradient = v128.andnot(sign, f32x4.eq(e, zero));
    }
    if (kind == HUBER) {
      const limit = f32x4.splat(delta);
      const inner = f32x4.pmin(size, limit);
      gradient = f32x4.pmax(f32x4.pmin(e, limit), f32x4.neg(limit));
      loss = f32x4.mul(inner, f32x4.sub(size, f32x4.mul(half, inner)));
    }
    v128.store(p, weighed(weighted, f32x4.mul(gradient, f32x4.splat(scale)), w));
    sums = total(sums, weighed(weighted, loss, w));
    p += 16;
    y += 16;
    if (weighted) w += 16;
  }
  return sum2(sums);
}

/** e² / 2 over `count` outputs; those up to the next multiple of 4 become zero. */
export function squared(count: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  if (w) return regression(SQUARED, true, count, p, y, w, scale, 0);
  return regression(SQUARED, false, count, p, y, w, scale, 0);
}

/** |e|; its slope at e = 0 is taken as 0. */
export function absolute(count: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  if (w) return regression(ABSOLUTE, true, count, p, y, w, scale, 0);
  return regression(ABSOLUTE, false, count, p, y, w, scale, 0);
}

/** e² / 2 up to |e| = delta, and delta (|e| − delta / 2) beyond. */
export function huber(count: i32, p: usize, y: usize, w: usize, scale: f32, delta: f32): f64 {
  if (w) return regression(HUBER, true, count, p, y, w, scale, delta);
  return regression(HUBER, false, count, p, y, w, scale, delta);
}

/** ln(1 + e^p) − y p, as max(p, 0) − y p + ln(1 + e^−|p|); its slope is σ(p) − y. */
export function logistic(count: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  return w ? logisticOf(true, count, p, y, w, scale) : logisticOf(false, count, p, y, w, scale);
}

// @ts-ignore: decorator
@inline
function logisticOf(weighted: bool, count: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  let sums = f64x2.splat(0);
  for (let i = 0; i < count; i += 4) {
    const inside = lanesBelow(count, i);
    const logit = v128.load(p);
    const target = v128.load(y);
    const u = exp4(f32x4.neg(f32x4.abs(logit)));
    const above = f32x4.gt(logit, zero);
    const sigmoid = f32x4.div(v128.bitselect(one, u, above), f32x4.add(one, u));
    const hinge = f32x4.sub(f32x4.pmax(logit, zero), f32x4.mul(target, logit));
    sums = total(sums, v128.and(weighed(weighted, f32x4.add(hinge, log1p4(u)), w), inside));
    const gradient = f32x4.mul(f32x4.sub(sigmoid, target), f32x4.splat(scale));
    v128.store(p, v128.and(weighed(weighted, gradient, w), inside));
    p += 16;
    y += 16;
    if (weighted) w += 16;
  }
  return sum2(sums);
}

/** Exponents below this add nothing to a float32 sum of at least 1; as zeros they keep denormal numbers out of the gradient. */
const negligible: f32 = -50;

/** −ln of the share of class y in softmax(p): rows `stride` bytes apart, padded to a multiple of 8; y holds one class a row. */
export function softmax(rows: i32, classes: i32, p: usize, stride: usize, y: usize, w: usize, scale: f32): f64 {
  if (w) return softmaxOf(true, rows, classes, p, stride, y, w, scale);
  return softmaxOf(false, rows, classes, p, stride, y, w, scale);
}

// @ts-ignore: decorator
@inline
function softmaxOf(
  weighted: bool, rows: i32, classes: i32, p: usize, stride: usize, y: usize, w: usize, scale: f32,
): f64 {
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const end = p + stride;
    for (let at = p + <usize>classes * 4; at < end; at += 4) store<f32>(at, -f32.MAX_VALUE);
    const chosen = p + <usize>load<f32>(y) * 4;
    const own = load<f32>(chosen);
    const highest = largest(p, end);
    const total = exponentials(p, end, highest);
    const logTotal = f32x4.extract_lane(log4(f32x4.splat(total)), 0);
    const weight = weighted ? load<f32>(w) : 1;
    sum += <f64>weight * (<f64>logTotal + (<f64>highest - <f64>own));
    scaleRow(p, end, (weight * scale) / total);
    store<f32>(chosen, load<f32>(chosen) - weight * scale);
    p = end;
    y += 4;
    if (weighted) w += 4;
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function largest(p: usize, end: usize): f32 {
  let top = v128.load(p);
  for (let at = p + 16; at < end; at += 16) top = f32x4.max(top, v128.load(at));
  top = f32x4.max(top, v128.shuffle<f32>(top, top, 2, 3, 0, 1));
  return max<f32>(f32x4.extract_lane(top, 0), f32x4.extract_lane(top, 1));
}

/** p = e^(p − highest), and its sum. */
// @ts-ignore: decorator
@inline
function exponentials(p: usize, end: usize, highest: f32): f32 {
  let sum = f32x4.splat(0);
  for (let at = p; at < end; at += 16) {
    const x = f32x4.sub(v128.load(at), f32x4.splat(highest));
    const e = v128.andnot(exp4(x), f32x4.lt(x, f32x4.splat(negligible)));
    v128.store(at, e);
    sum = f32x4.add(sum, e);
  }
  return sum4(sum);
}

// @ts-ignore: decorator
@inline
function scaleRow(p: usize, end: usize, factor: f32): void {
  for (let at = p; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), f32x4.splat(factor)));
}
