import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeNumber,
  decodeNumbers,
  encodeNumber,
  encodeTargets,
  fitNumberCoding,
  logTargetSuits,
  type TargetTransform,
} from './target-coding.js';

const everyRow = (values: Float64Array) => Uint32Array.from(values, (_, row) => row);
const codingOf = (values: readonly number[], transform?: TargetTransform) => {
  const targets = Float64Array.from(values);
  return fitNumberCoding(targets, everyRow(targets), transform);
};

describe('numbers', () => {
  test('are standardised', () => {
    const targets = Float64Array.of(2, 4, 6);
    const encoded = encodeTargets(fitNumberCoding(targets, everyRow(targets)), targets, everyRow(targets));
    expect([...encoded]).toEqual([-Math.sqrt(1.5), 0, Math.sqrt(1.5)].map(Math.fround));
  });

  test('come back, on either scale', () => {
    const amounts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(amounts, fc.constantFrom<TargetTransform>('none', 'log'), (values, transform) => {
        fc.pre(Math.max(...values) > 1e-3);
        const coding = codingOf(values, transform);
        for (const y of values)
          expect(Math.abs(decodeNumber(coding, encodeNumber(coding, y)) - y)).toBeLessThan(
            1e-6 * Math.max(1, y, Math.max(...values)),
          );
      }),
    );
  });

  test('predictions are held near the range trained on', () => {
    const coding = codingOf([-10, 0, 10]);
    expect([...decodeNumbers(coding, [-1e9, 1e9, Number.NEGATIVE_INFINITY])]).toEqual([-11, 11, -11]);
  });

  test('and not below 0 when no target is', () => {
    for (const transform of ['none', 'log'] as const) {
      const coding = codingOf([1, 50, 101], transform);
      expect(decodeNumber(coding, -1e9)).toBe(0);
      expect(decodeNumber(coding, 1e9)).toBe(106);
    }
  });

  test('what is not a number stays so, that nobody takes it for a prediction', () => {
    for (const transform of ['none', 'log'] as const)
      expect(decodeNumber(codingOf([1, 2, 3], transform), Number.NaN)).toBeNaN();
  });

  test('equal targets do not divide by 0', () => {
    expect(encodeNumber(codingOf([7, 7, 7]), 7)).toBe(0);
  });
});

describe('a log scale', () => {
  const suits = (values: readonly number[]) => {
    const targets = Float64Array.from(values);
    return logTargetSuits(targets, everyRow(targets));
  };
  const hundred = (make: (i: number) => number) => Array.from({ length: 100 }, (_, i) => make(i));

  test('suits targets that are positive and skewed', () => {
    expect(suits(hundred((i) => Math.exp(i / 20)))).toBe(true);
    expect(suits(hundred((i) => 1e6 * Math.exp(i / 20)))).toBe(true);
  });

  test('does not suit even, negative, few or constant ones', () => {
    expect(suits(hundred((i) => i + 1))).toBe(false);
    expect(suits(hundred((i) => Math.exp(i / 20) - 2))).toBe(false);
    expect(suits([1, 1, 1, 100])).toBe(false);
    expect(suits(hundred(() => 3))).toBe(false);
  });

  test('counts with zeros are shifted by 1', () => {
    expect(codingOf([0, 1, 2, 50], 'log').shift).toBe(1);
  });
});

test('classes are learnt as their index', () => {
  const coding = { kind: 'classes', classes: ['a', 'b'] } as const;
  expect([...encodeTargets(coding, Float64Array.of(0, 1, 1), Uint32Array.of(2, 0))]).toEqual([1, 0]);
});
