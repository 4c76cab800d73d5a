import { describe, expect, test } from 'vitest';
import { boolean, categorical, float, integer, powers, space } from '../space/define.js';
import { grid } from './grid.js';
import { gridSize } from './grid-size.js';
import { describeSampler, makeHistory } from './sampler.contract.js';

describeSampler('a grid', () => grid());

const network = space({
  loss: categorical(['squared', 'huber']),
  delta: float(0.1, 10, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  clip: boolean({ when: { parameter: 'delta', values: [1] } }),
  batch: powers(2, 8, 32),
  rate: float(0, 1),
});
const points = { delta: 3, rate: [0.1, 0.25] };

const all = (options = { points }, seed = 1, over = network) =>
  makeHistory(grid(options), 1000, seed, over).trials.map(({ setting }) => setting);

describe('a grid', () => {
  test('has every combination that exists, once', () => {
    const settings = all();
    // squared, or huber with delta .1, 1 with and without clip, 10; batch; rate
    expect(settings.length).toBe((1 + 4) * 3 * 2);
    expect(gridSize(network, points)).toBe(30);
    expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(30);
    expect(new Set(settings.map(({ delta }) => delta))).toEqual(new Set([undefined, 0.1, 1, 10]));
    expect(settings.filter(({ clip }) => clip !== undefined).every(({ delta }) => delta === 1)).toBe(true);
  });

  test('has all values of what is discrete, and five of a float', () => {
    expect(gridSize(space({ a: integer(3, 9), b: float(0, 1), c: boolean() }))).toBe(7 * 5 * 2);
    expect(gridSize(space({ wide: integer(4, 512, { log: true }) }), { wide: 8 })).toBe(8);
    expect(gridSize(space({ narrow: integer(1, 3) }), { narrow: 8 })).toBe(3);
  });

  test('can be counted however large it is', () => {
    const wide = space(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`x${i}`, float(0, 1)])));
    expect(gridSize(wide, Object.fromEntries(Object.keys(wide).map((name) => [name, 10])))).toBe(1e20);
  });

  test('is in an order that depends on the seed, so that its beginning is a fair sample', () => {
    const keys = (seed: number) => all({ points }, seed).map((setting) => JSON.stringify(setting));
    expect(keys(1)).not.toEqual(keys(2));
    expect([...keys(1)].sort()).toEqual([...keys(2)].sort());
    const cube = space({ a: integer(0, 9), b: integer(0, 9), c: integer(0, 9) });
    const { trials } = makeHistory(grid(), 200, 1, cube);
    const mean = trials.reduce((sum, { setting }) => sum + (setting.a as number), 0) / 200;
    expect(Math.abs(mean - 4.5)).toBeLessThan(0.7);
  });

  test('passes over settings that others tried', () => {
    const { trials, ...rest } = makeHistory(grid({ points }), 1000, 1, network);
    const others = trials.slice(10).map((trial, number) => ({ ...trial, number }));
    const next = grid({ points }).propose({ ...rest, trials: others, number: others.length });
    const left = trials.slice(0, 10).map(({ setting }) => JSON.stringify(setting));
    expect(left).toContain(JSON.stringify(next));
  });

  test('leaves out what constraints forbid, and says when nothing is left', () => {
    const apart = space(
      { a: integer(0, 3), b: integer(0, 3) },
      { limit: [{ sum: { a: 1, b: 1 }, most: 2 }] },
    );
    expect(gridSize(apart)).toBe(6);
    const history = makeHistory(grid(), 1000, 1, apart);
    expect(history.trials.length).toBe(6);
    expect(() => grid().propose(history)).toThrow(/all settings of the grid were tried/);
  });

  test.for([
    [{ rate: 0 }, /has 0 values of rate/],
    [{ rate: 1.5 }, /has 1.5 values/],
    [{ rate: [] }, /no values of rate/],
    [{ rate: [2] }, /rate is 2, but it is a number from 0 to 1/],
    [{ loss: 2 }, /2 values of loss, which has no order/],
    [{ rates: 3 }, /no hyperparameter "rates"/],
  ] as const)('refuses %o', ([wrong, message]) => {
    expect(() => gridSize(network, wrong)).toThrow(message);
  });
});
