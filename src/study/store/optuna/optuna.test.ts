import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boolean, categorical, float, integer, powers } from '../../../space/define.js';
import { fromUnit } from '../../../space/encode.js';
import type { Parameter } from '../../../space/parameter.js';
import {
  fromInternal,
  readDistribution,
  toDistribution,
  toInternal,
  toParameter,
  writeDistribution,
} from './distribution.js';
import { inferSpace } from './infer-space.js';
import { parsePythonJson, stringifyForPython } from './python-json.js';
import { readNumber, storeNumber } from './stored-number.js';
import { readTime, writeTime } from './time.js';

describe("Optuna's distributions", () => {
  test.for([
    [float(1e-5, 1, { log: true }), 'FloatDistribution', { step: null, low: 1e-5, high: 1, log: true }],
    [integer(1, 10), 'IntDistribution', { log: false, step: 1, low: 1, high: 10 }],
    [powers(2, 8, 32), 'CategoricalDistribution', { choices: [8, 16, 32] }],
    [categorical(['a', 1.5, true]), 'CategoricalDistribution', { choices: ['a', 1.5, true] }],
  ] as const)('%o is written as Optuna does', ([parameter, name, attributes]) => {
    expect(JSON.parse(writeDistribution(parameter))).toEqual({ name, attributes });
  });

  test('values come back', () => {
    const parameters = [
      float(0, 1),
      integer(1, 500, { log: true }),
      powers(2, 8, 4096),
      categorical(['a', 'b']),
      boolean(),
      float(-1, 1, { step: 0.1 }),
      integer(16, 1000, { step: 16 }),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...parameters),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parameter, unit) => {
          const distribution = readDistribution(writeDistribution(parameter));
          const value = fromUnit(parameter, unit);
          expect(distribution).toEqual(toDistribution(parameter));
          expect(fromInternal(distribution, toInternal(distribution, value)!)).toBe(value);
        },
      ),
      { seed: 1 },
    );
    expect(toInternal(toDistribution(categorical(['a'])), 'b')).toBeUndefined();
  });

  test.for([
    ['{"name": "UniformDistribution", "attributes": {"low": 0, "high": 1}}', float(0, 1)],
    [
      '{"name": "LogUniformDistribution", "attributes": {"low": 0.1, "high": 1}}',
      float(0.1, 1, { log: true }),
    ],
    ['{"name": "IntUniformDistribution", "attributes": {"low": 0, "high": 4, "step": 1}}', integer(0, 4)],
    [
      '{"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 4, "step": 1}}',
      integer(1, 4, { log: true }),
    ],
    ['{"type": "float", "low": 0, "high": 1}', float(0, 1)],
    [
      '{"name": "CategoricalDistribution", "attributes": {"choices": ["a", null]}}',
      categorical(['a', 'None']),
    ],
  ] as const)('%s is read', ([json, parameter]) => {
    expect(toParameter(readDistribution(json))).toEqual(parameter);
  });

  test('steps stay steps, but on a log scale, where Optuna has none', () => {
    const read = (name: string, attributes: object) =>
      toParameter(readDistribution(JSON.stringify({ name, attributes })));
    expect(read('DiscreteUniformDistribution', { low: 0, high: 0.5, q: 0.1 })).toEqual(
      float(0, 0.5, { step: 0.1 }),
    );
    expect(read('IntDistribution', { log: false, step: 8, low: 8, high: 24 })).toEqual(
      integer(8, 24, { step: 8 }),
    );
    const shares = toDistribution(float(0, 1, { step: 0.3 }));
    expect(shares.attributes).toEqual({ step: 0.3, low: 0, high: 0.9, log: false });
    expect(fromInternal(shares, 3 * 0.3)).toBe(0.9);
    const widths = toDistribution(integer(64, 1024, { log: true, step: 64 }));
    expect(widths.attributes).toEqual({ step: 1, low: 64, high: 1024, log: true });
  });

  test('an unknown kind is named', () => {
    expect(() => readDistribution('{"name": "Weird", "attributes": {}}')).toThrow(/unknown kind: .*Weird/);
  });

  test('a space is inferred from all that its trials used', () => {
    const seen = [
      ['x', float(0, 1)],
      ['mode', categorical(['a'])],
      ['x', float(-2, 0.5)],
      ['mode', categorical(['a', 'b'])],
    ] as const;
    expect(inferSpace(seen.map(([name, parameter]) => [name, toDistribution(parameter)]))).toEqual({
      x: float(-2, 1),
      mode: categorical(['a', 'b']),
    });
    const together = (...some: Parameter[]) =>
      inferSpace(some.map((parameter) => ['x', toDistribution(parameter)] as const)).x;
    expect(together(integer(8, 24, { step: 8 }), integer(0, 16, { step: 8 }))).toEqual(
      integer(0, 24, { step: 8 }),
    );
    expect(together(integer(8, 24, { step: 8 }), integer(1, 17, { step: 8 }))).toEqual(integer(1, 24));
  });
});

describe("Optuna's values", () => {
  test('numbers that are not finite have a kind and no value', () => {
    const numbers = [1 / 3, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    expect(numbers.map(storeNumber).map(({ type }) => type)).toEqual([
      'FINITE',
      'NAN',
      'INF_POS',
      'INF_NEG',
      'FINITE',
    ]);
    expect(numbers.map(storeNumber).map(readNumber)).toEqual(numbers);
  });

  test('times have six digits of fraction, a space and no zone', () => {
    expect(writeTime(Date.UTC(2026, 1, 3, 4, 5, 6, 78))).toBe('2026-02-03 04:05:06.078000');
    expect(readTime('2026-02-03 04:05:06.078999')).toBe(Date.UTC(2026, 1, 3, 4, 5, 6, 78));
    expect(readTime('2026-02-03 04:05:06')).toBe(Date.UTC(2026, 1, 3, 4, 5, 6));
    expect(readTime('2026-02-03 04:05:06.123')).toBe(Date.UTC(2026, 1, 3, 4, 5, 6));
    expect([readTime(null), readTime('soon')]).toEqual([undefined, undefined]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (time) => {
        expect(readTime(writeTime(time))).toBe(time);
      }),
      { seed: 1 },
    );
  });

  test("Python's JSON may hold numbers that JSON has not", () => {
    const text = '{"a": [NaN, -Infinity, Infinity, 1], "b": "NaN and \\"Infinity\\"", "c": null}';
    const value = {
      a: [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1],
      b: 'NaN and "Infinity"',
      c: null,
    };
    expect(parsePythonJson(text)).toEqual(value);
    expect(stringifyForPython(value)).toBe(text);
    expect(stringifyForPython({ at: new Date(0), gone: undefined })).toBe(
      '{"at": "1970-01-01T00:00:00.000Z"}',
    );
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parsePythonJson(stringifyForPython(json))).toEqual(JSON.parse(JSON.stringify(json)));
      }),
      { seed: 1 },
    );
  });
});
