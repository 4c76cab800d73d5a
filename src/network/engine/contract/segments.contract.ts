import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { layerShapes } from '../../count.js';
import { type Plan, stepsPerEpoch } from '../../plan.js';
import { drawExamples, drawWeights, planWith, relativeError } from '../random-network.contract.js';
import type { ReadableEngine } from './start.contract.js';

const seed = { seed: 6, trial: 28 };
const rows = 24;
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 0.02 } as const;
const base = planWith({
  inputs: 4,
  embeddings: [{ input: 1, levels: 3, size: 2 }],
  hidden: [9, 5],
  outputs: 2,
  activation: 'tanh',
  optimiser: { kind: 'sgd', momentum: 0 },
  batchSize: rows,
});

/** What every engine does with factors of groups of parameters, and of single steps. */
export function segmentsContract(newEngine: () => ReadableEngine) {
  const start = (plan: Plan) => {
    const engine = newEngine();
    engine.load(drawExamples(plan, rows, stream(1, 0, 'examples')));
    const network = engine.network(plan, seed);
    network.setWeights(drawWeights(plan, stream(9, 0, 'weights')));
    return network;
  };
  const ratesOf = (plan: Plan, rate: number) =>
    new Float32Array(stepsPerEpoch(rows, plan.batchSize)).fill(rate);

  /** Weights before one step at rate ⅛, its gradient, and the weights after. */
  function oneStep(plan: Plan) {
    const network = start(plan);
    const before = network.weights();
    const { values } = network.gradient(Uint32Array.from({ length: rows }, (_, row) => row));
    network.epoch(ratesOf(plan, 0.125));
    return { before, values, after: network.weights() };
  }

  describe('groups of parameters', () => {
    /** For each parameter in file order: its group, its layer (−1 for tables) and that layer's inputs. */
    const places = [
      ...new Array(6).fill({ group: 'embeddings', layer: -1, depth: 1 }),
      ...layerShapes(base).flatMap(({ depth, width }, layer) => [
        ...new Array(depth * width).fill({ group: 'weights', layer, depth }),
        ...new Array(width).fill({ group: 'biases', layer, depth: 1 }),
      ]),
    ] as { group: 'embeddings' | 'weights' | 'biases'; layer: number; depth: number }[];
    const rates: Record<string, number> = { embeddings: 0, weights: 2, biases: 0.25 };
    const layerRates = [0.5, 1, 3];
    const plan: Plan = {
      ...base,
      weightDecay: 0.5,
      rateFactors: { ...rates, first: 0.5, last: 3 },
      decayFactors: { weights: 0.75, biases: 2, last: 0.5 },
    };
    const rateOf = (i: number) => rates[places[i].group] * (layerRates[places[i].layer] ?? 1);
    const decayOf = (i: number) =>
      rateOf(i) *
      { embeddings: 1, weights: 0.75, biases: 2 }[places[i].group] *
      (places[i].layer === 2 ? 0.5 : 1);

    test('step and decay by their factors', () => {
      const { before, values, after } = oneStep(plan);
      const want = before.map(
        (weight, i) => (1 - 0.125 * 0.5 * decayOf(i)) * weight - 0.125 * rateOf(i) * values[i],
      );
      expect(relativeError(after, want)).toBeLessThan(1e-6);
      expect(after.subarray(0, 6)).toEqual(before.subarray(0, 6));
    });

    test('of factors that are all 1 change no bit', () => {
      const ones = { biases: 1, weights: 1, embeddings: 1, first: 1, last: 1 };
      const plain = { ...base, weightDecay: 0.1, optimiser: adam };
      const factored: Plan = { ...plain, rateFactors: ones, decayFactors: { weights: 1, biases: 0 } };
      expect(oneStep(factored).after).toEqual(oneStep(plain).after);
    });

    test('under NTK parametrisation step as W = V / √inputs: gradient descent', () => {
      const { before, values, after } = oneStep({ ...plan, parametrisation: 'ntk' });
      const want = before.map(
        (weight, i) =>
          (1 - 0.125 * 0.5 * decayOf(i)) * weight - (0.125 * rateOf(i) * values[i]) / places[i].depth,
      );
      expect(relativeError(after, want)).toBeLessThan(1e-6);
    });

    test('under NTK parametrisation step as W = V / √inputs: Adam', () => {
      const { before, values, after } = oneStep({ ...plan, optimiser: adam, parametrisation: 'ntk' });
      const want = before.map((weight, i) => {
        const root = Math.sqrt(places[i].depth);
        const slope = values[i] / root;
        const moved = (0.125 * rateOf(i) * slope) / (Math.abs(slope) + adam.epsilon);
        return (1 - 0.125 * 0.5 * decayOf(i)) * weight - moved / root;
      });
      expect(relativeError(after, want)).toBeLessThan(1e-5);
    });

    test.each([
      [{ rateFactors: { biases: -1 } }, 'rateFactors.biases is -1'],
      [{ rateFactors: { last: Number.NaN } }, 'rateFactors.last is NaN'],
      [{ decayFactors: { weights: Number.POSITIVE_INFINITY } }, 'decayFactors.weights is Infinity'],
    ])('refuse %j', (changes: Partial<Plan>, message) => {
      expect(() => start({ ...base, ...changes })).toThrow(message);
    });
  });

  describe('the course of an epoch', () => {
    const plan = { ...base, optimiser: adam, weightDecay: 0.3, dropout: 0.5, batchSize: 7 };
    const trained = (chosen: Plan, course?: { weightDecay?: number[]; dropout?: number[] }) => {
      const network = start(chosen);
      const [weightDecay, dropout] = [course?.weightDecay, course?.dropout].map(
        (factors) => factors && Float32Array.from(factors),
      );
      const loss = network.epoch(ratesOf(chosen, 0.05), { weightDecay, dropout });
      return [loss, network.epoch(ratesOf(chosen, 0.05)), network.weights()];
    };

    test('of ones changes no bit', () => {
      expect(trained(plan, { weightDecay: [1, 1, 1, 1], dropout: [1, 1, 1, 1] })).toEqual(trained(plan));
    });

    test('multiplies weight decay and dropout, in that epoch alone', () => {
      const halved = { weightDecay: [0.5, 0.5, 0.5, 0.5], dropout: [0.5, 0.5, 0.5, 0.5] };
      const network = start(plan);
      const loss = network.epoch(ratesOf(plan, 0.05), {
        weightDecay: Float32Array.from(halved.weightDecay),
        dropout: Float32Array.from(halved.dropout),
      });
      const half = start({ ...plan, weightDecay: 0.15, dropout: 0.25 });
      expect(half.epoch(ratesOf(plan, 0.05))).toBe(loss);
      expect(half.weights()).toEqual(network.weights());
      expect(half.epoch(ratesOf(plan, 0.05))).not.toBe(network.epoch(ratesOf(plan, 0.05)));
    });

    test('goes step by step', () => {
      const changed = trained(plan, { weightDecay: [1, 1, 1, 0] });
      expect(changed[0]).toBe(trained(plan)[0]);
      expect(changed[2]).not.toEqual(trained(plan)[2]);
      expect(trained(plan, { dropout: [1, 1, 1, 0] })[0]).not.toBe(trained(plan)[0]);
    });

    test.each([
      [{ weightDecay: [1, 1] }, '2 factors of weight decay were given for 4 steps'],
      [{ dropout: [1] }, '1 factors of dropout were given for 4 steps'],
      [{ dropout: [1, 1, 2, 1] }, 'the factor of dropout at step 2 is 2'],
    ])('refuses %j', (course, message) => {
      expect(() => trained(plan, course)).toThrow(message);
    });
  });

  describe('saved state', () => {
    test('knows every field of its plan, in any order', () => {
      const plan: Plan = { ...base, rateFactors: { biases: 0.5, last: 2 } };
      const saved = start(plan).save();
      for (const other of [
        { ...base },
        { ...base, rateFactors: { biases: 0.5 } },
        { ...plan, parametrisation: 'ntk' },
      ] as Plan[])
        expect(() => start(other).restore(saved)).toThrow('does not belong to this network');
      const { inputs, ...others } = plan;
      start({ ...others, inputs, rateFactors: { last: 2, biases: 0.5 }, pieces: undefined }).restore(saved);
    });

    test.each([20, 51, -1])('with byte %i changed is refused', (place) => {
      const network = start(base);
      const saved = network.save();
      const at = (place + saved.length) % saved.length;
      saved[at] ^= 4;
      expect(() => network.restore(saved)).toThrow('is damaged');
      saved[at] ^= 4;
      network.restore(saved);
    });
  });
}
