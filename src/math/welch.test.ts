import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holm } from './holm.js';
import { chanceOf, type Moments, welch } from './welch.js';

type Triple = readonly [n: number, mean: number, variance: number];

// Values of SciPy, made by scripts/reference/welch.py.
const reference: {
  readonly welch: readonly {
    readonly a: Triple;
    readonly b: Triple;
    readonly t: number;
    readonly freedom: number;
    readonly larger: number;
    readonly either: number;
  }[];
  readonly holm: readonly (readonly [chances: number[], adjusted: number[]])[];
} = JSON.parse(readFileSync(new URL('fixtures/welch.json', import.meta.url), 'utf8'));

const moments = ([n, mean, variance]: Triple): Moments => ({ n, mean, variance });
const ratio = (own: number, other: number) => Math.abs(own / other - 1);

describe('against SciPy', () => {
  test.each(reference.welch)('Welch: $a against $b', ({ a, b, t, freedom, larger, either }) => {
    const found = welch(moments(a), moments(b))!;
    expect(ratio(found.t, t)).toBeLessThan(1e-10);
    expect(ratio(found.freedom, freedom)).toBeLessThan(1e-10);
    expect(ratio(chanceOf(found, 'larger'), larger)).toBeLessThan(1e-8);
    expect(ratio(chanceOf(found, 'either'), either)).toBeLessThan(1e-8);
  });

  test.each(reference.holm)('Holm: a family of tests', (chances, adjusted) => {
    holm(chances).forEach((own, i) => {
      expect(Math.abs(own - adjusted[i]!)).toBeLessThan(1e-12);
    });
  });
});

test('one value, or values that do not vary, say nothing', () => {
  const flat = { n: 5, mean: 1, variance: 0 };
  expect(welch(flat, { n: 9, mean: 2, variance: 0 })).toBeUndefined();
  expect(welch({ n: 1, mean: 1, variance: Number.NaN }, { n: 9, mean: 2, variance: 1 })).toBeUndefined();
  expect(holm([])).toEqual([]);
});
