import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { onlyActive } from '../../space/active.js';
import { categorical, float, integer, space } from '../../space/define.js';
import type { Setting, Space } from '../../space/parameter.js';
import { samplePrior } from '../../space/prior.js';
import { pathBetween } from './path.js';

const ten: Space = space({
  rate: float(1e-4, 1, { log: true }),
  layers: integer(0, 3),
  neurons: integer(4, 64, { log: true, when: { parameter: 'layers', values: [1, 2, 3] } }),
  loss: categorical(['squared', 'huber']),
  delta: float(0.05, 5, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
  batch: categorical([8, 16, 32]),
});

const drawn = (seed: number) => onlyActive(ten, samplePrior(ten, stream(seed, 0, 'test')));

describe('the path between two settings', () => {
  test('begins at one, ends at the other, and each step is a whole setting that differs from the one before', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.integer({ min: 1, max: 8 }), (a, b, most) => {
        const [from, to] = [drawn(a), drawn(b)];
        const steps = pathBetween(ten, from, to, { most });
        if (steps.length === 0) {
          expect(from).toEqual(to);
          return;
        }
        expect(steps.length).toBeLessThanOrEqual(most);
        expect(steps[0]!.from).toEqual(from);
        expect(steps.at(-1)!.to).toEqual(to);
        steps.forEach((step, i) => {
          expect(step.to).not.toEqual(step.from);
          expect(onlyActive(ten, step.to)).toEqual(step.to);
          if (i > 0) expect(step.from).toEqual(steps[i - 1]!.to);
        });
        expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
      }),
    );
  });

  test('what exists on one side alone goes with what brings it to life', () => {
    const from: Setting = { rate: 0.1, layers: 0, loss: 'squared', batch: 8 };
    const to: Setting = { rate: 0.1, layers: 2, neurons: 16, loss: 'huber', delta: 1, batch: 8 };
    expect(pathBetween(ten, from, to).map(({ changes }) => changes)).toEqual([
      ['layers', 'neurons'],
      ['loss', 'delta'],
    ]);
  });

  test('the greatest expected gain goes first, what is least goes together', () => {
    const from: Setting = { rate: 0.1, layers: 1, neurons: 8, loss: 'squared', batch: 8 };
    const to: Setting = { rate: 0.01, layers: 2, neurons: 16, loss: 'squared', batch: 32 };
    const expect1 = ({ rate, batch, neurons }: Setting) =>
      10 * Number(rate) - Number(batch) + 0.01 * Number(neurons);
    const names = (most: number) =>
      pathBetween(ten, from, to, { expect: expect1, most }).map((s) => s.changes);
    expect(names(8)).toEqual([['batch'], ['rate'], ['layers'], ['neurons']]);
    expect(names(3)).toEqual([['batch'], ['rate'], ['layers', 'neurons']]);
  });
});
