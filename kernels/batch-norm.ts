import { columnMeans, columnVariances } from './columns';

// Batch normalisation (Ioffe and Szegedy 2015), as PyTorch defines it: each unit by its mean and biased variance over a batch.
//
//   z  weighted sums, which become x̂ = (z − mean) / √(variance + ε)     y  gain · x̂ + shift
//   d  d loss / dy, which becomes d loss / dz                           inverse  1 / √(variance + ε)
//
// z, y, d: `rows` rows, `stride` bytes apart; all others one number for each of `width` units, a multiple of 8.

export const epsilon: f32 = 1e-5;
/** What a batch's statistics weigh in the running ones. */
const share: f32 = 0.1;

/** Normalises by the batch's own statistics, which it leaves at `mean` and `variance`. */
export function normaliseBatch(
  rows: i32, width: i32, z: usize, y: usize, stride: usize,
  gain: usize, shift: usize, mean: usize, variance: usize, inverse: usize,
): void {
  columnMeans(rows, width, z, stride, mean);
  columnVariances(rows, width, z, stride, mean, variance);
  normaliseBy(rows, width, z, y, stride, gain, shift, mean, variance, inverse);
}

/** Normalises by given statistics. */
export function normaliseBy(
  rows: i32, width: i32, z: usize, y: usize, stride: usize,
  gain: usize, shift: usize, mean: usize, variance: usize, inverse: usize,
): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < <usize>width * 4; at += 16) {
    const size = f32x4.add(v128.load(variance + at), f32x4.splat(epsilon));
    v128.store(inverse + at, f32x4.div(one, f32x4.sqrt(size)));
  }
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < <usize>width * 4; at += 16) {
      const x = f32x4.mul(f32x4.sub(v128.load(z + at), v128.load(mean + at)), v128.load(inverse + at));
      v128.store(z + at, x);
      v128.store(y + at, f32x4.add(f32x4.mul(v128.load(gain + at), x), v128.load(shift + at)));
    }
    z += stride;
    y += stride;
  }
}

/** d = gain · inverse · (d − mean d − x̂ · mean (d ∘ x̂)); the sums of d and of d ∘ x̂ are the gradients of shift and gain. */
export function batchDeltas(
  rows: i32, width: i32, d: usize, normalised: usize, stride: usize,
  gain: usize, inverse: usize, gainGradient: usize, shiftGradient: usize,
): void {
  const part = f32x4.splat(<f32>(1.0 / <f64>rows));
  for (let column: usize = 0; column < <usize>width * 4; column += 16) {
    const factor = f32x4.mul(v128.load(gain + column), v128.load(inverse + column));
    const mean = f32x4.mul(part, v128.load(shiftGradient + column));
    const along = f32x4.mul(part, v128.load(gainGradient + column));
    let at = d + column;
    let x = normalised + column;
    for (let row = 0; row < rows; row++) {
      const rest = f32x4.sub(f32x4.sub(v128.load(at), mean), f32x4.mul(v128.load(x), along));
      v128.store(at, f32x4.mul(factor, rest));
      at += stride;
      x += stride;
    }
  }
}

/** The same where the statistics were given: d = gain · inverse · d. */
export function deltasBy(rows: i32, width: i32, d: usize, stride: usize, gain: usize, inverse: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < <usize>width * 4; at += 16) {
      const factor = f32x4.mul(v128.load(gain + at), v128.load(inverse + at));
      v128.store(d + at, f32x4.mul(factor, v128.load(d + at)));
    }
    d += stride;
  }
}

/** Moves running statistics a tenth of the way to those of a batch of `rows` rows, at least two; running variances are unbiased. */
export function follow(
  rows: i32, width: i32, mean: usize, variance: usize, runningMean: usize, runningVariance: usize,
): void {
  const unbias = <f32>(<f64>rows / <f64>(rows - 1));
  for (let at: usize = 0; at < <usize>width * 4; at += 16) {
    blend(runningMean + at, v128.load(mean + at));
    blend(runningVariance + at, f32x4.mul(f32x4.splat(unbias), v128.load(variance + at)));
  }
}

// @ts-ignore: decorator
@inline
function blend(running: usize, now: v128): void {
  const kept = f32x4.mul(f32x4.splat(1 - share), v128.load(running));
  v128.store(running, f32x4.add(kept, f32x4.mul(f32x4.splat(share), now)));
}
