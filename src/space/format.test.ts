import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categorical, float, integer, powers, space } from './define.js';
import { formatNumber, formatSetting, formatSpace } from './format.js';

test.for<[number, string]>([
  [0, '0'],
  [256, '256'],
  [123456, '123456'],
  [-3, '-3'],
  [0.0123456, '0.0123'],
  [0.1, '0.1'],
  [0.9996, '1'],
  [2.34567, '2.35'],
  [1234.5, '1230'],
  [0.001, '0.001'],
  [0.00099999, '0.001'],
  [0.000123456, '1.23e-4'],
  [1e-5, '1e-5'],
  [25_000_000, '2.5e7'],
  [123456.7, '123000'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('%f is shown as %s', ([value, text]) => {
  expect(formatNumber(value)).toBe(text);
});

test('what is shown can be typed back, within half a digit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), (value) => {
      fc.pre(value === 0 || Math.abs(value) > 1e-300);
      expect(Math.abs(Number(formatNumber(value)) - value)).toBeLessThanOrEqual(0.0051 * Math.abs(value));
    }),
    { seed: 1 },
  );
});

test('a space and a setting for people', () => {
  const over = space({
    batch_size: powers(2, 8, 4096),
    loss: categorical(['squared', 'huber']),
    huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
    layers: integer(0, 4),
    width: integer(64, 1024, { log: true, step: 64 }),
  });
  expect(formatSpace(over)).toEqual([
    { name: 'batch_size', values: '8, 16, 32 … 4096' },
    { name: 'loss', values: 'squared, huber' },
    { name: 'huber_delta', values: '0.05 to 5, log; only with loss = huber' },
    { name: 'layers', values: '0 to 4' },
    { name: 'width', values: '64 to 1024 by 64, log' },
  ]);
  expect(formatSetting({ batch_size: 256, rate: 0.0012345 })).toBe('batch_size=256 rate=0.00123');
});
