import type { Stream } from '../../../math/random.js';

/**
 * Fills a depth × width matrix (row-major) so that its columns, or its rows where there are fewer of them, are orthonormal and as likely
 * to point anywhere (Saxe et al. 2014): normal vectors, each less what lies along those before it, and brought to length 1.
 */
export function fillOrthogonal(
  weights: Float32Array,
  { depth, width }: { readonly depth: number; readonly width: number },
  random: Stream,
) {
  const tall = width <= depth;
  const vectors = orthonormal(Math.min(depth, width), Math.max(depth, width), random);
  vectors.forEach((vector, i) => {
    vector.forEach((x, k) => {
      weights[tall ? k * width + i : i * width + k] = x;
    });
  });
}

function orthonormal(count: number, length: number, random: Stream): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const next = Float64Array.from({ length }, () => random.normal());
    // Twice: what the first pass leaves by rounding is gone after the second.
    for (let pass = 0; pass < 2; pass++)
      for (const vector of vectors) {
        const along = dot(vector, next);
        for (let k = 0; k < length; k++) next[k]! -= along * vector[k]!;
      }
    const size = Math.sqrt(dot(next, next));
    vectors.push(next.map((x) => x / size));
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
