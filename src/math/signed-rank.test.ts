import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { signedRankP } from './signed-rank.js';

const cases: readonly (readonly [number[], number])[] = JSON.parse(
  readFileSync(new URL('./fixtures/signed-rank.json', import.meta.url), 'utf8'),
);

describe('the signed-rank test', () => {
  test.each(cases)('%j', (differences, p) => {
    expect(signedRankP(differences)).toBeCloseTo(p, 12);
  });

  test('k differences of one sign have p = 1/2ᵏ, the least there is', () => {
    expect(signedRankP([1, 2, 3, 4])).toBe(1 / 16);
    expect(signedRankP([5, 5, 5, 5, 5])).toBe(1 / 32);
    expect(signedRankP([])).toBeNaN();
  });

  test('with ties it is exact up to 50, close to the normal one', () => {
    const tied = Array.from({ length: 50 }, (_, i) => (i % 5) - 1.6);
    const more = [...tied, 0];
    expect(Math.abs(signedRankP(tied) - signedRankP(more))).toBeLessThan(0.03);
  });
});
