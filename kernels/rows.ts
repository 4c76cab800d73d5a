import { A, mix } from './mix';

// The order of an epoch, and the copying of rows.

/**
 * 0 … rows−1 in the random order named by `key` (Fisher–Yates, inside out): row i is placed at j = ⌊mix(key + i·A) (i + 1)
 * / 2³²⌋.
 */
export function shuffle(order: usize, rows: i32, key: u32): void {
  for (let i = 0; i < rows; i++) {
    const j = <u32>((<u64>mix(key + <u32>i * A) * <u64>(i + 1)) >>> 32);
    const there = order + (<usize>j << 2);
    store<u32>(order + (<usize>i << 2), load<u32>(there));
    store<u32>(there, i);
  }
}

/** Copies `width` numbers and follows them with zeros up to `padded` (a multiple of 4); may read 12 bytes too far. */
// @ts-ignore: decorator
@inline
function copyRow(from: usize, to: usize, width: i32, padded: i32): void {
  const whole = to + <usize>(width & ~3) * 4;
  const end = to + <usize>padded * 4;
  while (to < whole) {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  }
  if (to < end) {
    const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(width & 3));
    v128.store(to, v128.and(v128.load(from), inside));
    to += 16;
  }
  while (to < end) {
    v128.store(to, f32x4.splat(0));
    to += 16;
  }
}

/** Copies the rows named at `order` out of a table of `width` columns into rows of `padded` columns. */
export function gather(rows: i32, order: usize, table: usize, width: i32, to: usize, padded: i32): void {
  for (let i = 0; i < rows; i++) {
    copyRow(table + <usize>load<u32>(order) * (<usize>width * 4), to, width, padded);
    order += 4;
    to += <usize>padded * 4;
  }
}

/** As `gather`, for a table with one column. */
export function gatherNumbers(rows: i32, order: usize, table: usize, to: usize): void {
  for (let i = 0; i < rows; i++) {
    store<f32>(to, load<f32>(table + (<usize>load<u32>(order) << 2)));
    order += 4;
    to += 4;
  }
}

/** As `gatherNumbers`, with each number `padded` (a multiple of 4) times over. */
export function gatherSplats(rows: i32, order: usize, table: usize, to: usize, padded: i32): void {
  for (let i = 0; i < rows; i++) {
    const number = v128.load_splat<f32>(table + (<usize>load<u32>(order) << 2));
    for (const end = to + <usize>padded * 4; to < end; to += 16) v128.store(to, number);
    order += 4;
  }
}

/** Copies rows of `width` columns, one after the other, into rows of `padded` columns. */
export function pad(rows: i32, from: usize, width: i32, to: usize, padded: i32): void {
  for (let i = 0; i < rows; i++) {
    copyRow(from, to, width, padded);
    from += <usize>width * 4;
    to += <usize>padded * 4;
  }
}

/** Makes the numbers behind the first `width` of each row zero. */
export function clearPadding(rows: i32, width: i32, padded: i32, table: usize, stride: usize): void {
  const bytes = <usize>(padded - width) * 4;
  if (bytes == 0) return;
  for (let i = 0; i < rows; i++) memory.fill(table + <usize>i * stride + <usize>width * 4, 0, bytes);
}
