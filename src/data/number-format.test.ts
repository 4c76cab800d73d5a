import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberReader, readPlain, unitOf } from './number-format.js';

test('plain numbers are read as JavaScript writes them', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(readPlain(String(x))).toBe(Object.is(x, -0) ? 0 : x);
    }),
  );
});

test.each(['', 'abc', '0x1f', '0b1', 'Infinity', '1e999', '1,234', '12 km', '1.2.3', 'NaN'])(
  '"%s" is no plain number',
  (text) => {
    expect(readPlain(text)).toBeNaN();
  },
);

describe('decorated numbers', () => {
  const point = numberReader({ decimal: '.', decorated: true });
  test.each([
    ['1,234', 1234],
    ['1,234,567.5', 1_234_567.5],
    ['$5', 5],
    ['-$5.50', -5.5],
    ['$-5', -5],
    ['5 %', 5],
    ['(1,200)', -1200],
    ['€ 12.5', 12.5],
    ["1'000", 1000],
    ['1 000', 1000],
    ['−3', -3],
    ['7', 7],
  ])('%s', (text, value) => {
    expect(point(text)).toBe(value);
  });

  test.each(['1,23', '12,34,567', '$', '%', '5 apples', '()'])('%s is none', (text) => {
    expect(point(text)).toBeNaN();
  });

  const comma = numberReader({ decimal: ',', decorated: true });
  test.each([
    ['1,5', 1.5],
    ['1.234,5', 1234.5],
    ['12 €', 12],
  ])('%s with a decimal comma', (text, value) => {
    expect(comma(text)).toBe(value);
  });

  test('a unit', () => {
    expect(unitOf(['12 km/h'])).toBe('km/h');
    expect(numberReader({ decimal: '.', decorated: true, unit: 'km/h' })('1,200 km/h')).toBe(1200);
  });
});
