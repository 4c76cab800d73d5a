import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeNumber,
  decodeNumbers,
  encodeNumber,
  encodeTargets,
  fitNumberCoding,
  fitNumberCodings,
  logTargetSuits,
  type TargetTransform,
} from './target-coding.js';

const everyRow = (values: Float64Array) => Uint32Array.from(values, (_, row) => row);
const targetOf = (values: readonly number[], width = 1) => ({
  values: Float64Array.from(values),
  width,
  rows: Uint32Array.from({ length: values.length / width }, (_, row) => row),
});
const codingOf = (values: readonly number[], transform?: TargetTransform) => {
  const targets = Float64Array.from(values);
  return fitNumberCoding(targets, everyRow(targets), transform);
};

describe('numbers', () => {
  test('are standardised', () => {
    const target = targetOf([2, 4, 6]);
    const coding = fitNumberCodings(target, target.rows, ['none']);
    const encoded = encodeTargets(coding, target, target.rows);
    expect([...encoded]).toEqual([-Math.sqrt(1.5), 0, Math.sqrt(1.5)].map(Math.fround));
  });

  test('several targets each by their own mean, deviation, scale and range', () => {
    const several = targetOf([2, 100, 4, 10, 6, 1000], 2);
    const coding = fitNumberCodings(several, several.rows, ['none', 'log']);
    const alone = [codingOf([2, 4, 6]), codingOf([100, 10, 1000], 'log')];
    expect(coding.columns).toEqual(alone);
    expect([...encodeTargets(coding, several, Uint32Array.of(2, 0))]).toEqual(
      [6, 1000, 2, 100].map((y, i) => Math.fround(encodeNumber(alone[i % 2]!, y))),
    );
    expect([...decodeNumbers(coding, [999, 999, -999, -999])]).toEqual([6.2, 1049.5, 1.8, 0]);
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
    const columns = [codingOf([-10, 0, 10])];
    expect([...decodeNumbers({ kind: 'numbers', columns }, [-1e9, 1e9, Number.NEGATIVE_INFINITY])]).toEqual([
      -11, 11, -11,
    ]);
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
  expect([...encodeTargets(coding, targetOf([0, 1, 1]), Uint32Array.of(2, 0))]).toEqual([1, 0]);
});
