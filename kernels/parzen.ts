// Mixtures of product kernels at several points (src/surrogate/tpe): this module is compiled by itself, and its memory holds nothing but what one
// question needs. Sums lie in rows, one for each point; a row has `stride` numbers, one for each kernel, an even count of them.
//   sum = log weight of the kernel + Σ over hyperparameters of the log of its density at the point

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

/** Adds to the sums of one point what `column` has for each kernel's kind. */
export function addKinds(stride: i32, kinds: usize, column: usize, row: usize): void {
  for (let k = 0; k < stride; k++) {
    const kind = load<i32>(kinds + (<usize>k << 2));
    const at = row + (<usize>k << 3);
    store<f64>(at, load<f64>(at) + load<f64>(column + (<usize>kind << 3)));
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
    if (v128.any_true(f64x2.gt(x, least))) total = f64x2.add(total, exp(x));
  }
  return most + NativeMath.log(f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1));
}

function greatest(row: usize, bytes: usize): f64 {
  let most = v128.load(row);
  for (let at: usize = 16; at < bytes; at += 16) most = f64x2.max(most, v128.load(row + at));
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/**
 * e^x for x ≤ 0, within 2 units of the last place; what is below e⁻⁷⁰⁰ is e⁻⁷⁰⁰. x = n ln 2 + r with |r| ≤ ½ ln 2, e^r by its Taylor series to r¹³
 * (the rest is below 4·10⁻¹⁸), 2ⁿ put together from its bits.
 */
// @ts-ignore: decorator
@inline
function exp(x: v128): v128 {
  const bounded = f64x2.max(x, f64x2.splat(-700));
  const n = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(1.4426950408889634)));
  // ln 2 in two parts, the first with trailing zeros, so that its multiples are exact.
  const high = f64x2.sub(bounded, f64x2.mul(n, f64x2.splat(0.693147180369123816490)));
  const r = f64x2.sub(high, f64x2.mul(n, f64x2.splat(1.90821492927058770002e-10)));
  let series = f64x2.splat(1.6059043836821613e-10);
  series = next(series, r, 2.08767569878681e-9);
  series = next(series, r, 2.505210838544172e-8);
  series = next(series, r, 2.755731922398589e-7);
  series = next(series, r, 2.7557319223985893e-6);
  series = next(series, r, 2.48015873015873e-5);
  series = next(series, r, 1.984126984126984e-4);
  series = next(series, r, 1.388888888888889e-3);
  series = next(series, r, 8.333333333333333e-3);
  series = next(series, r, 4.1666666666666664e-2);
  series = next(series, r, 0.16666666666666666);
  series = next(series, r, 0.5);
  series = next(series, r, 1);
  series = next(series, r, 1);
  // Adding 1.5 · 2⁵² leaves the whole number n in the low bits.
  const whole = i64x2.sub(f64x2.add(n, f64x2.splat(6755399441055744)), f64x2.splat(6755399441055744));
  return f64x2.mul(series, i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52));
}

// @ts-ignore: decorator
@inline
function next(series: v128, r: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(series, r), f64x2.splat(coefficient));
}
