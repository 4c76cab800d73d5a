import { exp4, log4, sum4 } from './vector';

// The loss of classes; like those of loss.ts it turns outputs into deltas in place and returns the sum of the losses.

/** Exponents below this add nothing to a float32 sum of at least 1; as zeros they keep denormal numbers out of the gradient. */
const negligible: f32 = -50;

/**
 * −ln of the share of class y in softmax(p): rows `stride` bytes apart, padded to a multiple of 8; y holds one class a row. With
 * `smoothing` so much of a row goes to all classes alike, its own included, as in PyTorch.
 */
export function softmax(
  rows: i32, classes: i32, p: usize, stride: usize, y: usize, w: usize, scale: f32, smoothing: f32,
): f64 {
  if (smoothing > 0) return softmaxOf(w != 0, true, rows, classes, p, stride, y, w, scale, smoothing);
  if (w) return softmaxOf(true, false, rows, classes, p, stride, y, w, scale, 0);
  return softmaxOf(false, false, rows, classes, p, stride, y, w, scale, 0);
}

// @ts-ignore: decorator
@inline
function softmaxOf(
  weighted: bool, smooth: bool, rows: i32, classes: i32, p: usize, stride: usize, y: usize, w: usize,
  scale: f32, smoothing: f32,
): f64 {
  let sum: f64 = 0;
  for (let row = 0; row < rows; row++) {
    const end = p + stride;
    const last = p + <usize>classes * 4;
    const mean: f32 = smooth ? meanOf(p, last, classes) : 0;
    excludePadding(last, end);
    const chosen = p + <usize>load<f32>(y) * 4;
    const own = load<f32>(chosen);
    const highest = largest(p, end);
    const total = exponentials(p, end, highest);
    const logTotal = f32x4.extract_lane(log4(f32x4.splat(total)), 0);
    const weight: f32 = weighted ? load<f32>(w) : 1;
    sum += <f64>weight * (<f64>logTotal + (<f64>highest - <f64>own));
    scaleRow(p, end, (weight * scale) / total);
    if (smooth) {
      sum += <f64>weight * <f64>smoothing * (<f64>own - <f64>mean);
      const each = (weight * scale * smoothing) / <f32>classes;
      for (let at = p; at < last; at += 4) store<f32>(at, load<f32>(at) - each);
    }
    const kept: f32 = smooth ? 1 - smoothing : 1;
    store<f32>(chosen, load<f32>(chosen) - kept * (weight * scale));
    p = end;
    y += 4;
    if (weighted) w += 4;
  }
  return sum;
}

/** Outputs that pad a row take no share. */
// @ts-ignore: decorator
@inline
export function excludePadding(last: usize, end: usize): void {
  for (let at = last; at < end; at += 4) store<f32>(at, -f32.MAX_VALUE);
}

// @ts-ignore: decorator
@inline
function meanOf(p: usize, last: usize, classes: i32): f32 {
  let sum: f32 = 0;
  for (let at = p; at < last; at += 4) sum += load<f32>(at);
  return sum / <f32>classes;
}

// @ts-ignore: decorator
@inline
export function largest(p: usize, end: usize): f32 {
  let top = v128.load(p);
  for (let at = p + 16; at < end; at += 16) top = f32x4.max(top, v128.load(at));
  top = f32x4.max(top, v128.shuffle<f32>(top, top, 2, 3, 0, 1));
  return max<f32>(f32x4.extract_lane(top, 0), f32x4.extract_lane(top, 1));
}

/** p = e^(p − highest), and its sum. */
// @ts-ignore: decorator
@inline
export function exponentials(p: usize, end: usize, highest: f32): f32 {
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
export function scaleRow(p: usize, end: usize, factor: f32): void {
  for (let at = p; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), f32x4.splat(factor)));
}
