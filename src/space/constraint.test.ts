import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { checkSetting } from './check-setting.js';
import { constraintsOf, isAllowed } from './constraint.js';
import { boolean, categorical, float, integer, powers, type SpaceOptions, space } from './define.js';
import { formatConstraint } from './format.js';
import type { Space } from './parameter.js';
import { sampleUniform } from './prior.js';

const parameters = {
  optimiser: categorical(['sgd', 'adam']),
  momentum: float(0, 0.99, { when: { parameter: 'optimiser', values: ['sgd'] } }),
  layers: integer(0, 6),
  blocks: integer(0, 3),
  width: powers(2, 8, 1024),
};
const network = space(parameters, {
  forbid: [
    { optimiser: 'sgd', momentum: 0 },
    { layers: [3, 4], width: { from: 512 } },
  ],
  limit: [{ sum: { layers: 1, blocks: 2 }, least: 1, most: 8 }],
});
const good = { optimiser: 'sgd', momentum: 0.5, layers: 2, blocks: 3, width: 1024 };

describe('constraints', () => {
  test.for<[Partial<typeof good>, boolean]>([
    [{}, true],
    [{ momentum: 0 }, false],
    [{ layers: 3, blocks: 0 }, false],
    [{ layers: 3, blocks: 0, width: 256 }, true],
    [{ layers: 5, blocks: 0 }, true],
    [{ layers: 6, blocks: 1 }, true],
    [{ layers: 6, blocks: 2 }, false],
    [{ layers: 0, blocks: 0 }, false],
  ])('%o: %s', ([change, allowed]) => {
    expect(isAllowed(network, { ...good, ...change })).toBe(allowed);
  });

  test('what does not exist in a setting is neither forbidden nor counted', () => {
    expect(isAllowed(network, { optimiser: 'adam', momentum: 0, layers: 1, blocks: 0, width: 8 })).toBe(true);
    const sums = space(
      {
        deep: boolean(),
        layers: integer(2, 9, { when: { parameter: 'deep', values: [true] } }),
        width: integer(1, 9),
      },
      { limit: [{ sum: { layers: 1, width: 1 }, most: 10 }] },
    );
    expect(isAllowed(sums, { deep: false, layers: 9, width: 9 })).toBe(true);
    expect(isAllowed(sums, { deep: true, layers: 9, width: 9 })).toBe(false);
    expect(isAllowed(sums, { deep: true, width: 9 })).toBe(true);
  });

  test('a sum may be off by its rounding, no more', () => {
    const shares = space({ a: float(0, 1), b: float(0, 1) }, { limit: [{ sum: { a: 1, b: 1 }, most: 0.3 }] });
    expect(isAllowed(shares, { a: 0.1, b: 0.2 })).toBe(true);
    expect(isAllowed(shares, { a: 0.1, b: 0.2001 })).toBe(false);
  });

  test('they stand with the last hyperparameter that they name, and survive JSON', () => {
    expect(network.momentum.constraints).toEqual([{ forbid: { optimiser: 'sgd', momentum: 0 } }]);
    expect(constraintsOf(network)).toHaveLength(3);
    const back = JSON.parse(JSON.stringify(network)) as Space;
    const draws = stream(1, 0, 'test');
    for (let i = 0; i < 200; i++) {
      const setting = sampleUniform(network, draws);
      expect(isAllowed(back, setting)).toBe(isAllowed(network, setting));
    }
    expect('constraints' in parameters.momentum).toBe(false);
  });

  test('a setting that breaks one is refused in words', () => {
    expect(() => checkSetting(network, { ...good, momentum: 0 })).toThrow(
      'optimiser=sgd momentum=0 is not allowed: not optimiser = sgd with momentum = 0',
    );
    expect(constraintsOf(network).map(formatConstraint)).toEqual([
      'not optimiser = sgd with momentum = 0',
      'layers + 2 × blocks at least 1 and at most 8',
      'not layers = 3 or 4 with width from 512',
    ]);
  });
});

describe('constraints that make no sense', () => {
  const lines: Space = { a: float(0, 1), b: float(0, 1), n: integer(1, 3), kind: categorical(['x', 'y']) };
  test.for<[string, SpaceOptions, RegExp]>([
    ['an unknown name', { forbid: [{ c: 1 }] }, /names "c", which is not in the space/],
    ['nothing named', { forbid: [{}] }, /names no hyperparameter/],
    ['an impossible value', { forbid: [{ kind: 'z' }] }, /forbids kind = z, which kind can never be/],
    ['a range of words', { forbid: [{ kind: { from: 1 } }] }, /kind is not a number/],
    ['a sum of words', { limit: [{ sum: { kind: 1 }, most: 1 }] }, /adds kind, which is not a number/],
    ['no bound', { limit: [{ sum: { a: 1 } }] }, /needs a `least` or a `most`/],
    ['bounds turned round', { limit: [{ sum: { a: 1 }, least: 2, most: 1 }] }, /at least 2 and at most 1/],
    ['a bound out of reach', { limit: [{ sum: { a: 1, b: 2 }, least: 4 }] }, /the sum is at most 3/],
    ['a bound below all', { limit: [{ sum: { a: 1, n: 1 }, most: 0 }] }, /the sum is at least 1/],
    ['floats that meet exactly', { limit: [{ sum: { a: 1, b: 1 }, least: 1, most: 1 }] }, /wants exactly 1/],
    ['all values one by one', { forbid: [{ n: 1 }, { n: [2, 3] }] }, /leave no setting of the space/],
    ['a whole range', { forbid: [{ a: { from: -1 } }] }, /leave no setting of the space/],
    [
      'two that contradict',
      { forbid: [{ kind: 'x', n: { to: 2 } }, { kind: 'y' }], limit: [{ sum: { n: 1 }, most: 2 }] },
      /leave no setting of the space: n at most 2; not kind = x/,
    ],
  ])('%s', ([, options, message]) => {
    expect(() => space(lines, options)).toThrow(message);
  });

  test('an empty space is none', () => {
    expect(() => space({})).toThrow(/the space is empty/);
  });
});
