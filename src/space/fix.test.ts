import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { checkSetting } from './check-setting.js';
import { constraintsOf, isAllowed } from './constraint.js';
import { categorical, fixed, float, integer, powers, space } from './define.js';
import { fix } from './fix.js';
import { formatConstraint } from './format.js';
import type { Setting } from './parameter.js';
import { sampleUniform } from './prior.js';

const network = space(
  {
    optimiser: categorical(['sgd', 'adam']),
    momentum: float(0, 1, { when: { parameter: 'optimiser', values: ['sgd'] } }),
    nesterov: categorical([true, false], { when: { parameter: 'momentum', values: [0.5] } }),
    batch: powers(2, 8, 64, { prior: { centre: 32, confidence: 0.5 } }),
    rate: float(1e-4, 1, {
      log: true,
      prior: { centre: 1e-2, confidence: 0.5, shift: { parameter: 'batch', from: 32, power: 0.5 } },
    }),
    layers: integer(0, 4),
    width: fixed(64),
  },
  {
    forbid: [
      { optimiser: 'sgd', layers: [3, 4] },
      { batch: 8, momentum: { from: 0.5 } },
    ],
    limit: [{ sum: { layers: 1, momentum: 1 }, most: 4 }],
  },
);

describe('fixing', () => {
  test('leaves one value, and every setting of the rest is one of the whole space', () => {
    const draws = stream(1, 0, 'test');
    const cases: Setting[] = [
      { layers: 2 },
      { optimiser: 'sgd' },
      { batch: 8, rate: 0.5 },
      { optimiser: 'adam' },
    ];
    for (const values of cases) {
      const rest = fix(network, values);
      for (let i = 0; i < 50; i++) {
        const setting = sampleUniform(rest, draws);
        expect(setting).toMatchObject(values);
        expect(isAllowed(rest, setting)).toBe(isAllowed(network, setting));
        if (isAllowed(rest, setting)) checkSetting(network, setting);
      }
    }
    const whole = { optimiser: 'sgd', momentum: 0.25, batch: 16, rate: 0.1, layers: 2, width: 64 };
    const point = fix(network, whole);
    expect(sampleUniform(point, draws)).toEqual(whole);
    checkSetting(network, sampleUniform(point, draws));
  });

  test('takes with it what cannot exist any more', () => {
    expect(Object.keys(fix(network, { optimiser: 'adam' }))).toEqual([
      'optimiser',
      'batch',
      'rate',
      'layers',
      'width',
    ]);
    expect(Object.keys(fix(network, { momentum: 0.25 }))).not.toContain('nesterov');
    expect(constraintsOf(fix(network, { optimiser: 'adam' })).map(formatConstraint)).toEqual([
      'layers at most 4',
    ]);
    expect(constraintsOf(fix(network, { optimiser: 'sgd', layers: 1 })).map(formatConstraint)).toEqual([
      'not batch = 8 with momentum from 0.5',
      'layers + momentum at most 4',
    ]);
  });

  test('refuses what is not in the space, and what the constraints forbid', () => {
    expect(() => fix(network, { depth: 1 })).toThrow(/no hyperparameter "depth"/);
    expect(() => fix(network, { layers: 5 })).toThrow(/layers is 5/);
    expect(() => fix(network, { optimiser: 'sgd', layers: 3 })).toThrow(/the constraints leave no setting/);
  });
});
