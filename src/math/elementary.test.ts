import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cos, exp, expm1, log, log1p, log2, log10, pow, sin, tanh } from './elementary.js';

// Math.* is an independent implementation that is right to a unit or two in the last place on every engine.
const close = (got: number, want: number) =>
  Object.is(got, want) ||
  Math.abs(got - want) <= 4 * Number.EPSILON * Math.max(Math.abs(want), Number.MIN_VALUE / Number.EPSILON);

const unary = { exp, log, log1p, expm1, sin, cos, tanh, log2, log10 };

for (const [name, ours] of Object.entries(unary)) {
  const reference = Math[name as keyof typeof unary];
  test(`${name} agrees with Math.${name}`, () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(close(ours(x), reference(x)), `${name}(${x}) = ${ours(x)}`).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
}

test('pow agrees with Math.pow', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
      (x, y) => {
        expect(close(pow(x, y), x ** y)).toBe(true);
      },
    ),
  );
});
