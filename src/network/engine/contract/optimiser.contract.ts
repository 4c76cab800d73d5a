import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import type { Optimiser, Plan } from '../../plan.js';
import { drawExamples, drawWeights, norm, planWith, relativeError } from '../random-network.contract.js';
import type { ReadableEngine } from './start.contract.js';

const seed = { seed: 4, trial: 2 };
const rows = 20;
const rate = 0.03;

/** One of each, as it is called in words. */
export const optimisers: Readonly<Record<string, Optimiser>> = {
  'gradient descent': { kind: 'sgd', momentum: 0 },
  momentum: { kind: 'sgd', momentum: 0.9 },
  nesterov: { kind: 'sgd', momentum: 0.8, nesterov: true },
  rmsprop: { kind: 'rmsprop', beta: 0.9, epsilon: 1e-3 },
  'rmsprop with momentum': { kind: 'rmsprop', beta: 0.9, epsilon: 1e-3, momentum: 0.7 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-3 },
};

/** A step of one number, given what it remembers; written as in PyTorch's documentation. */
function stepOf(optimiser: Optimiser, memory: { t: number; m: number; v: number }, g: number): number {
  memory.t += 1;
  switch (optimiser.kind) {
    case 'sgd':
      memory.m = optimiser.momentum * memory.m + g;
      return optimiser.nesterov ? g + optimiser.momentum * memory.m : memory.m;
    case 'rmsprop':
      memory.v = optimiser.beta * memory.v + (1 - optimiser.beta) * g * g;
      memory.m = (optimiser.momentum ?? 0) * memory.m + g / (Math.sqrt(memory.v) + optimiser.epsilon);
      return memory.m;
    case 'adam': {
      const { beta1, beta2, epsilon } = optimiser;
      memory.m = beta1 * memory.m + (1 - beta1) * g;
      memory.v = beta2 * memory.v + (1 - beta2) * g * g;
      const size = Math.sqrt(memory.v / (1 - beta2 ** memory.t)) + epsilon;
      return memory.m / (1 - beta1 ** memory.t) / size;
    }
  }
}

/** What every engine does between a gradient and a step. */
export function optimiserContract(newEngine: () => ReadableEngine) {
  const base = planWith({ inputs: 4, hidden: [6, 3], outputs: 2, activation: 'tanh', batchSize: rows });
  const start = (plan: Plan) => {
    const engine = newEngine();
    engine.load(drawExamples(plan, rows, stream(1, 0, 'examples')));
    const network = engine.network(plan, seed);
    network.setWeights(drawWeights(plan, stream(9, 0, 'weights')));
    return network;
  };
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const rates = Float32Array.of(rate);
  const isBias = (i: number) => (i >= 24 && i < 30) || (i >= 48 && i < 51) || i >= 57;

  /** Five steps of the engine against five by hand; `prepare` changes the gradient, `decay` the weights. */
  function follows(
    plan: Plan,
    prepare: (gradient: number[], weights: ArrayLike<number>) => number[],
    decay = 0,
  ) {
    const network = start(plan);
    const memories = Array.from(network.weights(), () => ({ t: 0, m: 0, v: 0 }));
    for (let step = 0; step < 5; step++) {
      const before = network.weights();
      const gradient = prepare(Array.from(network.gradient(all).values), before);
      const want = before.map((weight, i) => {
        const kept = isBias(i) ? 1 : 1 - rate * decay;
        return kept * weight - rate * stepOf(plan.optimiser, memories[i], gradient[i]);
      });
      network.epoch(rates);
      expect(relativeError(network.weights(), want), `step ${step}`).toBeLessThan(1e-6);
      expect(relativeError(network.weights(), before)).toBeGreaterThan(1e-3);
    }
  }

  describe.each(Object.entries(optimisers))('%s', (_, optimiser) => {
    const plan: Plan = { ...base, optimiser };

    test('steps as it is defined', () => follows(plan, (gradient) => gradient));

    test('decays weights beside its step', () =>
      follows({ ...plan, weightDecay: 0.5 }, (gradient) => gradient, 0.5));

    test('takes coupled decay for a part of the gradient', () =>
      follows({ ...plan, weightDecay: 0.5, decay: 'coupled' }, (gradient, weights) =>
        gradient.map((slope, i) => (isBias(i) ? slope : slope + 0.5 * weights[i])),
      ));

    test.each(['none', 'exponential', 'uniform'])('is saved with all it remembers, average %s', (kind) => {
      const averaging = {
        exponential: { kind: 'exponential', decay: 0.9 },
        uniform: { kind: 'uniform', from: 0 },
      }[kind] as Plan['averaging'];
      const small: Plan = { ...plan, averaging, batchSize: 7, weightDecay: 0.1 };
      const train = (network: ReturnType<typeof start>) => [
        network.epoch(new Float32Array(3).fill(rate)),
        network.epoch(new Float32Array(3).fill(rate)),
      ];
      const network = start(small);
      train(network);
      const saved = network.save();
      const straight = [train(network), network.weights(), network.save()];
      const later = start(small);
      later.epoch(new Float32Array(3).fill(rate));
      later.restore(saved);
      expect([train(later), later.weights(), later.save()]).toEqual(straight);
      expect(straight[1]).not.toEqual(start(small).weights());
    });
  });

  describe('clipping', () => {
    const { momentum } = optimisers;
    const plan: Plan = { ...base, optimiser: momentum };
    const size = norm(start(plan).gradient(all).values);

    test.each([0.5, 0.99])('shortens a gradient to %d of its norm', (share) => {
      const most = share * size;
      follows({ ...plan, clip: { kind: 'norm', most } }, (gradient) =>
        gradient.map((slope) => slope * Math.min(1, most / (norm(gradient) + 1e-6))),
      );
    });

    test('by value holds each number', () => {
      const most = 0.05;
      follows({ ...plan, clip: { kind: 'value', most } }, (gradient) => {
        expect(gradient.filter((slope) => Math.abs(slope) > most).length).toBeGreaterThan(5);
        return gradient.map((slope) => Math.max(-most, Math.min(most, slope)));
      });
    });

    test.each(['norm', 'value'] as const)('by %s leaves small gradients as they are', (kind) => {
      const [plain, clipped] = [plan, { ...plan, clip: { kind, most: 1e3 } }].map((chosen) => {
        const network = start(chosen);
        for (let epoch = 0; epoch < 3; epoch++) network.epoch(rates);
        return network.weights();
      });
      expect(clipped).toEqual(plain);
    });

    test('comes before coupled decay, and is by the norm of V under NTK parametrisation', () => {
      const depths = [4, 6, 3];
      const depthOf = (i: number) => (isBias(i) ? 1 : depths[i < 24 ? 0 : i < 48 ? 1 : 2]);
      const most = 0.3 * size;
      const network = start({
        ...base,
        optimiser: optimisers['gradient descent'],
        parametrisation: 'ntk',
        clip: { kind: 'norm', most },
        weightDecay: 0.5,
        decay: 'coupled',
      });
      const before = network.weights();
      const slopes = Array.from(network.gradient(all).values, (slope, i) => slope / Math.sqrt(depthOf(i)));
      const factor = most / (norm(slopes) + 1e-6);
      expect(factor).toBeLessThan(0.9);
      network.epoch(rates);
      const want = before.map((weight, i) => {
        const decay = isBias(i) ? 0 : 0.5 * weight * Math.sqrt(depthOf(i));
        return weight - (rate * (factor * slopes[i] + decay)) / Math.sqrt(depthOf(i));
      });
      expect(relativeError(network.weights(), want)).toBeLessThan(1e-6);
    });

    test('makes a broken gradient no better', () => {
      const network = start({ ...plan, clip: { kind: 'norm', most: 1 } });
      network.setWeights(network.weights().fill(Number.NaN, 0, 1));
      network.epoch(rates);
      expect(network.epoch(rates)).toBeNaN();
    });
  });

  test.each<[Partial<Plan>, string]>([
    [{ optimiser: { kind: 'sgd', momentum: 0, nesterov: true } }, 'nesterov is on, but momentum is 0'],
    [{ optimiser: { kind: 'sgd', momentum: -0.1 } }, 'momentum is -0.1'],
    [{ optimiser: { kind: 'rmsprop', beta: 1, epsilon: 1e-8 } }, 'beta is 1'],
    [{ optimiser: { kind: 'rmsprop', beta: 0.9, epsilon: 0 } }, 'epsilon is 0'],
    [{ optimiser: { kind: 'rmsprop', beta: 0.9, epsilon: 1e-8, momentum: 1 } }, 'momentum is 1'],
    [{ clip: { kind: 'norm', most: 0 } }, 'the norm to clip at is 0'],
    [{ clip: { kind: 'value', most: Number.NaN } }, 'the value to clip at is NaN'],
    [{ averaging: { kind: 'exponential', decay: 1 } }, 'decay of the average is 1'],
    [{ averaging: { kind: 'uniform', from: 1 } }, 'from of the average is 1'],
  ])('refuses %j', (changes, message) => {
    expect(() => start({ ...base, ...changes })).toThrow(message);
  });
}
