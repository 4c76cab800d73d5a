import { exp2, sumOf2 } from './vector64';

// The Matérn covariance with smoothness 5/2 over weighted squared distances, in float64, eight points at a time:
//   r²  Σ over numeric columns v·(a − b)²  +  Σ over the others v·1[a ≠ b]
//   k   s·(1 + √5·r + 5/3·r²)·e^(−√5·r)
//   dk/dr²  −5/6·s·(1 + √5·r)·e^(−√5·r)
// Points lie column by column, columns `stride` bytes apart, with room for a multiple of eight of them. Of `columns` columns the first
// `numeric` are numbers.

const root5: f64 = 2.23606797749979;

// @ts-ignore: decorator
@inline
function addSquare(sum: v128, v: v128, a: v128, x: usize, offset: usize): v128 {
  const d = f64x2.sub(a, v128.load(x + offset));
  return f64x2.add(sum, f64x2.mul(v, f64x2.mul(d, d)));
}

// @ts-ignore: decorator
@inline
function addDiffers(sum: v128, v: v128, a: v128, x: usize, offset: usize): v128 {
  return f64x2.add(sum, v128.and(v, f64x2.ne(a, v128.load(x + offset))));
}

// @ts-ignore: decorator
@inline
function finish(sum: v128, s: v128, to: usize, slopes: usize): void {
  const a = f64x2.mul(f64x2.splat(root5), f64x2.sqrt(sum));
  const e = f64x2.mul(s, exp2(f64x2.neg(a)));
  const first = f64x2.add(f64x2.splat(1), a);
  v128.store(to, f64x2.mul(e, f64x2.add(first, f64x2.mul(f64x2.splat(5.0 / 3.0), sum))));
  if (slopes) v128.store(slopes, f64x2.mul(f64x2.splat(-5.0 / 6.0), f64x2.mul(e, first)));
}

/**
 * Covariances of one point, whose coordinates lie `pointStep` bytes apart, with `count` points, at `to`; and dk/dr² at `slopes`, unless
 * that is 0. Both have room for a multiple of eight.
 */
export function maternRow(
  point: usize, pointStep: usize, count: i32, x: usize, stride: usize, numeric: i32, columns: i32, weights: usize, scale: f64,
  to: usize, slopes: usize,
): void {
  const s = f64x2.splat(scale);
  for (let j = 0; j < count; j += 8) {
    let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
    let p = point;
    let at = x + (<usize>j << 3);
    let w = weights;
    let c = 0;
    for (; c < numeric; c++) {
      const a = v128.load_splat<u64>(p);
      const v = v128.load_splat<u64>(w);
      s0 = addSquare(s0, v, a, at, 0);
      s1 = addSquare(s1, v, a, at, 16);
      s2 = addSquare(s2, v, a, at, 32);
      s3 = addSquare(s3, v, a, at, 48);
      p += pointStep;
      at += stride;
      w += 8;
    }
    for (; c < columns; c++) {
      const a = v128.load_splat<u64>(p);
      const v = v128.load_splat<u64>(w);
      s0 = addDiffers(s0, v, a, at, 0);
      s1 = addDiffers(s1, v, a, at, 16);
      s2 = addDiffers(s2, v, a, at, 32);
      s3 = addDiffers(s3, v, a, at, 48);
      p += pointStep;
      at += stride;
      w += 8;
    }
    const out = to + (<usize>j << 3);
    const slope = slopes ? slopes + (<usize>j << 3) : 0;
    finish(s0, s, out, slope);
    finish(s1, s, out + 16, slope ? slope + 16 : 0);
    finish(s2, s, out + 32, slope ? slope + 32 : 0);
    finish(s3, s, out + 48, slope ? slope + 48 : 0);
  }
}

/**
 * Covariances between `rows` points and `count` points, both column by column, rows of the result `toStride` bytes apart; of one set of
 * points with itself (`lower`) up to the diagonal.
 */
export function maternMatrix(
  rows: i32, a: usize, aStride: usize, count: i32, x: usize, stride: usize, numeric: i32, columns: i32, weights: usize, scale: f64,
  to: usize, slopes: usize, toStride: usize, lower: bool,
): void {
  for (let i = 0; i < rows; i++) {
    const row = <usize>i * toStride;
    const many = lower ? i + 1 : count;
    maternRow(a + (<usize>i << 3), aStride, many, x, stride, numeric, columns, weights, scale, to + row, slopes ? slopes + row : 0);
  }
}

/**
 * For each column, Σ over pairs j ≤ i of h·(difference of the pair)², at `to`; h is `g` (rows as the matrix's) times `slopes`, which is
 * overwritten by it. A column that is no number differs by 1 or 0.
 */
export function maternPull(
  n: i32, x: usize, stride: usize, numeric: i32, columns: i32, g: usize, slopes: usize, gStride: usize, to: usize,
): void {
  memory.fill(to, 0, <usize>columns << 3);
  for (let i = 0; i < n; i++) {
    const row = slopes + <usize>i * gStride;
    multiplyRow(i, g + <usize>i * gStride, row);
    let at = x;
    for (let c = 0; c < columns; c++) {
      const sum = c < numeric ? sumSquares(i, row, at) : sumDiffering(i, row, at);
      const out = to + (<usize>c << 3);
      store<f64>(out, load<f64>(out) + sum);
      at += stride;
    }
  }
}

/** h = g·slopes for the pairs of point i with those before it, 0 behind them. */
function multiplyRow(i: i32, g: usize, slopes: usize): void {
  const end = slopes + (<usize>i << 3);
  for (; slopes < end; slopes += 8, g += 8) store<f64>(slopes, load<f64>(slopes) * load<f64>(g));
  store<f64>(slopes, 0);
}

function sumSquares(i: i32, h: usize, x: usize): f64 {
  const a = v128.load_splat<u64>(x + (<usize>i << 3));
  let sum = f64x2.splat(0);
  const end = x + (<usize>i << 3);
  for (; x < end; x += 16, h += 16) {
    const d = f64x2.sub(a, v128.load(x));
    sum = f64x2.add(sum, f64x2.mul(v128.load(h), f64x2.mul(d, d)));
  }
  return sumOf2(sum);
}

function sumDiffering(i: i32, h: usize, x: usize): f64 {
  const a = v128.load_splat<u64>(x + (<usize>i << 3));
  let sum = f64x2.splat(0);
  const end = x + (<usize>i << 3);
  for (; x < end; x += 16, h += 16) sum = f64x2.add(sum, v128.and(v128.load(h), f64x2.ne(a, v128.load(x))));
  return sumOf2(sum);
}

/**
 * The gradient in the first `numeric` coordinates of one point of Σⱼ fⱼ·k(point, xⱼ), at `to`, the `slopes` being those of `maternRow`:
 * Σⱼ fⱼ·slopeⱼ·2v·(point − xⱼ).
 */
export function maternGradient(
  point: usize, count: i32, x: usize, stride: usize, numeric: i32, weights: usize, f: usize, slopes: usize, to: usize,
): void {
  for (let c = 0; c < numeric; c++) {
    const p = load<f64>(point);
    let sum: f64 = 0;
    for (let j: usize = 0, end = <usize>count << 3; j < end; j += 8)
      sum += load<f64>(f + j) * load<f64>(slopes + j) * (p - load<f64>(x + j));
    store<f64>(to, 2 * load<f64>(weights) * sum);
    point += 8;
    x += stride;
    weights += 8;
    to += 8;
  }
}
