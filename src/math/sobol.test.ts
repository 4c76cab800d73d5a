import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from './random.js';
import { sobol, sobolDimensions } from './sobol.js';

/** Written by scripts/reference/sobol.py. */
const reference = JSON.parse(readFileSync(new URL('./fixtures/sobol.json', import.meta.url), 'utf8')) as {
  first: number[][];
  sha256: string;
  late: { index: number; words: number[] };
  discrepancy: number;
};

const wordsOf = (point: Float64Array) => Uint32Array.from(point, (x) => x * 2 ** 32);

describe("the plain sequence is SciPy's, to the bit", () => {
  const plain = sobol(sobolDimensions);

  test('the first points, and the hash of 4,096', () => {
    expect(sobolDimensions).toBe(101);
    reference.first.forEach((words, index) => {
      expect([...wordsOf(plain.point(index))]).toEqual(words);
    });
    const hash = createHash('sha256');
    for (let index = 0; index < 4096; index++) hash.update(wordsOf(plain.point(index)));
    expect(hash.digest('hex')).toBe(reference.sha256);
  });

  test('a point far out', () => {
    const { index, words } = reference.late;
    expect([...wordsOf(plain.point(index))]).toEqual(words);
  });
});

/** The centred L2 discrepancy (Hickernell, Math. Comp. 67, 1998). */
function discrepancy(points: readonly Float64Array[]): number {
  const n = points.length;
  const d = points[0]!.length;
  const far = (x: number) => Math.abs(x - 0.5);
  let ones = 0;
  let pairs = 0;
  for (const a of points) {
    ones += a.reduce((product, x) => product * (1 + far(x) / 2 - far(x) ** 2 / 2), 1);
    for (const b of points)
      pairs += a.reduce((product, x, j) => {
        const y = b[j]!;
        return product * (1 + far(x) / 2 + far(y) / 2 - Math.abs(x - y) / 2);
      }, 1);
  }
  return (13 / 12) ** d - (2 / n) * ones + pairs / (n * n);
}

const take = (count: number, pointAt: (index: number) => Float64Array) =>
  Array.from({ length: count }, (_, index) => pointAt(index));

describe('a scrambled sequence', () => {
  test('lies as evenly as the plain one, and far more evenly than random points', () => {
    const plain = discrepancy(take(128, (index) => sobol(5).point(index)));
    expect(plain).toBeCloseTo(reference.discrepancy, 10);
    for (const seed of [1, 2, 3]) {
      const draws = stream(seed, 0, 'test');
      const scrambled = sobol(5, seed);
      const even = discrepancy(take(128, (index) => scrambled.point(index)));
      const random = discrepancy(take(128, () => Float64Array.from({ length: 5 }, draws.uniform)));
      expect(even).toBeLessThan(0.35 * random);
      expect(even).not.toBe(plain);
    }
  });

  test('2ᵐ points have one in each of 2ᵐ equal intervals, in every dimension', () => {
    const scrambled = sobol(sobolDimensions, 7);
    const points = take(64, (index) => scrambled.point(index));
    for (let j = 0; j < sobolDimensions; j++)
      expect(new Set(points.map((point) => Math.floor(point[j]! * 64))).size).toBe(64);
  });

  test('another seed gives other points, the same seed the same, inside (0, 1)', () => {
    expect(sobol(3, 1).point(5)).toEqual(sobol(3, 1).point(5));
    expect(sobol(3, 1).point(5)).not.toEqual(sobol(3, 2).point(5));
    const means = Array.from({ length: 200 }, (_, seed) => sobol(1, seed).point(0)[0]!);
    expect(means.reduce((sum, x) => sum + x, 0) / 200).toBeCloseTo(0.5, 1);
    for (const x of means) expect(x > 0 && x < 1).toBe(true);
  });

  test('more dimensions than have direction numbers are filled with random numbers', () => {
    const wide = sobol(sobolDimensions + 3, 1);
    const [first, second] = [wide.point(0), wide.point(1)];
    expect([...first.slice(0, 101)]).toEqual([...sobol(101, 1).point(0)]);
    for (let j = 101; j < 104; j++) expect(first[j]).not.toBe(second[j]);
  });
});
