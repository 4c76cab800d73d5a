// Mixtures of product kernels at several points (src/surrogate/tpe): this module is compiled by itself, and its memory holds nothing but what one
// question needs. Sums lie in rows, one for each point; a row has `stride` numbers, one for each kernel, an even count of them.
//   sum = log weight of the kernel + Σ over hyperparameters of the log of its density at the point

import { exp2 } from './vector64';

export { normalMasses } from './normal-mass';

/** The first of at least `bytes` bytes that may be written to, a multiple of 16; 0 when there is no room. */
export function room(bytes: usize): usize {
  const start = (__heap_base + 15) & ~15;
  const pages = <i32>((start + bytes + 0xffff) >> 16);
  const missing = pages - memory.size();
  return missing > 0 && memory.grow(missing) < 0 ? 0 : start;
}

/** Every row becomes the numbers at `first`. */
export function beginRows(points: i32, stride: i32, first: usize, sums: usize): void {
  const bytes = <usize>stride << 3;
  for (let p = 0; p < points; p++) memory.copy(sums + <usize>p * bytes, first, bytes);
}

/** Adds constant − ((unit − centre) · inverse)² to the sums of the points whose unit is a number, two points at a time. */
export function addNormals(
  points: i32, stride: i32, units: usize, centres: usize, inverses: usize, constants: usize, sums: usize,
): void {
  const bytes = <usize>stride << 3;
  for (let p = 0; p < points; p += 2) {
    const first = load<f64>(units + (<usize>p << 3));
    const second = p + 1 < points ? load<f64>(units + (<usize>p << 3), 8) : NaN;
    const row = sums + <usize>p * bytes;
    if (first == first && second == second) addTwo(first, second, bytes, centres, inverses, constants, row);
    else if (first == first) addOne(first, bytes, centres, inverses, constants, row);
    else if (second == second) addOne(second, bytes, centres, inverses, constants, row + bytes);
  }
}

function addTwo(
  first: f64, second: f64, bytes: usize, centres: usize, inverses: usize, constants: usize, row: usize,
): void {
  const a = f64x2.splat(first);
  const b = f64x2.splat(second);
  const next = row + bytes;
  for (let at: usize = 0; at < bytes; at += 16) {
    const centre = v128.load(centres + at);
    const inverse = v128.load(inverses + at);
    const constant = v128.load(constants + at);
    const y = f64x2.mul(f64x2.sub(a, centre), inverse);
    const z = f64x2.mul(f64x2.sub(b, centre), inverse);
    v128.store(row + at, f64x2.add(v128.load(row + at), f64x2.sub(constant, f64x2.mul(y, y))));
    v128.store(next + at, f64x2.add(v128.load(next + at), f64x2.sub(constant, f64x2.mul(z, z))));
  }
}

function addOne(unit: f64, bytes: usize, centres: usize, inverses: usize, constants: usize, row: usize): void {
  const place = f64x2.splat(unit);
  for (let at: usize = 0; at < bytes; at += 16) {
    const z = f64x2.mul(f64x2.sub(place, v128.load(centres + at)), v128.load(inverses + at));
    v128.store(row + at, f64x2.add(v128.load(row + at), f64x2.sub(v128.load(constants + at), f64x2.mul(z, z))));
  }
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

/** log Σ exp of every row, to `out`; −Infinity for a row of nothing else. */
export function logSums(points: i32, stride: i32, sums: usize, out: usize): void {
  const bytes = <usize>stride << 3;
  for (let p = 0; p < points; p++) store<f64>(out + (<usize>p << 3), logSum(sums + <usize>p * bytes, bytes));
}

function logSum(row: usize, bytes: usize): f64 {
  const most = greatest(row, bytes);
  if (most == -Infinity) return most;
  const shift = f64x2.splat(most);
  // What is e⁻⁵⁰ times the greatest is lost in rounding anyway; that is most of them where hyperparameters are many.
  const least = f64x2.splat(-50);
  let total = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = f64x2.sub(v128.load(row + at), shift);
    if (v128.any_true(f64x2.gt(x, least))) total = f64x2.add(total, exp2(x));
  }
  return most + NativeMath.log(f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1));
}

function greatest(row: usize, bytes: usize): f64 {
  let most = v128.load(row);
  for (let at: usize = 16; at < bytes; at += 16) most = f64x2.max(most, v128.load(row + at));
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}
