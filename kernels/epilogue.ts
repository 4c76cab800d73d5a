// What becomes of a tile's sums before they are stored, two neighbouring vectors at a time: loads, then stores, so that V8's revectorizer can
// make one vector of both (wide.ts). One function for each epilogue: no branch between the loop and the stores.

export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
export const BACK_RELU: i32 = 2;
export const BACK_SLOPE: i32 = 3;
export const BACK: i32 = 4;

/** A finished sum; `beside` is what `beside()` loaded. */
// @ts-ignore: decorator
@inline
export function finished(epilogue: i32, sum: v128, beside: v128, scale: v128): v128 {
  if (epilogue == RELU) return f32x4.pmax(sum, f32x4.splat(0));
  if (epilogue == BACK_RELU) return v128.and(f32x4.mul(sum, scale), f32x4.gt(beside, f32x4.splat(0)));
  if (epilogue == BACK_SLOPE) return f32x4.mul(sum, beside);
  return sum;
}

/** The slopes or activations at `s`, where the epilogue needs them. */
// @ts-ignore: decorator
@inline
export function beside(epilogue: i32, s: usize): v128 {
  return epilogue == BACK_RELU || epilogue == BACK_SLOPE ? v128.load(s) : f32x4.splat(0);
}

// @ts-ignore: decorator
@inline
export function finish(epilogue: i32, sum0: v128, sum1: v128, c: usize, s: usize, scale: v128): void {
  const beside0 = beside(epilogue, s);
  const beside1 = beside(epilogue, s + 16);
  const finished0 = finished(epilogue, sum0, beside0, scale);
  const finished1 = finished(epilogue, sum1, beside1, scale);
  v128.store(c, finished0);
  v128.store(c, finished1, 16);
}

/**
 * Bytes of a row of a panel, 32, unseen by the compiler: of stores at fixed distances, V8 13.6's revectorizer pairs those from 64 bytes on
 * wrongly (80 with 96).
 */
// @ts-ignore: decorator
@inline
export function panelRow(paddedDepth: i32): usize {
  return (<u32>paddedDepth * 32) / <u32>paddedDepth;
}

/** A gradient, or what a further chunk of rows adds to it. */
// @ts-ignore: decorator
@inline
export function keep(add: bool, g: usize, sum0: v128, sum1: v128): void {
  if (add) {
    const before0 = v128.load(g);
    const before1 = v128.load(g, 16);
    sum0 = f32x4.add(before0, sum0);
    sum1 = f32x4.add(before1, sum1);
  }
  v128.store(g, sum0);
  v128.store(g, sum1, 16);
}
