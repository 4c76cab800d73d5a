import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimize } from './lbfgs.js';

/** Rosenbrock's valley, 0 at (1, …, 1). */
function valley(x: Float64Array) {
  let value = 0;
  const gradient = new Float64Array(x.length);
  for (let i = 0; i + 1 < x.length; i++) {
    const [a, b] = [x[i]!, x[i + 1]!];
    value += 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a);
    gradient[i]! += -400 * a * (b - a * a) - 2 * (1 - a);
    gradient[i + 1]! += 200 * (b - a * a);
  }
  return { value, gradient };
}

test('finds the end of a valley', () => {
  const { x, calls } = minimize(valley, [-1.2, 1, -0.5, 2], { steps: 400, calls: 1000, valueTolerance: 0 });
  for (const value of x) expect(value).toBeCloseTo(1, 4);
  expect(calls).toBeLessThan(200);
});

test('a convex bowl in a box: the gradient points out of the box or is zero, whatever the start', () => {
  const number = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 6 }), (pairs) => {
      const d = pairs.length;
      const bowl = (x: Float64Array) => {
        const gradient = x.map(
          (value, i) => 2 * (i + 1) * (value - pairs[i]![0]) + 0.5 * (x[(i + 1) % d]! + x[(i + d - 1) % d]!),
        );
        let value = 0;
        for (let i = 0; i < d; i++)
          value += (i + 1) * (x[i]! - pairs[i]![0]) * (x[i]! - pairs[i]![0]) + 0.5 * x[i]! * x[(i + 1) % d]!;
        return { value, gradient };
      };
      const bounds = { low: new Float64Array(d).fill(-1), high: new Float64Array(d).fill(1) };
      const found = minimize(
        bowl,
        pairs.map(([, start]) => start),
        { bounds, valueTolerance: 0 },
      );
      bowl(found.x).gradient.forEach((slope, i) => {
        const value = found.x[i]!;
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        if (value > -1) expect(slope).toBeLessThan(1e-3);
        if (value < 1) expect(slope).toBeGreaterThan(-1e-3);
      });
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('turns back from where the function has no value', () => {
  const log = (x: Float64Array) =>
    x[0]! > 0 ? { value: x[0]! - Math.log(x[0]!), gradient: Float64Array.of(1 - 1 / x[0]!) } : undefined;
  expect(minimize(log, [0.01], { firstStep: 100 }).x[0]).toBeCloseTo(1, 4);
  expect(() => minimize(log, [-1])).toThrow(RangeError);
});
