import { addMultiple64, dot64, dot64OfFour, sumOf2 } from './vector64';

// Symmetric systems in float64. Matrices lie row by row, rows `stride` bytes apart, a multiple of 64; a row has room for its numbers
// rounded up to a multiple of eight.
//
//   A   symmetric and positive, of which the lower triangle is read    n × n
//   L   its factor, lower, A = L·Lᵀ; it takes A's place                n × n
//   W   L⁻¹, lower; above the diagonal it is zero                      n × n
//   B   right-hand sides, one in each column                           n × columns, a multiple of eight

// @ts-ignore: decorator
@inline
function at(from: usize, stride: usize, row: i32, column: i32): usize {
  return from + <usize>row * stride + (<usize>column << 3);
}

// @ts-ignore: decorator
@inline
function takeAway(to: usize, sum: v128): void {
  store<f64>(to, load<f64>(to) - sumOf2(sum));
}

/** Numbers j … j+3 of one row less their products with the factor's rows j … j+3 over the first j columns; j is a multiple of four. */
// @ts-ignore: decorator
@inline
function reduceFour(row: usize, l: usize, stride: usize, j: i32): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let l0 = at(l, stride, j, 0);
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  const end = row + (<usize>j << 3);
  for (let a = row; a < end; a += 16) {
    const x = v128.load(a);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(l0)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(l1)));
    s2 = f64x2.add(s2, f64x2.mul(x, v128.load(l2)));
    s3 = f64x2.add(s3, f64x2.mul(x, v128.load(l3)));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  takeAway(end, s0);
  takeAway(end + 8, s1);
  takeAway(end + 16, s2);
  takeAway(end + 24, s3);
}

/** The same of two rows at once. */
// @ts-ignore: decorator
@inline
function reduceTwoByFour(row: usize, l: usize, stride: usize, j: i32): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s02 = f64x2.splat(0), s03 = f64x2.splat(0);
  let s10 = f64x2.splat(0), s11 = f64x2.splat(0), s12 = f64x2.splat(0), s13 = f64x2.splat(0);
  let l0 = at(l, stride, j, 0);
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  const end = row + (<usize>j << 3);
  for (let a = row; a < end; a += 16) {
    const x = v128.load(a);
    const y = v128.load(a + stride);
    const b0 = v128.load(l0);
    s00 = f64x2.add(s00, f64x2.mul(x, b0));
    s10 = f64x2.add(s10, f64x2.mul(y, b0));
    const b1 = v128.load(l1);
    s01 = f64x2.add(s01, f64x2.mul(x, b1));
    s11 = f64x2.add(s11, f64x2.mul(y, b1));
    const b2 = v128.load(l2);
    s02 = f64x2.add(s02, f64x2.mul(x, b2));
    s12 = f64x2.add(s12, f64x2.mul(y, b2));
    const b3 = v128.load(l3);
    s03 = f64x2.add(s03, f64x2.mul(x, b3));
    s13 = f64x2.add(s13, f64x2.mul(y, b3));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  takeAway(end, s00);
  takeAway(end + 8, s01);
  takeAway(end + 16, s02);
  takeAway(end + 24, s03);
  const next = end + stride;
  takeAway(next, s10);
  takeAway(next + 8, s11);
  takeAway(next + 16, s12);
  takeAway(next + 24, s13);
}

/** Solves numbers j … j+3 of a row by the factor's block on the diagonal, once `reduceFour` has been there. */
// @ts-ignore: decorator
@inline
function solveFour(row: usize, l: usize, stride: usize, j: i32): void {
  const x = row + (<usize>j << 3);
  const b0 = at(l, stride, j, j);
  const b1 = b0 + stride;
  const b2 = b1 + stride;
  const b3 = b2 + stride;
  const x0 = load<f64>(x) / load<f64>(b0);
  const x1 = (load<f64>(x, 8) - x0 * load<f64>(b1)) / load<f64>(b1, 8);
  const x2 = (load<f64>(x, 16) - x0 * load<f64>(b2) - x1 * load<f64>(b2, 8)) / load<f64>(b2, 16);
  const x3 =
    (load<f64>(x, 24) - x0 * load<f64>(b3) - x1 * load<f64>(b3, 8) - x2 * load<f64>(b3, 16)) / load<f64>(b3, 24);
  store<f64>(x, x0);
  store<f64>(x, x1, 8);
  store<f64>(x, x2, 16);
  store<f64>(x, x3, 24);
}

/** Turns columns `from` to the diagonal of row i into the factor's; false when the pivot is not above zero. */
function finishRow(i: i32, from: i32, l: usize, stride: usize): bool {
  const row = at(l, stride, i, 0);
  for (let j = from; j < i; j++) {
    const other = at(l, stride, j, 0);
    const to = row + (<usize>j << 3);
    store<f64>(to, (load<f64>(to) - dot64(j, row, other)) / load<f64>(at(other, stride, 0, j)));
  }
  const diagonal = row + (<usize>i << 3);
  const pivot = load<f64>(diagonal) - dot64(i, row, row);
  store<f64>(diagonal, sqrt(pivot));
  return pivot > 0;
}

/**
 * Makes row i of A row i of L, the rows above being factored: how an observation joins, at n² operations. False, and the row is spoilt, when
 * A is not positive.
 */
export function factorRow(i: i32, l: usize, stride: usize): bool {
  const row = at(l, stride, i, 0);
  const even = i & ~3;
  for (let j = 0; j < even; j += 4) {
    reduceFour(row, l, stride, j);
    solveFour(row, l, stride, j);
  }
  return finishRow(i, even, l, stride);
}

/** A → L in place; false when A is not positive. */
export function factor(n: i32, a: usize, stride: usize): bool {
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const row = at(a, stride, i, 0);
    const even = i & ~3;
    for (let j = 0; j < even; j += 4) {
      reduceTwoByFour(row, a, stride, j);
      solveFour(row, a, stride, j);
      solveFour(row + stride, a, stride, j);
    }
    if (!finishRow(i, even, a, stride)) return false;
    if (!finishRow(i + 1, even, a, stride)) return false;
  }
  return i == n || factorRow(i, a, stride);
}

/** Solves L·x = b; b becomes x. */
export function solveLowerVector(n: i32, l: usize, stride: usize, b: usize): void {
  for (let i = 0; i < n; i++) {
    const row = at(l, stride, i, 0);
    const to = b + (<usize>i << 3);
    store<f64>(to, (load<f64>(to) - dot64(i, row, b)) / load<f64>(row + (<usize>i << 3)));
  }
}

/** Solves Lᵀ·x = b; b becomes x. */
export function solveUpperVector(n: i32, l: usize, stride: usize, b: usize): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = at(l, stride, i, 0);
    const from = b + (<usize>i << 3);
    const x = load<f64>(from) / load<f64>(row + (<usize>i << 3));
    for (let j = 0; j < i; j++) {
      const to = b + (<usize>j << 3);
      store<f64>(to, load<f64>(to) - x * load<f64>(row + (<usize>j << 3)));
    }
    store<f64>(from, x);
  }
}

/** Eight columns of row `to` less Σ aₖ·bₖ over `count` rows of B, all divided by `divisor`; aₖ lie `aStep` bytes apart. */
// @ts-ignore: decorator
@inline
function eliminate(count: i32, a: usize, aStep: usize, b: usize, bStride: usize, to: usize, divisor: f64): void {
  let s0 = v128.load(to);
  let s1 = v128.load(to, 16);
  let s2 = v128.load(to, 32);
  let s3 = v128.load(to, 48);
  for (; count > 0; count--) {
    const f = v128.load_splat<u64>(a);
    s0 = f64x2.sub(s0, f64x2.mul(f, v128.load(b)));
    s1 = f64x2.sub(s1, f64x2.mul(f, v128.load(b, 16)));
    s2 = f64x2.sub(s2, f64x2.mul(f, v128.load(b, 32)));
    s3 = f64x2.sub(s3, f64x2.mul(f, v128.load(b, 48)));
    a += aStep;
    b += bStride;
  }
  const d = f64x2.splat(divisor);
  v128.store(to, f64x2.div(s0, d));
  v128.store(to, f64x2.div(s1, d), 16);
  v128.store(to, f64x2.div(s2, d), 32);
  v128.store(to, f64x2.div(s3, d), 48);
}

/** Solves L·X = B; B becomes X. */
export function solveLower(n: i32, l: usize, stride: usize, b: usize, bStride: usize, columns: i32): void {
  for (let c = 0; c < columns; c += 8) {
    const block = b + (<usize>c << 3);
    for (let i = 0; i < n; i++)
      eliminate(i, at(l, stride, i, 0), 8, block, bStride, block + <usize>i * bStride, load<f64>(at(l, stride, i, i)));
  }
}

/** Solves Lᵀ·X = B; B becomes X. */
export function solveUpper(n: i32, l: usize, stride: usize, b: usize, bStride: usize, columns: i32): void {
  for (let c = 0; c < columns; c += 8) {
    const block = b + (<usize>c << 3);
    for (let i = n - 1; i >= 0; i--) {
      const below = block + <usize>(i + 1) * bStride;
      const diagonal = at(l, stride, i, i);
      eliminate(n - 1 - i, diagonal + stride, stride, below, bStride, block + <usize>i * bStride, load<f64>(diagonal));
    }
  }
}

/** Row i of W, the rows above being there. */
export function invertRow(i: i32, l: usize, w: usize, stride: usize): void {
  const row = at(w, stride, i, 0);
  memory.fill(row, 0, stride);
  store<f64>(row + (<usize>i << 3), 1);
  const divisor = load<f64>(at(l, stride, i, i));
  for (let j = 0; j <= i; j += 8)
    eliminate(i - j, at(l, stride, i, j), 8, at(w, stride, j, j), stride, row + (<usize>j << 3), divisor);
}

/** W from L; both have the same stride. */
export function invert(n: i32, l: usize, w: usize, stride: usize): void {
  for (let i = 0; i < n; i++) invertRow(i, l, w, stride);
}

/** The lower triangle of A⁻¹ = Wᵀ·W (what lies above it in blocks of eight means nothing). */
export function inverseFromInverted(n: i32, w: usize, a: usize, stride: usize): void {
  for (let p = 0; p < n; p += 2)
    for (let q = 0; q <= p + 1; q += 8) crossProduct(n - p, at(w, stride, p, p), at(w, stride, p, q), stride, at(a, stride, p, q));
}

/** Rows p and p+1, eight columns from q, of Wᵀ·W: sums over W's rows from p on. */
// @ts-ignore: decorator
@inline
function crossProduct(count: i32, p: usize, q: usize, stride: usize, to: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s02 = f64x2.splat(0), s03 = f64x2.splat(0);
  let s10 = f64x2.splat(0), s11 = f64x2.splat(0), s12 = f64x2.splat(0), s13 = f64x2.splat(0);
  for (; count > 0; count--) {
    const f = v128.load_splat<u64>(p);
    const g = v128.load_splat<u64>(p, 8);
    const b0 = v128.load(q);
    s00 = f64x2.add(s00, f64x2.mul(f, b0));
    s10 = f64x2.add(s10, f64x2.mul(g, b0));
    const b1 = v128.load(q, 16);
    s01 = f64x2.add(s01, f64x2.mul(f, b1));
    s11 = f64x2.add(s11, f64x2.mul(g, b1));
    const b2 = v128.load(q, 32);
    s02 = f64x2.add(s02, f64x2.mul(f, b2));
    s12 = f64x2.add(s12, f64x2.mul(g, b2));
    const b3 = v128.load(q, 48);
    s03 = f64x2.add(s03, f64x2.mul(f, b3));
    s13 = f64x2.add(s13, f64x2.mul(g, b3));
    p += stride;
    q += stride;
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to, s02, 32);
  v128.store(to, s03, 48);
  to += stride;
  v128.store(to, s10);
  v128.store(to, s11, 16);
  v128.store(to, s12, 32);
  v128.store(to, s13, 48);
}

/** to = W·x for the first n rows of W. */
export function timesLower(n: i32, w: usize, stride: usize, x: usize, to: usize): void {
  for (let i = 0; i < n; i++) store<f64>(to + (<usize>i << 3), dot64(i + 1, at(w, stride, i, 0), x));
}

/** to = Wᵀ·x for the first n rows of W. */
export function timesLowerTransposed(n: i32, w: usize, stride: usize, x: usize, to: usize): void {
  memory.fill(to, 0, <usize>((n + 7) & ~7) << 3);
  for (let i = 0; i < n; i++) addMultiple64(i + 1, load<f64>(x + (<usize>i << 3)), at(w, stride, i, 0), to);
}

/** The same of `rows` vectors at once, which lie `xStride` and `toStride` bytes apart. */
export function timesLowerRows(
  rows: i32, n: i32, w: usize, stride: usize, x: usize, xStride: usize, to: usize, toStride: usize,
): void {
  let r = 0;
  for (; r + 3 < rows; r += 4)
    for (let i = 0; i < n; i++)
      dot64OfFour(i + 1, at(w, stride, i, 0), at(x, xStride, r, 0), xStride, at(to, toStride, r, i), toStride);
  for (; r < rows; r++) timesLower(n, w, stride, at(x, xStride, r, 0), at(to, toStride, r, 0));
}

const four = memory.data(32, 16);

/** The lower triangle of `rows` × `rows` numbers at `to`, less those of T·Tᵀ; T has rows of n numbers. */
export function takeProducts(rows: i32, n: i32, t: usize, stride: usize, to: usize, toStride: usize): void {
  for (let i = 0; i < rows; i++) {
    const row = at(t, stride, i, 0);
    let j = 0;
    let out = at(to, toStride, i, 0);
    for (; j + 3 <= i; j += 4, out += 32) {
      dot64OfFour(n, row, at(t, stride, j, 0), stride, four, 8);
      v128.store(out, f64x2.sub(v128.load(out), v128.load(four)));
      v128.store(out, f64x2.sub(v128.load(out, 16), v128.load(four, 16)), 16);
    }
    for (; j <= i; j++, out += 8) store<f64>(out, load<f64>(out) - dot64(n, row, at(t, stride, j, 0)));
  }
}

/** Of each of `columns` columns of K, Σᵢ (W·K)ᵢ² over the first n rows of W, at `to`. */
export function squaredLengths(n: i32, w: usize, stride: usize, k: usize, kStride: usize, columns: i32, to: usize): void {
  for (let c = 0; c < columns; c += 8) {
    const block = k + (<usize>c << 3);
    const out = to + (<usize>c << 3);
    memory.fill(out, 0, 64);
    let i = 0;
    for (; i + 1 < n; i += 2) addSquaresOfTwo(i + 2, at(w, stride, i, 0), stride, block, kStride, out);
    if (i < n) addSquares(i + 1, at(w, stride, i, 0), block, kStride, out);
  }
}

// @ts-ignore: decorator
@inline
function addTo(to: usize, a: v128): void {
  v128.store(to, f64x2.add(v128.load(to), a));
}

// @ts-ignore: decorator
@inline
function addSquares(count: i32, w: usize, k: usize, kStride: usize, to: usize): void {
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
  for (; count > 0; count--) {
    const f = v128.load_splat<u64>(w);
    s0 = f64x2.add(s0, f64x2.mul(f, v128.load(k)));
    s1 = f64x2.add(s1, f64x2.mul(f, v128.load(k, 16)));
    s2 = f64x2.add(s2, f64x2.mul(f, v128.load(k, 32)));
    s3 = f64x2.add(s3, f64x2.mul(f, v128.load(k, 48)));
    w += 8;
    k += kStride;
  }
  addTo(to, f64x2.mul(s0, s0));
  addTo(to + 16, f64x2.mul(s1, s1));
  addTo(to + 32, f64x2.mul(s2, s2));
  addTo(to + 48, f64x2.mul(s3, s3));
}

/** Of two rows, the first of which is zero at the last of `count` columns. */
// @ts-ignore: decorator
@inline
function addSquaresOfTwo(count: i32, w: usize, stride: usize, k: usize, kStride: usize, to: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s02 = f64x2.splat(0), s03 = f64x2.splat(0);
  let s10 = f64x2.splat(0), s11 = f64x2.splat(0), s12 = f64x2.splat(0), s13 = f64x2.splat(0);
  for (; count > 0; count--) {
    const f = v128.load_splat<u64>(w);
    const g = v128.load_splat<u64>(w + stride);
    const b0 = v128.load(k);
    s00 = f64x2.add(s00, f64x2.mul(f, b0));
    s10 = f64x2.add(s10, f64x2.mul(g, b0));
    const b1 = v128.load(k, 16);
    s01 = f64x2.add(s01, f64x2.mul(f, b1));
    s11 = f64x2.add(s11, f64x2.mul(g, b1));
    const b2 = v128.load(k, 32);
    s02 = f64x2.add(s02, f64x2.mul(f, b2));
    s12 = f64x2.add(s12, f64x2.mul(g, b2));
    const b3 = v128.load(k, 48);
    s03 = f64x2.add(s03, f64x2.mul(f, b3));
    s13 = f64x2.add(s13, f64x2.mul(g, b3));
    w += 8;
    k += kStride;
  }
  addTo(to, f64x2.add(f64x2.mul(s00, s00), f64x2.mul(s10, s10)));
  addTo(to + 16, f64x2.add(f64x2.mul(s01, s01), f64x2.mul(s11, s11)));
  addTo(to + 32, f64x2.add(f64x2.mul(s02, s02), f64x2.mul(s12, s12)));
  addTo(to + 48, f64x2.add(f64x2.mul(s03, s03), f64x2.mul(s13, s13)));
}

/** to = Kᵀ·a, a number for each of `columns` columns of K's n rows. */
export function timesTransposed(n: i32, k: usize, kStride: usize, a: usize, columns: i32, to: usize): void {
  for (let c = 0; c < columns; c += 8) {
    const out = to + (<usize>c << 3);
    memory.fill(out, 0, 64);
    eliminate(n, a, 8, k + (<usize>c << 3), kStride, out, -1);
  }
}

/** to = the largest number of each of `columns` columns of K's n rows. */
export function largestInColumns(n: i32, k: usize, kStride: usize, columns: i32, to: usize): void {
  for (let c = 0; c < columns; c += 8) {
    let a = k + (<usize>c << 3);
    const out = to + (<usize>c << 3);
    let s0 = v128.load(a);
    let s1 = v128.load(a, 16);
    let s2 = v128.load(a, 32);
    let s3 = v128.load(a, 48);
    for (let i = 1; i < n; i++) {
      a += kStride;
      s0 = f64x2.pmax(s0, v128.load(a));
      s1 = f64x2.pmax(s1, v128.load(a, 16));
      s2 = f64x2.pmax(s2, v128.load(a, 32));
      s3 = f64x2.pmax(s3, v128.load(a, 48));
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
  }
}

/** Where room for numbers begins. */
export function roomAt(): usize {
  return (__heap_base + 63) & ~63;
}
