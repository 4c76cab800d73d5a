// These sources are compiled twice: plainly, and with relaxed SIMD, where a product and its sum are rounded once (`--engine fused`).

/** a·b + c: rounded twice in the plain kernels, once in the fused ones. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

let wide: bool = false;

/** Whether V8 makes one vector of eight numbers out of two neighbouring ones of four: then products go by wide.ts, and Adam takes two at a time. */
// @ts-ignore: decorator
@inline
export function isWide(): bool {
  return wide;
}

export function setWide(is: bool): void {
  wide = is;
}
