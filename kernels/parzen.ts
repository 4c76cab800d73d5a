// Mixtures of product kernels at several points (src/surrogate/tpe): this module is compiled by itself, and its memory holds what one question needs
// and, at its beginning, what the next one may find again. Sums lie in rows, one for each point; a row has `stride` numbers, one for each kernel, an
// even count of them.
//   sum = log weight of the kernel + Σ over hyperparameters of the log of its density at the point

import { keptBytes, lost } from './normal-tiles';
import { exp2 } from './vector64';

export { addNormals } from './normal-tiles';
export { normalMasses } from './normal-mass';

/** The first of at least `bytes` bytes that may be written to, a multiple of 16; 0 when there is no room. */
export function room(bytes: usize): usize {
  const start = (__heap_base + 15) & ~15;
  const pages = <i32>((start + bytes + 0xffff) >> 16);
  const missing = pages - memory.size();
  return missing > 0 && memory.grow(missing) < 0 ? 0 : start;
}

/** Numbers become their logs, 0 becomes −∞. */
export function logs(count: i32, numbers: usize): void {
  for (let k = 0; k < count; k++) {
    const at = numbers + (<usize>k << 3);
    const x = load<f64>(at);
    store<f64>(at, x == 0 ? -Infinity : NativeMath.log(x));
  }
}

/** Every row becomes the numbers at `first`. */
export function fillRows(points: i32, stride: i32, first: usize, sums: usize): void {
  const bytes = <usize>stride << 3;
  for (let p = 0; p < points; p++) memory.copy(sums + <usize>p * bytes, first, bytes);
}

/** Adds to the sums of each point what its column has for each kernel's kind; a column has `count` numbers. */
export function addKinds(
  points: i32, stride: i32, count: i32, kinds: usize, columnOf: usize, columns: usize, sums: usize,
): void {
  for (let p = 0; p < points; p++) {
    const column = columns + <usize>(load<i32>(columnOf + (<usize>p << 2)) * count << 3);
    const row = sums + (<usize>(p * stride) << 3);
    for (let k = 0; k < stride; k += 2) {
      const first = load<f64>(column + (<usize>load<i32>(kinds + (<usize>k << 2)) << 3));
      const second = load<f64>(column + (<usize>load<i32>(kinds + (<usize>k << 2), 4) << 3));
      const at = row + (<usize>k << 3);
      v128.store(at, f64x2.add(v128.load(at), f64x2.replace_lane(f64x2.splat(first), 1, second)));
    }
  }
}

/** log Σ exp of every row, to `out`, as `addNormals` left them: of the tiles that it kept; −Infinity for a row of nothing else. */
export function logSums(points: i32, stride: i32, greatest: usize, kept: usize, sums: usize, out: usize): void {
  const bytes = <usize>stride << 3;
  for (let p = 0; p < points; p++) {
    const at = <usize>p << 3;
    const tiles = kept + <usize>(p >> 2) * keptBytes(stride);
    store<f64>(out + at, logSum(load<f64>(greatest + at), sums + <usize>p * bytes, tiles));
  }
}

function logSum(most: f64, row: usize, tiles: usize): f64 {
  if (most == -Infinity) return most;
  const shift = f64x2.splat(most);
  const least = f64x2.splat(-lost);
  let total = f64x2.splat(0);
  for (let n = load<i32>(tiles); n > 0; n--) {
    const x = f64x2.sub(v128.load(row + load<i32>(tiles + (<usize>n << 2))), shift);
    if (v128.any_true(f64x2.gt(x, least))) total = f64x2.add(total, exp2(x));
  }
  return most + NativeMath.log(f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1));
}
