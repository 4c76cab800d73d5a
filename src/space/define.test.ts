import { describe, expect, expectTypeOf, test } from 'vitest';
import { activeNames, isActive, onlyActive } from './active.js';
import { boolean, categorical, fixed, float, integer, ordinal, powers, space } from './define.js';
import type { Parameter, Setting as PlainSetting, Space } from './parameter.js';
import type { SettingOf } from './setting-of.js';

const network = space({
  batch_size: powers(2, 8, 64, { prior: { centre: 32, confidence: 0.5 } }),
  loss: categorical(['squared', 'absolute', 'huber']),
  huber_delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  layers: integer(0, 4),
  neurons: integer(4, 512, { log: true, when: { parameter: 'layers', values: [1, 2, 3, 4] } }),
  residual: boolean({ when: { parameter: 'neurons', values: [64, 128] } }),
});

describe('a space', () => {
  test('gives the type of its settings', () => {
    type Setting = SettingOf<typeof network>;
    expectTypeOf<Setting['batch_size']>().toEqualTypeOf<number>();
    expectTypeOf<Setting['loss']>().toEqualTypeOf<'squared' | 'absolute' | 'huber'>();
    expectTypeOf<Setting['huber_delta']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Setting['residual']>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<{ batch_size: 8; loss: 'squared'; layers: 0 }>().toExtend<Setting>();
    // @ts-expect-error: huber needs its delta
    expectTypeOf<{ batch_size: 8; loss: 'huber'; layers: 0 }>().toExtend<Setting>();
    // @ts-expect-error: layers is missing
    expectTypeOf<{ batch_size: 8; loss: 'squared' }>().toExtend<Setting>();
  });

  test('tells TypeScript what exists when', () => {
    const nested = space({
      optimiser: categorical(['sgd', 'adam']),
      momentum: float(0, 1, { when: { parameter: 'optimiser', values: ['sgd'] } }),
      schedule: categorical(['none', 'step'], { when: { parameter: 'optimiser', values: ['sgd'] } }),
      every: integer(1, 9, { when: { parameter: 'schedule', values: ['step'] } }),
      norm: boolean(),
      epsilon: float(0, 1, { when: { parameter: 'norm', values: [true] } }),
      groups: ordinal([1, 2, 4]),
      width: fixed(64),
      pair: integer(0, 3, { when: { parameter: 'groups', values: [2, 4] } }),
    });
    type Setting = SettingOf<typeof nested>;
    const read = (setting: Setting): number => {
      if (setting.optimiser === 'adam') {
        expectTypeOf(setting.momentum).toEqualTypeOf<undefined>();
        expectTypeOf(setting.schedule).toEqualTypeOf<undefined>();
        expectTypeOf(setting.every).toEqualTypeOf<undefined>();
        return 0;
      }
      expectTypeOf(setting.momentum).toEqualTypeOf<number>();
      expectTypeOf(setting.schedule).toEqualTypeOf<'none' | 'step'>();
      if (setting.schedule === 'step') expectTypeOf(setting.every).toEqualTypeOf<number>();
      if (setting.norm) expectTypeOf(setting.epsilon).toEqualTypeOf<number>();
      else expectTypeOf(setting.epsilon).toEqualTypeOf<undefined>();
      if (setting.groups === 1) expectTypeOf(setting.pair).toEqualTypeOf<undefined>();
      expectTypeOf(setting.width).toEqualTypeOf<64>();
      return setting.momentum;
    };
    expect(read({ optimiser: 'adam', norm: false, groups: 1, width: 64 })).toBe(0);
    // @ts-expect-error: momentum is missing
    read({ optimiser: 'sgd', schedule: 'none', norm: false, groups: 1, width: 64 });
    // @ts-expect-error: epsilon does not exist
    read({ optimiser: 'adam', norm: false, epsilon: 1, groups: 1, width: 64 });
    expectTypeOf<SettingOf<Space>>().toExtend<PlainSetting>();
    expectTypeOf<PlainSetting>().toExtend<SettingOf<Space>>();
  });

  test('is plain data', () => {
    expect(network.batch_size).toEqual({
      kind: 'ordinal',
      values: [8, 16, 32, 64],
      prior: { centre: 32, confidence: 0.5 },
    });
    expect(network.layers).toEqual({ kind: 'integer', low: 0, high: 4, log: false });
    expect(JSON.parse(JSON.stringify(network))).toEqual(network);
  });

  test('a hyperparameter exists when the one that it depends on does and has the value', () => {
    const setting = { batch_size: 8, loss: 'huber', huber_delta: 1, layers: 1, neurons: 64, residual: true };
    expect(activeNames(network, setting)).toEqual(Object.keys(network));
    expect(isActive(network, 'residual', { ...setting, neurons: 65 })).toBe(false);
    expect(isActive(network, 'residual', { ...setting, layers: 0 })).toBe(false);
    expect(isActive(network, 'nothing', setting)).toBe(false);
    expect(onlyActive(network, { ...setting, layers: 0, loss: 'squared' })).toEqual({
      batch_size: 8,
      loss: 'squared',
      layers: 0,
    });
  });
});

describe('a definition that breaks a rule says which', () => {
  const when = (parameter: string, values: (string | number)[]) => ({ when: { parameter, values } });
  const shifting = (parameter: string) => ({
    prior: { centre: 1, confidence: 0.5, shift: { parameter, from: 1, power: 1 } },
  });
  test.for<[string, Record<string, Parameter>, RegExp]>([
    ['bounds turned round', { x: float(2, 1) }, /"x": 2 to 1 is empty/],
    ['bounds that are no numbers', { x: float(0, Number.POSITIVE_INFINITY) }, /0 to Infinity is not a range/],
    ['log from zero', { x: float(0, 1, { log: true }) }, /log needs a lower bound above 0, not 0/],
    ['log of a whole number from zero', { x: integer(0, 9, { log: true }) }, /at least 1, not 0/],
    ['half a whole number', { x: integer(0, 1.5) }, /not a whole number/],
    ['a step of nothing', { x: float(0, 1, { step: 0 }) }, /a step is above 0, not 0/],
    ['half a step of a whole number', { x: integer(0, 4, { step: 0.5 }) }, /step of a whole number is whole/],
    ['steps that drown', { x: float(0, 1, { step: 1e-12 }) }, /too small to be told apart/],
    [
      'a bound between steps',
      { x: { kind: 'float', low: 0, high: 1, log: false, step: 0.3 } },
      /steps of 0.3 from 0 end at 0.9, not 1/,
    ],
    ['no values', { x: powers(2, 9, 15) }, /"x": has no values/],
    ['values that fall', { x: ordinal([1, 3, 2]) }, /must rise, but 3 is followed by 2/],
    ['no choices', { x: categorical([]) }, /no choices/],
    ['a choice twice', { x: categorical(['a', 'b', 'a']) }, /the choice a twice/],
    ['a name with a sign', { 'a=b': float(0, 1) }, /may not be empty or hold/],
    [
      'a condition on nothing',
      { loss: categorical(['a']), x: float(0, 1, when('los', ['a'])) },
      /"los", which is not in/,
    ],
    [
      'a condition on a later one',
      { x: float(0, 1, when('y', [1])), y: integer(0, 1) },
      /must be defined before it/,
    ],
    ['a condition on itself', { x: integer(0, 1, when('x', [1])) }, /must be defined before it/],
    [
      'an impossible condition',
      { y: integer(0, 1), x: float(0, 1, when('y', [2])) },
      /y = 2, which y can never be/,
    ],
    ['a condition without values', { y: integer(0, 1), x: float(0, 1, when('y', [])) }, /lists no values/],
    ['a prior outside', { x: float(0, 1, { prior: { centre: 2, confidence: 0.5 } }) }, /centred at 2/],
    [
      'a shift with nothing',
      { x: float(1, 2, shifting('y')) },
      /shifts with "y", which is not defined before/,
    ],
    ['a shift of a whole number', { y: integer(1, 2), x: integer(1, 2, shifting('y')) }, /of a float alone/],
    ['a shift with zero', { y: integer(0, 2), x: float(1, 2, shifting('y')) }, /has to be a number above 0/],
    ['an odd confidence', { x: float(0, 1, { prior: { centre: 1, confidence: 2 } }) }, /from 0 to 1, not 2/],
  ])('%s', ([, definition, message]) => {
    expect(() => space(definition)).toThrow(message);
  });
});
