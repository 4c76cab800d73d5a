import { layerAt, plan } from './plan';

// Piecewise-linear encodings. Some columns of a row are seen twice by the first layer: as themselves, and, behind all other numbers, as
// pieces: how far the column's value is on its way through each piece, from −½ (not begun) to ½ (past it).
//
// A column's description: its place and its count of pieces, two i32, padded to 16 bytes; where each piece begins; one over each
// piece's length; both padded to whole vectors of four.

// @ts-ignore: decorator
@inline
function piecesOfRow(row: usize, to: usize): void {
  for (let at = plan.piecesAt; at < plan.piecesEnd; ) {
    const count = load<i32>(at, 4);
    const bytes = <usize>((count + 3) & ~3) * 4;
    const x = load<f32>(row + <usize>load<i32>(at) * 4);
    let start = at + 16;
    const whole = to + <usize>(count & ~3) * 4;
    const four = f32x4.splat(x);
    while (to < whole) {
      const share = f32x4.mul(f32x4.sub(four, v128.load(start)), v128.load(start + bytes));
      const within = f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(0), share));
      v128.store(to, f32x4.sub(within, f32x4.splat(0.5)));
      start += 16;
      to += 16;
    }
    for (let left = count & 3; left > 0; left--) {
      const share = (x - load<f32>(start)) * load<f32>(start + bytes);
      store<f32>(to, <f32>min<f32>(1, max<f32>(0, share)) - 0.5);
      start += 4;
      to += 4;
    }
    at += 16 + 2 * bytes;
  }
}

/** Adds the pieces to the first layer's inputs, for rows of `table` (as given): those named at `order`, or the first ones where it is 0. */
export function addPiecesOfRows(rows: i32, order: usize, table: usize): void {
  const width = <usize>plan.inputs * 4;
  const stride = layerAt(0).inputStride;
  let to = layerAt(0).inputs + <usize>plan.piecesFrom * 4;
  for (let i = 0; i < rows; i++) {
    const row = order ? <usize>load<u32>(order + ((<usize>i) << 2)) : <usize>i;
    piecesOfRow(table + row * width, to);
    to += stride;
  }
}
