// Numbers that are the same for a case wherever it runs: mulberry32.

export function randomFor(seed) {
  let state = (seed * 2654435761 + 12345) >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(uniform() * n);
  const pick = (items) => items[below(items.length)];
  return { uniform, below, pick, maybe: (share) => uniform() < share };
}
