import { ABSOLUTE, HUBER, LOG_COSH, POISSON, QUANTILE, SQUARED } from './codes';
import { exp4, expm1Negative4, log1p4, log4, twiceAtanh } from './vector';

// Losses of numbers and of one logit: outputs become deltas in place, d loss / d output times `scale` (1 / rows of the batch), and the
// sum of the losses is returned.
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
  kind: i32, weighted: bool, count: i32, p: usize, y: usize, w: usize, scale: f32, parameter: f32,
): f64 {
  const zero = f32x4.splat(0);
  const half = f32x4.splat(0.5);
  const two = f32x4.splat(2);
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
      const limit = f32x4.splat(parameter);
      const inner = f32x4.pmin(size, limit);
      gradient = f32x4.pmax(f32x4.pmin(e, limit), f32x4.neg(limit));
      loss = f32x4.mul(inner, f32x4.sub(size, f32x4.mul(half, inner)));
    }
    if (kind == QUANTILE) {
      const above = f32x4.gt(e, zero);
      const share = v128.bitselect(f32x4.splat(1 - parameter), f32x4.splat(-parameter), above);
      gradient = v128.andnot(share, f32x4.eq(e, zero));
      loss = f32x4.mul(share, e);
    }
    if (kind == LOG_COSH) {
      const u = expm1Negative4(f32x4.mul(size, f32x4.splat(-2)));
      gradient = v128.bitselect(e, f32x4.div(f32x4.neg(u), f32x4.add(two, u)), i32x4.splat(0x80000000));
      loss = logCosh(size, u, f32x4.mul(gradient, gradient));
    }
    if (kind == POISSON) {
      const output = v128.load(p);
      const target = v128.load(y);
      const mean = exp4(output);
      const least = f32x4.sub(output, log4(f32x4.pmax(target, f32x4.splat(leastTarget))));
      const inside = lanesBelow(count, i);
      gradient = v128.and(f32x4.sub(mean, target), inside);
      loss = v128.and(f32x4.sub(f32x4.sub(mean, target), f32x4.mul(target, least)), inside);
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

/** (1 − level) e above the target and level |e| below it, whose least mean is that quantile; its slope at e = 0 is taken as 0. */
export function quantile(count: i32, p: usize, y: usize, w: usize, scale: f32, level: f32): f64 {
  if (w) return regression(QUANTILE, true, count, p, y, w, scale, level);
  return regression(QUANTILE, false, count, p, y, w, scale, level);
}

/** ln cosh e; its slope is tanh e. */
export function logCoshLoss(count: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  if (w) return regression(LOG_COSH, true, count, p, y, w, scale, 0);
  return regression(LOG_COSH, false, count, p, y, w, scale, 0);
}

/**
 * ln cosh |e| with u = e^(−2|e|) − 1 and t² = tanh² e: −½ ln(1 − t²) where that keeps the digits of a small e, else |e| + ln(1 + u / 2),
 * either as an atanh of at most ⅓.
 */
// @ts-ignore: decorator
@inline
function logCosh(size: v128, u: v128, t2: v128): v128 {
  const near = f32x4.lt(t2, f32x4.splat(0.5));
  const top = v128.bitselect(t2, u, near);
  const bottom = v128.bitselect(f32x4.sub(f32x4.splat(2), t2), f32x4.add(f32x4.splat(4), u), near);
  const log = twiceAtanh(f32x4.div(top, bottom));
  return v128.bitselect(f32x4.mul(f32x4.splat(0.5), log), f32x4.add(size, log), near);
}

/** Targets of zero take the logarithm of this, and lose it again in a product with zero. */
const leastTarget: f32 = 1e-37;

/**
 * e^p − y − y (p − ln y), half the Poisson deviance of a mean e^p: at least 0, and 0 where e^p = y. Only the first `width` of a row's
 * `paddedWidth` outputs count: those behind would have the mean e^0. Slope e^p − y.
 */
export function poisson(rows: i32, width: i32, paddedWidth: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  if (paddedWidth == 1) return poissonRow(rows, p, y, w, scale);
  let sum: f64 = 0;
  const stride = <usize>paddedWidth * 4;
  for (let row = 0; row < rows; row++) {
    sum += poissonRow(width, p, y, w, scale);
    p += stride;
    y += stride;
    if (w) w += stride;
  }
  return sum;
}

function poissonRow(count: i32, p: usize, y: usize, w: usize, scale: f32): f64 {
  if (w) return regression(POISSON, true, count, p, y, w, scale, 0);
  return regression(POISSON, false, count, p, y, w, scale, 0);
}

/**
 * ln(1 + e^p) − y p, as max(p, 0) − y p + ln(1 + e^−|p|); its slope is σ(p) − y. Of each target `smoothing` is taken and replaced by
 * smoothing / 2.
 */
export function logistic(count: i32, p: usize, y: usize, w: usize, scale: f32, smoothing: f32): f64 {
  if (w) return logisticOf(true, count, p, y, w, scale, smoothing);
  return logisticOf(false, count, p, y, w, scale, smoothing);
}

// @ts-ignore: decorator
@inline
function logisticOf(
  weighted: bool, count: i32, p: usize, y: usize, w: usize, scale: f32, smoothing: f32,
): f64 {
  const kept = f32x4.splat(1 - smoothing);
  const added = f32x4.splat(0.5 * smoothing);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  let sums = f64x2.splat(0);
  for (let i = 0; i < count; i += 4) {
    const inside = lanesBelow(count, i);
    const logit = v128.load(p);
    const target = f32x4.add(f32x4.mul(kept, v128.load(y)), added);
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
