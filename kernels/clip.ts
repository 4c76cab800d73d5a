import { CLIP_NORM, CLIP_VALUE } from './codes';
import { plan } from './plan';
import { Segment, segmentAt, segmentCount } from './segments';

// What happens to a gradient before the optimiser sees it. Norms and limits are those of the parameters that are trained: with
// W = scale · V, the gradient of V is scale times that of W.

/** Clips the gradient as the plan says, then adds coupled weight decay to it: gradient += weightDecay · V. */
export function prepareGradient(weightDecay: f64): void {
  if (plan.clip == CLIP_NORM) clipNorm(plan.clipAt);
  for (let i = 0; i < segmentCount(); i++) {
    const segment = segmentAt(i);
    if (plan.clip == CLIP_VALUE) clamp(segment, <f32>(plan.clipAt / segment.scale));
    if (plan.coupled) addDecay(segment, <f32>(weightDecay * segment.decay / (segment.scale * segment.scale)));
  }
}

/** As PyTorch's clip_grad_norm_: gradient × min(1, most / (norm + 1e-6)). */
function clipNorm(most: f64): void {
  let squares: f64 = 0;
  for (let i = 0; i < segmentCount(); i++) {
    const segment = segmentAt(i);
    squares += segment.scale * segment.scale * squaresOf(segment);
  }
  const factor = most / (sqrt<f64>(squares) + 1e-6);
  // Not a number, too: then all of the gradient is none.
  if (!(factor >= 1)) for (let i = 0; i < segmentCount(); i++) multiply(segmentAt(i), <f32>factor);
}

function squaresOf(segment: Segment): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at = plan.gradientsAt + segment.from, end = plan.gradientsAt + segment.to; at < end; at += 16) {
    const g = v128.load(at);
    const a = f64x2.promote_low_f32x4(g);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(g, g, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

function multiply(segment: Segment, factor: f32): void {
  for (let at = plan.gradientsAt + segment.from, end = plan.gradientsAt + segment.to; at < end; at += 16) {
    v128.store(at, f32x4.mul(v128.load(at), f32x4.splat(factor)));
  }
}

function clamp(segment: Segment, most: f32): void {
  for (let at = plan.gradientsAt + segment.from, end = plan.gradientsAt + segment.to; at < end; at += 16) {
    v128.store(at, f32x4.max(f32x4.splat(-most), f32x4.min(f32x4.splat(most), v128.load(at))));
  }
}

function addDecay(segment: Segment, decay: f32): void {
  if (decay == 0) return;
  let w = plan.parametersAt + segment.from;
  for (let at = plan.gradientsAt + segment.from, end = plan.gradientsAt + segment.to; at < end; at += 16) {
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(f32x4.splat(decay), v128.load(w))));
    w += 16;
  }
}
