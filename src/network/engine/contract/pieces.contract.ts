import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import type { Plan } from '../../plan.js';
import { drawExamples, planWith, relativeError } from '../random-network.contract.js';
import { contractSeed, type ReadableEngine, starter } from './start.contract.js';

/** What every engine does with columns cut into pieces. */
export function piecesContract(newEngine: () => ReadableEngine) {
  const { start, train } = starter(newEngine);

  describe('pieces', () => {
    const pieces = [
      { input: 1, edges: [-1, -0.25, 0, 0.5, 2, 3] },
      { input: 0, edges: [-2, 0.125] },
    ];

    test('are the network worked out by hand: the other inputs, then how far a value is on its way', () => {
      const plan = planWith({
        inputs: 2,
        pieces: [{ input: 1, edges: [0, 1, 3] }],
        hidden: [],
        batchSize: 1,
      });
      const { network } = start(plan);
      network.setWeights(Float32Array.from([1, 10, 100, 1000, 0.5]));
      // Outputs = x + 10 y + 100 (first piece of y) + 1000 (second piece of y) + ½.
      expect([...network.predict(Float32Array.from([7, -1, 7, 0.5, 7, 2, 7, 9]))]).toEqual([
        7 - 10 - 50 - 500 + 0.5,
        7 + 5 + 0 - 500 + 0.5,
        7 + 20 + 50 + 0 + 0.5,
        7 + 90 + 50 + 500 + 0.5,
      ]);
    });

    test.each([
      ['alone', {}],
      ['behind embeddings', { embeddings: [{ input: 2, levels: 3, size: 5 }] }],
    ])('%s train as the same numbers given as inputs do', (_, changes: Partial<Plan>) => {
      const plan = planWith({ inputs: 3, pieces, hidden: [9, 5], outputs: 2, batchSize: 16, ...changes });
      const wide = { ...plan, inputs: 3 + 6, pieces: undefined };
      const examples = drawExamples(plan, 300, stream(3, 0, 'examples'));
      const given = Float32Array.from(
        Array.from({ length: 300 }, (_, row) => {
          const x = examples.inputs.subarray(3 * row, 3 * row + 3);
          return [...x, ...pieces.flatMap(({ input, edges }) => cut(x[input]!, edges))];
        }).flat(),
      );
      const trained = [
        { plan, inputs: examples.inputs },
        { plan: wide, inputs: given },
      ].map(({ plan, inputs }) => {
        const engine = newEngine();
        engine.load({ ...examples, inputs });
        const network = engine.network(plan, contractSeed);
        train(network, plan, 3, 0.01, 300);
        return { weights: network.weights(), outputs: network.predict(inputs) };
      });
      // The twin cuts in float64, and the numbers given are float32.
      const most = newEngine().name === 'wasm' ? 0 : 1e-5;
      expect(relativeError(trained[0].weights, trained[1].weights)).toBeLessThanOrEqual(most);
      expect(relativeError(trained[0].outputs, trained[1].outputs)).toBeLessThanOrEqual(most);
    });

    test.each([
      [{ input: 2, edges: [0, 1] }, 'input of pieces 0 is 2'],
      [{ input: 0, edges: [0] }, 'the count of pieces 0 is 0'],
      [{ input: 0, edges: [0, 1, 1] }, 'an edge of pieces 0 is 1'],
      [{ input: 0, edges: [0, Number.NaN] }, 'an edge of pieces 0 is NaN'],
    ])('refuse a plan: %j', (wrong, message) => {
      const plan = planWith({ inputs: 2 });
      const { engine } = start(plan);
      expect(() => engine.network({ ...plan, pieces: [wrong] }, contractSeed)).toThrow(message);
    });
  });
}

/** Pieces in float32 arithmetic, one number at a time. */
const cut = (x: number, edges: readonly number[]) =>
  edges.slice(1).map((edge, t) => {
    const along = Math.fround(Math.fround(x - edges[t]!) * Math.fround(1 / (edge - edges[t]!)));
    return Math.min(1, Math.max(0, along)) - 0.5;
  });
