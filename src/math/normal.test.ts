import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erfc, normalCdf, normalMass, normalQuantile } from './normal.js';

const quantiles: [number, number][] = [
  [1e-300, -37.0470962993612],
  [1e-40, -13.31092137142517],
  [1e-12, -7.034483825301131],
  [2e-11, -6.604077590405635],
  [0.001, -3.090232306167813],
  [0.03, -1.880793608151251],
  [0.0749, -1.4402382675279635],
  [0.0751, -1.4388253927525403],
  [0.25, -0.6744897501960817],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446004],
  [0.975, 1.959963984540054],
  [0.999, 3.090232306167813],
];

const relative = (got: number, wanted: number) => Math.abs(got / wanted - 1);

describe('the normal distribution', () => {
  test('erfc agrees with values computed with 40 digits', () => {
    const table: [number, number][] = [
      [0, 1],
      [0.1, 0.887537083981715],
      [0.5, 0.479500122186953],
      [1, 0.157299207050285],
      [2.5, 0.000406952017444959],
      [5, 1.53745979442803e-12],
      [10, 2.08848758376254e-45],
      [-1, 1.84270079294971],
      [-4, 1.9999999845827421],
    ];
    for (const [x, wanted] of table) expect(relative(erfc(x), wanted)).toBeLessThan(1e-13);
  });

  test('the quantile undoes the cdf, in both tails', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 6, noNaN: true }), (z) => {
        expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-6);
      }),
      { seed: 1 },
    );
    // scipy.special.ndtri
    for (const [p, z] of quantiles) expect(relative(normalQuantile(p), z)).toBeLessThan(1e-14);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(Number.NaN)).toBeNaN();
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(1 + 1e-15)).toBe(Number.POSITIVE_INFINITY);
  });

  test('mass keeps its precision far out on either side', () => {
    expect(relative(normalMass(10, 11), 7.61985302416047e-24 - 1.91066e-28)).toBeLessThan(1e-6);
    expect(normalMass(-11, -10)).toBe(normalMass(10, 11));
    expect(normalMass(-50, 50)).toBe(1);
  });
});
