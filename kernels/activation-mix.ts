// The learned mix of RealMLP (Holzmüller et al. 2024, "Better by default", section 3): a unit gives m = y + w · (a − y), where a is the
// activation of y and w is learned, one for each unit; w = 1 is the activation alone.

/** From y (at `met`) and a to the mix, in a's place; the slopes likewise; leaves a − y, the slope by w, at `met`. */
export function mixActivations(rows: i32, width: i32, met: usize, a: usize, slope: usize, stride: usize, w: usize): void {
  const one = f32x4.splat(1);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < <usize>width * 4; at += 16) {
      const share = v128.load(w + at);
      const y = v128.load(met + at);
      const gap = f32x4.sub(v128.load(a + at), y);
      v128.store(met + at, gap);
      v128.store(a + at, f32x4.add(y, f32x4.mul(share, gap)));
      v128.store(slope + at, f32x4.add(one, f32x4.mul(share, f32x4.sub(v128.load(slope + at), one))));
    }
    met += stride;
    a += stride;
    slope += stride;
  }
}
