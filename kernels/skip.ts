// Elementwise over rows that lie alike, gaps between them included: `bytes` is a multiple of 16.

/** to = to + from */
export function addRows(bytes: usize, from: usize, to: usize): void {
  for (const end = to + bytes; to < end; to += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
  }
}

/** to = to ∘ from */
export function multiplyRows(bytes: usize, from: usize, to: usize): void {
  for (const end = to + bytes; to < end; to += 16) {
    v128.store(to, f32x4.mul(v128.load(to), v128.load(from)));
    from += 16;
  }
}
