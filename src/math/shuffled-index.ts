import { philox, stream } from './random.js';

// A random order of 0 … size − 1 of which any place can be worked out by itself: a Feistel network of four rounds (Luby and Rackoff 1988) on
// the least even number of bits that holds the size, walked on until it falls below the size (Black and Rogaway 2002).

const rounds = 4;

/** What stands at `place` of the order of 0 … size − 1 (at most 2⁵²) that is named (seed, purpose). */
export function shuffledIndex(place: number, size: number, seed: number, purpose: string): number {
  const half = Math.max(1, Math.ceil(Math.ceil(bitsOf(size)) / 2));
  const { uint32 } = stream(seed, 0, purpose);
  const key = [uint32(), uint32()] as const;
  let index = place;
  do index = feistel(index, half, key);
  while (index >= size);
  return index;
}

/** Bits that the greatest of `size` indices has. */
function bitsOf(size: number): number {
  let bits = 0;
  for (let rest = size - 1; rest >= 1; rest = Math.floor(rest / 2)) bits += 1;
  return bits;
}

function feistel(index: number, half: number, [key0, key1]: readonly [number, number]): number {
  const base = 1 << half;
  let left = Math.floor(index / base);
  let right = index % base;
  const out = new Uint32Array(4);
  for (let round = 0; round < rounds; round++) {
    philox(out, right, round, 0, 0, key0, key1);
    const mixed = (left ^ (out[0]! % base)) >>> 0;
    left = right;
    right = mixed;
  }
  return left * base + right;
}
