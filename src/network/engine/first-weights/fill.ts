import type { Stream } from '../../../math/random.js';

/** Fills with numbers from −bound to bound. */
export function fillUniform(numbers: Float32Array, bound: number, random: Stream) {
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = bound * ((random.uint32() >>> 7) / 16777216 - 1);
  }
}

/** Fills with normal numbers around 0. */
export function fillNormal(numbers: Float32Array, deviation: number, random: Stream) {
  for (let i = 0; i < numbers.length; i++) numbers[i] = deviation * random.normal();
}
