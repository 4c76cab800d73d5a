import { cos, log } from './elementary.js';

/**
 * A counter-based random stream: Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). Streams with
 * different names are independent, so no part of a trial depends on how much randomness another part has used.
 */
export interface Stream {
  /** 32 random bits, 0 to 2³²−1. */
  uint32(): number;
  /** [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** 0 to n−1, without bias. */
  below(n: number): number;
  /** 0 to n−1 in random order (Fisher–Yates). */
  permutation(n: number): Uint32Array;
}

/** The stream named (seed, trial, purpose); `seed` and `trial` are integers of at most 32 bits. */
export function stream(seed: number, trial: number, purpose: string): Stream {
  const key0 = seed >>> 0;
  const key1 = hashName(purpose);
  const block = new Uint32Array(4);
  let counter = 0;
  let used = 4;

  function uint32(): number {
    if (used === 4) {
      philox(block, counter >>> 0, Math.floor(counter / 0x100000000), trial >>> 0, 0, key0, key1);
      counter += 1;
      used = 0;
    }
    return block[used++]!;
  }

  const uniform = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;

  function below(n: number): number {
    let bits = uint32();
    // The limit lies above 2³² − n, so that for most bits it need not be known.
    if (bits >= 0x100000000 - n) {
      const limit = 0x100000000 - (0x100000000 % n);
      while (bits >= limit) bits = uint32();
    }
    return bits % n;
  }

  function normal(): number {
    const radius = Math.sqrt(-2 * log(1 - uniform()));
    return radius * cos(2 * Math.PI * uniform());
  }

  function permutation(n: number): Uint32Array {
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = below(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }

  return { uint32, uniform, normal, below, permutation };
}

/** FNV-1a over UTF-16 code units. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Ten rounds of Philox4x32 on counter (c0..c3) with key (k0, k1), into `out`. */
export function philox(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
) {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0) >>> 0;
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** The upper 32 bits of a 32 × 32 bit product, by 16-bit halves. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}
