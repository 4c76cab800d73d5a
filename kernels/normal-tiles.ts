// Products of normal kernels over several hyperparameters ("axes"), in tiles of two kernels and four points: sums stay in registers from the first
// axis to the last, and a tile is given up once none of its sums can count any more. With many axes those are most, after a few of them.

/** A kernel is lost in rounding where its log density is below that of another by this: e⁻⁵⁰. */
export const lost: f64 = 50;

/** So many axes are added between two looks at whether a tile still counts. */
const axesAtOnce: i32 = 4;

/**
 * Sums for `points`, a multiple of four, and an even `count` of kernels: what the rows at `from` have and constant − ((unit − centre) · inverse)² of every
 * axis, nothing where a unit is NaN. Of the tiles that are given up the sums are not written.
 *
 * @param from a row for each point, or the same one for all where `shared`
 * @param units a row of `axes` numbers for each point; `sparse`: whether any is NaN
 * @param normals for each axis `stride` centres, inverses and constants
 * @param most the greatest log density of a kernel on one axis, at least 0
 * @param greatest for each point, to be filled: its greatest sum
 * @param kept for each four points, to be filled: how many tiles are kept, and where in a row they begin, from the last on (1 + count / 2 whole numbers)
 */
export function addNormals(
  points: i32, count: i32, from: usize, shared: bool, axes: i32, units: usize, sparse: bool, stride: i32, normals: usize, most: f64,
  greatest: usize, kept: usize, sums: usize,
): void {
  const bytes = <usize>count << 3;
  const next = shared ? 0 : bytes;
  const list = keptBytes(count);
  for (let p = 0; p < points; p++) store<f64>(greatest + (<usize>p << 3), -Infinity);
  for (let four = 0; four < points >> 2; four++) store<i32>(kept + <usize>four * list, 0);
  // From the last kernel on: the wide one is among the first then, and the trials that are most like the points.
  for (let at = bytes; at > 0; ) {
    at -= 16;
    for (let p = 0; p < points; p += 4) {
      const first = from + <usize>p * next + at;
      const row = sums + <usize>p * bytes + at;
      const unit = units + (<usize>(p * axes) << 3);
      const top = greatest + (<usize>p << 3);
      const isKept = sparse
        ? addTile(true, first, next, axes, unit, <usize>stride << 3, normals + at, most, top, bytes, row)
        : addTile(false, first, next, axes, unit, <usize>stride << 3, normals + at, most, top, bytes, row);
      if (!isKept) continue;
      const keeps = kept + <usize>(p >> 2) * list;
      const n = load<i32>(keeps) + 1;
      store<i32>(keeps, n);
      store<i32>(keeps + (<usize>n << 2), <i32>at);
    }
  }
}

/** The bytes of a list of kept tiles. */
// @ts-ignore: decorator
@inline
export function keptBytes(count: i32): usize {
  return <usize>(1 + (count >> 1)) << 2;
}

/** Whether the tile is kept. */
// @ts-ignore: decorator
@inline
function addTile(
  sparse: bool, from: usize, next: usize, axes: i32, unit: usize, stride: usize, normals: usize, most: f64,
  top: usize, bytes: usize, row: usize,
): bool {
  const units = <usize>axes << 3;
  let a = v128.load(from);
  let b = v128.load(from + next);
  let c = v128.load(from + 2 * next);
  let d = v128.load(from + 3 * next);
  for (let axis = 0; axis < axes; ) {
    for (const end = min(axis + axesAtOnce, axes); axis < end; axis++) {
      const centre = v128.load(normals);
      const inverse = v128.load(normals + stride);
      const constant = v128.load(normals + 2 * stride);
      a = f64x2.add(a, logDensity(sparse, v128.load64_splat(unit), centre, inverse, constant));
      b = f64x2.add(b, logDensity(sparse, v128.load64_splat(unit + units), centre, inverse, constant));
      c = f64x2.add(c, logDensity(sparse, v128.load64_splat(unit + 2 * units), centre, inverse, constant));
      d = f64x2.add(d, logDensity(sparse, v128.load64_splat(unit + 3 * units), centre, inverse, constant));
      normals += 3 * stride;
      unit += 8;
    }
    const more = f64x2.splat(<f64>(axes - axis) * most + lost);
    const ab = v128.or(counts(a, more, top), counts(b, more, top + 8));
    const cd = v128.or(counts(c, more, top + 16), counts(d, more, top + 24));
    if (v128.any_true(v128.or(ab, cd))) continue;
    return false;
  }
  finish(a, top, row);
  finish(b, top + 8, row + bytes);
  finish(c, top + 16, row + 2 * bytes);
  finish(d, top + 24, row + 3 * bytes);
  return true;
}

// @ts-ignore: decorator
@inline
function logDensity(sparse: bool, unit: v128, centre: v128, inverse: v128, constant: v128): v128 {
  const z = f64x2.mul(f64x2.sub(unit, centre), inverse);
  const log = f64x2.sub(constant, f64x2.mul(z, z));
  return sparse ? v128.and(log, f64x2.eq(unit, unit)) : log;
}

/** Which of two sums are not lost, with all that may come. */
// @ts-ignore: decorator
@inline
function counts(sum: v128, more: v128, top: usize): v128 {
  return f64x2.gt(f64x2.add(sum, more), v128.load64_splat(top));
}

// @ts-ignore: decorator
@inline
function finish(sum: v128, top: usize, row: usize): void {
  v128.store(row, sum);
  const greater = f64x2.pmax(sum, v128.shuffle<u64>(sum, sum, 1, 0));
  v128.store64_lane(top, f64x2.pmax(v128.load64_splat(top), greater), 0);
}
