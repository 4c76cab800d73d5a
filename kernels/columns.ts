// Sums down the columns of a chunk's rows, which lie `stride` bytes apart and are padded to a multiple of 8 columns. Two sums for
// each column, of every second row each: a chain of additions is as long as its latency.

// @ts-ignore: decorator
@inline
function columns(
  squares: bool, dots: bool, add: bool, rows: i32, width: i32,
  a: usize, b: usize, stride: usize, centre: usize, divisor: f32, to: usize,
): void {
  const share = f32x4.splat(divisor);
  for (let column = 0; column < width; column += 8) {
    const centre0 = squares ? v128.load(centre) : f32x4.splat(0);
    const centre1 = squares ? v128.load(centre, 16) : f32x4.splat(0);
    let even0 = f32x4.splat(0), even1 = f32x4.splat(0);
    let odd0 = f32x4.splat(0), odd1 = f32x4.splat(0);
    let at = a;
    let beside = b;
    for (let row = 1; row < rows; row += 2) {
      even0 = f32x4.add(even0, term(squares, dots, at, beside, centre0));
      even1 = f32x4.add(even1, term(squares, dots, at + 16, beside + 16, centre1));
      at += stride;
      beside += stride;
      odd0 = f32x4.add(odd0, term(squares, dots, at, beside, centre0));
      odd1 = f32x4.add(odd1, term(squares, dots, at + 16, beside + 16, centre1));
      at += stride;
      beside += stride;
    }
    if (rows & 1) {
      even0 = f32x4.add(even0, term(squares, dots, at, beside, centre0));
      even1 = f32x4.add(even1, term(squares, dots, at + 16, beside + 16, centre1));
    }
    const sum0 = f32x4.div(f32x4.add(even0, odd0), share);
    const sum1 = f32x4.div(f32x4.add(even1, odd1), share);
    v128.store(to, add ? f32x4.add(v128.load(to), sum0) : sum0);
    v128.store(to, add ? f32x4.add(v128.load(to, 16), sum1) : sum1, 16);
    a += 32;
    b += 32;
    centre += 32;
    to += 32;
  }
}

// @ts-ignore: decorator
@inline
function term(squares: bool, dots: bool, at: usize, beside: usize, centre: v128): v128 {
  const x = v128.load(at);
  if (dots) return f32x4.mul(x, v128.load(beside));
  if (!squares) return x;
  const distance = f32x4.sub(x, centre);
  return f32x4.mul(distance, distance);
}

/** to = the mean of each column of a */
export function columnMeans(rows: i32, width: i32, a: usize, stride: usize, to: usize): void {
  columns(false, false, false, rows, width, a, a, stride, to, <f32>rows, to);
}

/** to = the mean squared distance of each column of a from its `means` */
export function columnVariances(rows: i32, width: i32, a: usize, stride: usize, means: usize, to: usize): void {
  columns(true, false, false, rows, width, a, a, stride, means, <f32>rows, to);
}

/** to = (to or 0) + the sum of a ∘ b down each column */
export function columnDots(add: bool, rows: i32, width: i32, a: usize, b: usize, stride: usize, to: usize): void {
  if (add) columns(false, true, true, rows, width, a, b, stride, to, 1, to);
  else columns(false, true, false, rows, width, a, b, stride, to, 1, to);
}
