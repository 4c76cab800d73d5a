import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { mean } from '../../../math/statistics.js';
import { categorical, float, integer, space } from '../../../space/define.js';
import { decode, encoder } from '../../../space/encode.js';
import type { Setting, Space } from '../../../space/parameter.js';
import { growForest } from '../../../surrogate/forest/forest.js';
import { columnsOf, domainOf } from '../domain.js';
import { decompose } from './shares.js';

/** The decomposition of a forest that has learnt `value` from so many settings. */
function learnt(own: Space, value: (setting: Setting) => number, count = 600) {
  const random = stream(1, 0, 'test settings');
  const names = Object.keys(own);
  const settings = Array.from({ length: count }, () =>
    decode(
      own,
      names.map(() => random.uniform()),
    ),
  );
  const points = settings.map(encoder(own));
  const domain = domainOf(own, points);
  const rows = {
    axes: domain.axes,
    columns: columnsOf(domain, points),
    values: Float64Array.from(settings, value),
  };
  const { main, pair } = decompose(growForest(rows, { trees: 24 }).trees, domain.axes);
  return {
    main: (name: string) => mean(main([names.indexOf(name)])),
    pair: (a: string, b: string) => pair(names.indexOf(a), names.indexOf(b)),
  };
}

describe('shares of a known function', () => {
  test('additive: each its own variance, pairs nothing', () => {
    const own = space({ x: float(0, 1), y: float(0, 1), z: float(0, 1) });
    // Variances 9/12 and 1/12 of a total of 10/12.
    const { main, pair } = learnt(own, ({ x, y }) => 3 * Number(x) + Number(y));
    expect(main('x')).toBeCloseTo(0.9, 1);
    expect(main('y')).toBeCloseTo(0.1, 1);
    expect(main('z')).toBeLessThan(0.01);
    expect(mean(pair('x', 'y')!)).toBeLessThan(0.02);
  });

  test('a product of centred numbers is a pair and nothing else', () => {
    const own = space({ x: float(-1, 1), y: float(-1, 1) });
    const { main, pair } = learnt(own, ({ x, y }) => Number(x) * Number(y), 700);
    expect(main('x') + main('y')).toBeLessThan(0.1);
    expect(mean(pair('x', 'y')!)).toBeGreaterThan(0.9);
  });

  test('by ratios where a hyperparameter is searched by ratios', () => {
    const own = space({ rate: float(1e-4, 1, { log: true }), other: float(0, 1) });
    // Uniform in the log: a half of all settings are below 1e-2.
    const { main } = learnt(own, ({ rate, other }) => Number(Number(rate) < 1e-2) + 0.5 * Number(other));
    // Variances 1/4 and 1/48.
    expect(main('rate')).toBeCloseTo(12 / 13, 1);
  });

  test('one that exists in a part of the space counts there, and for that part', () => {
    const own = space({
      layers: integer(0, 3),
      width: float(0, 1, { when: { parameter: 'layers', values: [2, 3] } }),
      optimiser: categorical(['sgd', 'adam']),
      momentum: float(0, 1, { when: { parameter: 'optimiser', values: ['sgd'] } }),
    });
    // Without width: 0. With it: uniform from 0 to 2, so that layers decide between means of 0 and 1.
    const { main, pair } = learnt(own, ({ width }) => 2 * Number(width ?? 0), 3000);
    // Layers: variance 1/4. Width: 1/3 in half of the space, 1/6 of all. Together 5/12.
    expect(main('layers')).toBeCloseTo(0.6, 1);
    expect(main('width')).toBeCloseTo(0.4, 1);
    expect(main('momentum')).toBeLessThan(0.01);
    expect(main('layers') + main('width')).toBeGreaterThan(0.95);
    expect(main('layers') + main('width')).toBeLessThan(1 + 1e-9);
    expect(pair('layers', 'width')).toBeUndefined();
    expect(mean(pair('width', 'optimiser')!)).toBeLessThan(0.02);
  });
});
