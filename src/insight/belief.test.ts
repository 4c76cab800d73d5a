import { describe, expect, test } from 'vitest';
import { exp } from '../math/elementary.js';
import { stream } from '../math/random.js';
import { quantile } from '../math/statistics.js';
import { categorical, float, powers, space } from '../space/define.js';
import { encoder } from '../space/encode.js';
import type { Setting } from '../space/parameter.js';
import { sampleUniform } from '../space/prior.js';
import type { Trial } from '../study/trial.js';
import { beliefOf } from './belief.js';
import { evidenceOf } from './evidence.js';
import { directionsOf } from './interaction/direction.js';
import { interactionsOf } from './interaction.js';

const over = space({
  batch: powers(2, 16, 512),
  rate: float(1e-4, 1, { log: true }),
  loss: categorical(['squared', 'huber']),
  delta: float(0.1, 10, { log: true, when: { parameter: 'loss', values: ['huber'] } }),
});
const encode = encoder(over);

/** Trials whose cost is `of` the point's coordinates (batch, rate), blown up where that is undefined. */
function study(of: (batch: number, rate: number, noise: number) => number | undefined, count = 50, seed = 1) {
  const random = stream(seed, 0, 'study');
  const trials = Array.from({ length: count }, (_, number): Trial => {
    const setting = sampleUniform(over, random);
    const [batch, rate] = encode(setting);
    const value = of(batch!, rate!, random.normal());
    const common = { number, setting, intermediate: [], facts: {}, started: 0 };
    return value === undefined ? { ...common, state: 'diverged' } : { ...common, state: 'complete', value };
  });
  return evidenceOf({ space: over, direction: 'minimize', trials });
}

/** The best rate rises with the batch. */
const coupled = (batch: number, rate: number, noise: number) =>
  exp(3 * (rate - 0.25 - 0.5 * batch) * (rate - 0.25 - 0.5 * batch) + 0.05 * noise);

describe('it says nothing', () => {
  test.each([
    ['of noise', study((_b, _r, noise) => noise), /no better/],
    ['of three trials', study(coupled, 3), /only 3 trials/],
    ['of failures', study(() => undefined), /only 0 trials/],
    ['where nothing differs', study(() => 1), /same score/],
    [
      'of one value',
      evidenceOf({ space: space({ a: float(1, 1) }), direction: 'minimize', trials: [] }),
      /more than one value/,
    ],
  ])('%s', (_, evidence, why) => {
    const belief = beliefOf(evidence);
    expect(belief.silence).toMatch(why);
    expect([
      belief.draws([belief.pointOf({ batch: 16, rate: 0.1, loss: 'squared' })], 5, 'x'),
      interactionsOf(belief),
      directionsOf(belief),
    ]).toEqual([[], [], []]);
  });
});

describe('of two that pull on each other', () => {
  const belief = beliefOf(study(coupled));

  test('it foresees on logs what was made of factors', () => {
    expect(belief.isLog).toBe(true);
    expect(belief.quality!.skill).toBeGreaterThan(0.7);
  });

  test('the pair is claimed, and the best rate of a large batch is many times that of a small one', () => {
    const claimed = interactionsOf(belief).filter((each) => each.claimed);
    expect(claimed.map(({ x, y }) => [x, y])).toEqual([['batch', 'rate']]);
    expect(claimed[0]!.pull.effect).toBeLessThan(0);
    const { ridge } = claimed[0]!;
    // 0.5 · (0.75 − 0.25) of four decades, batch being at the middles of its cells
    expect(ridge!.factor).toBeGreaterThan(4);
    expect(ridge!.factor).toBeLessThan(40);
  });

  test('draws at settings hold what they cost', () => {
    const random = stream(2, 0, 'fresh');
    const points = Array.from({ length: 60 }, () => encode(sampleUniform(over, random)));
    const drawn = belief.draws(points, 400, 'fresh');
    const held = points.filter((point, i) => {
      const own = drawn.map((costs) => costs[i]!);
      const truth = coupled(point[0]!, point[1]!, 0);
      return quantile(own, 0.05) <= truth && truth <= quantile(own, 0.95);
    });
    expect(held.length / points.length).toBeGreaterThan(0.75);
  });

  test('the same question has the same answer', () => {
    const point = belief.pointOf({ batch: 64, rate: 0.01, loss: 'squared' } as Setting);
    expect(beliefOf(study(coupled)).draws([point], 9, 'x')).toEqual(belief.draws([point], 9, 'x'));
  });
});

describe('of trials stopped early', () => {
  const horizon = 60;
  const rungs = [4, 12, 28, horizon];
  /** Twice the rate halves the time to learn; where it ends depends on the batch alone. */
  const costAt = (batch: number, rate: number, epoch: number, luck: number) =>
    (1 + batch + 0.03 * luck) * (1 + 3 * exp((-epoch / horizon) * 20 * exp(3 * (rate - 0.7))));

  function halved(seed: number) {
    const random = stream(seed, 0, 'halved');
    const seen: number[][] = rungs.map(() => []);
    const trials = Array.from({ length: 60 }, (_, number): Trial => {
      const setting = sampleUniform(over, random);
      const [batch, rate] = encode(setting);
      const luck = random.normal();
      const reports: { epoch: number; value: number }[] = [];
      for (const [r, epoch] of rungs.entries()) {
        const value = costAt(batch!, rate!, epoch, luck);
        reports.push({ epoch, value });
        const rank = seen[r]!.filter((other) => other < value).length;
        seen[r]!.push(value);
        if (rank >= Math.ceil(seen[r]!.length / 3)) break;
      }
      const state = reports.length === rungs.length ? 'complete' : 'stopped';
      const { value } = reports.at(-1)!;
      return { number, setting, state, value, intermediate: reports, facts: { horizon }, started: 0 };
    });
    return evidenceOf({ space: over, direction: 'minimize', trials });
  }

  test('it foresees more than their mean from rungs alone, and tells a batch that is worse for certain', () => {
    const evidence = halved(1);
    expect(evidence.complete.length).toBeLessThan(evidence.early.length / 2);
    const belief = beliefOf(evidence);
    expect(belief.quality!.skill).toBeGreaterThan(0.6);
    const at = (batch: number) => belief.pointOf({ batch, rate: 0.2, loss: 'squared' });
    const worse = belief.draws([at(16), at(512)], 400, 'batch').filter(([small, large]) => large! > small!);
    expect(worse.length).toBeGreaterThan(380);
  });
});

test('a rate whose prior moves with the batch is seen from where it moves to', () => {
  const shifting = space({
    batch: powers(2, 16, 512),
    rate: float(1e-4, 1, {
      log: true,
      prior: { centre: 0.01, confidence: 0.5, shift: { parameter: 'batch', from: 64, power: 1 } },
    }),
  });
  const asPoint = encoder(shifting);
  const random = stream(4, 0, 'shifting');
  // Batches of 16 and 32 alone were tried; what matters is the rate over the batch.
  const trials = Array.from({ length: 40 }, (_, number): Trial => {
    const setting: Setting = { ...sampleUniform(shifting, random), batch: random.uniform() < 0.5 ? 16 : 32 };
    const off = Math.log10(Number(setting.rate) / Number(setting.batch)) + 3.5;
    const value = exp(off * off + 0.05 * random.normal());
    return { number, setting, state: 'complete', value, intermediate: [], facts: {}, started: 0 };
  });
  const belief = beliefOf(evidenceOf({ space: shifting, direction: 'minimize', trials }));
  const [good, low] = [0.16, 0.01].map((rate) => asPoint({ batch: 512, rate }));
  const better = belief.draws([good!, low!], 300, 'coupled').filter(([a, b]) => a! < b!);
  expect(better.length).toBeGreaterThan(285);
});

test('whether it blows up is told apart from how good it is', () => {
  const evidence = study((batch, rate, noise) => (rate > 0.75 ? undefined : coupled(batch, rate, noise)), 60);
  const belief = beliefOf(evidence);
  const at = (rate: number) => belief.pointOf({ batch: 64, rate, loss: 'squared' });
  const [low, high] = belief.chanceOfDivergence([at(1e-3), at(0.9)]);
  expect(low).toBeLessThan(0.15);
  expect(high).toBeGreaterThan(0.7);
  expect(belief.quality!.skill).toBeGreaterThan(0.6);
});
