// V8 works out vectors that are made of scalars or constants anew in every round of a loop (11.3 places what has no effect as late as it can:
// Adam's loop was 60 instructions long, 26 of them for that). What was loaded stays in its register, for a load is not moved over a store.

const SLOTS: usize = memory.data(10 * 16, 16);

/** Four times `x`, for the length of a loop; each vector of a function has a `slot` of its own, 0 … 9. */
// @ts-ignore: decorator
@inline
export function held(slot: usize, x: f32): v128 {
  v128.store(SLOTS + slot * 16, f32x4.splat(x));
  return v128.load(SLOTS + slot * 16);
}

/** Four times the bits of `x`, likewise. */
// @ts-ignore: decorator
@inline
export function heldBits(slot: usize, x: i32): v128 {
  v128.store(SLOTS + slot * 16, i32x4.splat(x));
  return v128.load(SLOTS + slot * 16);
}
