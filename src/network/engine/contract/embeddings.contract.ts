import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { drawExamples, drawWeights, planWith, relativeError } from '../random-network.contract.js';
import { contractSeed, type ReadableEngine, starter } from './start.contract.js';

const sgd = { kind: 'sgd', momentum: 0 } as const;

/** What every engine does with embedded levels. */
export function embeddingsContract(newEngine: () => ReadableEngine) {
  const { start, train } = starter(newEngine);

  describe('embeddings', () => {
    const levels = { input: 1, levels: 3, size: 2 };
    const byHand = planWith({ inputs: 2, embeddings: [levels], hidden: [], outputs: 1, batchSize: 1 });

    test('are the network worked out by hand: vectors first, then the other inputs', () => {
      const { network } = start(byHand);
      network.setWeights(Float32Array.from([1, 2, 3, 4, 5, 6, 10, 100, 1000, 0.5]));
      // Levels (1, 2), (3, 4), (5, 6); outputs = 10 a + 100 b + 1000 x + ½.
      expect([...network.predict(Float32Array.from([7, 0, 8, 2, 0, 1, 9, -1]))]).toEqual([
        7210.5, 8650.5, 430.5, 9000.5,
      ]);
    });

    test('give what one input for each level would give', () => {
      const plan = planWith({ inputs: 2, embeddings: [levels], hidden: [5, 4], outputs: 2 });
      const { network } = start(plan);
      const weights = drawWeights(plan, stream(9, 0, 'weights'));
      network.setWeights(weights);
      const [table, vectors, own] = [
        weights.subarray(0, 6),
        weights.subarray(6, 16),
        weights.subarray(16, 21),
      ];
      const folded = [0, 1, 2].flatMap((level) =>
        Array.from(
          { length: 5 },
          (_, j) => table[2 * level] * vectors[j] + table[2 * level + 1] * vectors[5 + j],
        ),
      );
      const flat = start(planWith({ inputs: 4, hidden: [5, 4], outputs: 2 })).network;
      flat.setWeights(Float32Array.from([...folded, ...own, ...weights.subarray(21)]));
      const got = network.predict(Float32Array.from([0.3, 2, -1, 0, 2, -1]));
      const want = flat.predict(Float32Array.from([0, 0, 1, 0.3, 1, 0, 0, -1, 0, 0, 0, 2]));
      expect(relativeError(got, want)).toBeLessThan(1e-6);
    });

    test('learn a number for each level, even in a straight line', () => {
      const plan = planWith({
        inputs: 1,
        embeddings: [{ input: 0, levels: 4, size: 1 }],
        hidden: [],
        batchSize: 8,
      });
      const engine = newEngine();
      const inputs = Float32Array.from({ length: 40 }, (_, row) => row % 4);
      const targets = inputs.map((level) => [3, -1, 0.5, -2][level]);
      engine.load({ rows: 40, inputs, targets });
      const network = engine.network(plan, contractSeed);
      expect(train(network, plan, 300, 0.03).at(-1)).toBeLessThan(1e-3);
    });

    test('of levels that a step has not met keep their vectors', () => {
      const plan = planWith({ ...byHand, optimiser: sgd, hidden: [5], batchSize: 40 });
      const engine = newEngine();
      const { inputs, ...others } = drawExamples(plan, 40, stream(1, 0, 'examples'));
      engine.load({ ...others, inputs: inputs.map((x, i) => (i % 2 === 1 ? [0, -1][(i >> 1) % 2] : x)) });
      const network = engine.network(plan, contractSeed);
      const before = network.weights();
      train(network, plan, 3);
      const after = network.weights();
      expect(after.subarray(2, 6)).toEqual(before.subarray(2, 6));
      expect(after.subarray(0, 2)).not.toEqual(before.subarray(0, 2));
      expect([...network.predict(Float32Array.of(0.5, -1))].every(Number.isFinite)).toBe(true);
    });

    test('shrink under weight decay, all levels at each step, like weights', () => {
      const plan = planWith({ ...byHand, optimiser: sgd, weightDecay: 0.5, hidden: [5], batchSize: 40 });
      const { network } = start(plan);
      const before = network.weights();
      const { values } = network.gradient(Uint32Array.from({ length: 40 }, (_, row) => row));
      train(network, plan, 1, 0.125);
      const want = before.map((weight, i) => (1 - 0.125 * 0.5) * weight - 0.125 * values[i]).subarray(0, 6);
      expect(relativeError(network.weights().subarray(0, 6), want)).toBeLessThan(1e-6);
    });

    test.each([3, -2, 0.5, Number.NaN])('refuse level %d', (level) => {
      const { engine, examples, network } = start(byHand);
      const rows = Float32Array.from([0, 1, 0, level]);
      expect(() => network.predict(rows)).toThrow(`row 1 has level ${level} in input 1, not one of -1 to 2`);
      engine.load({ ...examples, inputs: examples.inputs.with(3, level) });
      expect(() => engine.network(byHand, contractSeed)).toThrow(`row 1 has level ${level} in input 1`);
    });

    test.each([
      [[{ input: 2, levels: 3, size: 2 }], 'input of embedding 0 is 2'],
      [[levels, levels], 'input of embedding 1 is 1'],
      [[{ ...levels, size: 0 }], 'a number of embedding 0 is 0'],
      [[{ ...levels, levels: 1.5 }], 'a number of embedding 0 is 1.5'],
      [[{ ...levels, levels: 2 ** 25 }], 'levels of embedding 0 is 33554432'],
    ])('refuse a plan: %j', (embeddings, message) => {
      const { engine } = start(byHand);
      expect(() => engine.network({ ...byHand, embeddings }, contractSeed)).toThrow(message);
    });
  });
}
