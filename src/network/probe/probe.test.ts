import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { drawExamples, drawPlan, drawWeights, planWith } from '../engine/random-network.contract.js';
import { twinEngine } from '../engine/twin.js';
import { wasmEngine } from '../engine/wasm.js';
import { gradientCosine, updateRatio, updateRatios } from './motion.js';
import { gradientNoise, gradientNoiseOver, noiseScale, squaredLength } from './noise-scale.js';
import { rangeTest } from './range-test.js';

const rows = 64;
const plan = planWith({ inputs: 4, hidden: [9, 5], outputs: 2, activation: 'tanh', batchSize: 10 });
const seed = { seed: 2, trial: 5 };
const start = (chosen = plan) => {
  const engine = wasmEngine();
  engine.load(drawExamples(chosen, rows, stream(1, 0, 'examples')));
  return engine.network(chosen, seed);
};
const all = Uint8Array.from({ length: rows }, (_, row) => row);

describe('the noise of the gradient', () => {
  test('is the variance of the rows’ gradients, worked out coordinate by coordinate', () => {
    const engine = twinEngine();
    engine.load(drawExamples(plan, rows, stream(1, 0, 'examples')));
    const network = engine.network(plan, seed);
    const chosen = Uint32Array.of(3, 60, 17, 9, 41, 2);
    const gradients = Array.from(chosen, (row) => network.gradient(Uint32Array.of(row)).values);
    const mean = gradients[0]!.map((_, i) => gradients.reduce((sum, g) => sum + g[i]! / 6, 0));
    const variance = gradients.reduce((sum, g) => sum + squaredLength(g.map((x, i) => x - mean[i]!)) / 5, 0);
    const noise = gradientNoise(network, chosen);
    expect(noise.variance / variance).toBeCloseTo(1, 10);
    expect(noise.signal).toBeCloseTo(squaredLength(mean) - variance / 6, 10);
  });

  test('is estimated without bias: over batches it is what all rows have', () => {
    const network = start();
    const random = stream(4, 0, 'batches');
    const batches = Array.from({ length: 300 }, () =>
      gradientNoise(
        network,
        Uint32Array.from({ length: 8 }, () => random.below(rows)),
      ),
    );
    const gradients = Array.from(all, (row) => network.gradient(Uint32Array.of(row)).values);
    const mean = network.gradient(Uint32Array.from(all)).values;
    const single = gradients.reduce((sum, g) => sum + squaredLength(g) / rows, 0);
    const want = single - squaredLength(mean);
    const got = batches.reduce((sum, { variance }) => sum + variance / 300, 0);
    expect(got / want).toBeGreaterThan(0.9);
    expect(got / want).toBeLessThan(1.1);
    const scale = noiseScale(batches)!;
    expect(scale / (want / squaredLength(mean))).toBeGreaterThan(0.6);
    expect(scale / (want / squaredLength(mean))).toBeLessThan(1.6);
  });

  test('has no scale where the signal drowns, and changes no bit of the training', () => {
    expect(noiseScale([{ signal: -1, variance: 2 }])).toBeUndefined();
    const [network, other] = [start(), start()];
    gradientNoise(network, Uint32Array.of(1, 2, 3));
    const rates = new Float32Array(7).fill(0.01);
    expect(network.epoch(rates)).toBe(other.epoch(rates));
    expect(network.save()).toEqual(other.save());
  });
});

test('over all rows the noise is that of the single gradients around their mean, to the digit', () => {
  const network = start();
  const gradients = Array.from(all, (row) => network.gradient(Uint32Array.of(row)).values);
  const mean = gradients[0]!.map((_, i) => gradients.reduce((sum, g) => sum + g[i]! / rows, 0));
  const around = gradients.reduce((sum, g) => sum + squaredLength(g.map((x, i) => x - mean[i]!)) / rows, 0);
  const noise = gradientNoiseOver(network, Uint32Array.from(all), Uint32Array.from(all));
  expect(noise.variance / around).toBeCloseTo(1, 4);
  expect(noise.signal / squaredLength(mean)).toBeCloseTo(1, 4);
});

describe('motion', () => {
  test('update to weight', () => {
    expect(updateRatio([3, 4], [3, 4.5])).toBeCloseTo(0.1, 12);
    const chosen = planWith({ inputs: 1, hidden: [2], outputs: 1 });
    const before = Float32Array.of(3, 4, 7, 7, 1, 0, 9);
    const after = Float32Array.of(3, 4.5, 8, 8, 1, 2, 0);
    const [first, last] = updateRatios(chosen, before, after);
    expect(first).toBeCloseTo(0.1, 6);
    expect(last).toBeCloseTo(2, 6);
  });

  test('the cosine of two gradients', () => {
    expect(gradientCosine([1, 0], [3, 0])).toBe(1);
    expect(gradientCosine([1, 0], [0, 5])).toBe(0);
    expect(gradientCosine([1, 1], [-2, -2])).toBeCloseTo(-1, 12);
  });
});

describe('the range test', () => {
  const options = { rows, batchSize: plan.batchSize, lowest: 1e-5 };

  test('takes steps of the rates, and leaves the network as it was', () => {
    const network = start();
    const saved = network.save();
    const { rates, losses, suggestion } = rangeTest(network, options);
    expect(network.save()).toEqual(saved);
    expect(rates).toHaveLength(losses.length);
    expect(rates[0]).toBe(1e-5);
    expect(rates[1]! / rates[0]!).toBeCloseTo(1e6 ** (1 / 99), 10);
    expect(suggestion).toBeGreaterThan(1e-4);
    expect(suggestion).toBeLessThan(1);
  });

  test('has the losses of the steps, smoothed, over the ends of epochs', () => {
    const still = { ...options, lowest: 1e-30, highest: 1e-30, steps: 21 };
    const { losses } = rangeTest(start(), still);
    const network = start();
    let before = { rows: 0, sum: 0 };
    let smoothed: number | undefined;
    losses.forEach((loss, i) => {
      if (i % 7 === 0) before = { rows: 0, sum: 0 };
      const past = Math.min(rows, 10 * ((i % 7) + 1));
      const sum = past * network.epoch(new Float32Array(7), { until: (i % 7) + 1 });
      const own = (sum - before.sum) / (past - before.rows);
      smoothed = smoothed === undefined ? own : 0.05 * own + 0.95 * smoothed;
      before = { rows: past, sum };
      expect(loss).toBeCloseTo(smoothed, 6);
    });
    expect(losses).toHaveLength(21);
  });

  test('ends where the loss blows up', () => {
    const wild = { ...plan, optimiser: { kind: 'sgd', momentum: 0 } } as const;
    const { losses } = rangeTest(start(wild), { ...options, highest: 1e6 });
    expect(losses.length).toBeLessThan(100);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  test('begins with an epoch', () => {
    const network = start();
    network.epoch(new Float32Array(7), { until: 2 });
    expect(() => rangeTest(network, options)).toThrow('this one is paused');
  });
});

test('shares of flat rows in kernels and twin agree, whatever the network is made of', () => {
  const kinds = new Set<string>();
  for (let number = 0; number < 80; number++) {
    const drawn = drawPlan(number);
    const random = stream(8, number, 'units');
    const examples = drawExamples(drawn, 20, random);
    const weights = drawWeights(drawn, random);
    const [ours, twins] = [wasmEngine(), twinEngine()].map((engine) => {
      engine.load(examples);
      const network = engine.network(drawn, seed);
      network.setWeights(weights);
      return network.flatShares(examples.inputs, 0.0591).flat();
    });
    expect(ours!).toHaveLength(twins!.length);
    // A slope within rounding of the limit may fall on either side.
    const apart = ours!.filter((share, i) => Math.abs(share - twins![i]!) > 1e-9).length;
    expect(apart / Math.max(1, ours!.length), JSON.stringify(drawn)).toBeLessThan(0.05);
    if (drawn.hidden.length > 0) kinds.add(`${drawn.activation} ${drawn.activationMix ?? false}`);
  }
  expect(kinds.size).toBeGreaterThan(5);
});
