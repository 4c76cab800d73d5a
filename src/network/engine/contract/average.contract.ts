import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import type { Plan } from '../../plan.js';
import { drawExamples, drawWeights, planWith, relativeError } from '../random-network.contract.js';
import type { ReadableEngine } from './start.contract.js';

const seed = { seed: 4, trial: 2 };
const rows = 30;
const epochs = 6;

/** What every engine does with an average of its parameters. */
export function averageContract(newEngine: () => ReadableEngine) {
  const base = planWith({
    inputs: 4,
    embeddings: [{ input: 2, levels: 5, size: 3 }],
    hidden: [6, 3],
    batchSize: 10,
  });
  const start = (plan: Plan) => {
    const engine = newEngine();
    const examples = drawExamples(plan, rows, stream(1, 0, 'examples'));
    engine.load(examples);
    const network = engine.network(plan, seed);
    network.setWeights(drawWeights(plan, stream(9, 0, 'weights')));
    return { network, ...examples };
  };
  const ratesOf = ({ batchSize }: Plan) => new Float32Array(rows / batchSize).fill(0.02);
  /** The parameters of a network without an average after each epoch. */
  const trail = (plan: Plan) => {
    const { network } = start(plan);
    return Array.from({ length: epochs }, () => {
      network.epoch(ratesOf(plan));
      return network.weights();
    });
  };
  const meanOf = (trails: readonly Float32Array[], counts: readonly number[]) => {
    const all = counts.reduce((a, b) => a + b);
    return trails[0].map((_, i) => trails.reduce((sum, each, t) => sum + counts[t] * each[i], 0) / all);
  };

  describe('an average of the parameters', () => {
    const oneStep = { ...base, batchSize: rows };
    const d = 0.7;

    test.each<[string, Plan['averaging'], (t: number, last: number) => number]>([
      ['exponential', { kind: 'exponential', decay: d }, (t, last) => d ** (last - t)],
      [
        'exponential, not corrected',
        { kind: 'exponential', decay: d, corrected: false },
        (t, last) => (t === 0 ? d ** last : (1 - d) * d ** (last - t)),
      ],
      ['uniform', { kind: 'uniform', from: 0 }, () => 1],
    ])('is the mean it says, from the first step on: %s', (_, averaging, countOf) => {
      const trails = trail(oneStep);
      const { network } = start({ ...oneStep, averaging });
      for (let last = 0; last < epochs; last++) {
        network.epoch(ratesOf(oneStep));
        const taken = trails.slice(0, last + 1);
        const want = meanOf(
          taken,
          taken.map((_, t) => countOf(t, last)),
        );
        expect(relativeError(network.weights(), want)).toBeLessThan(1e-6);
        if (last > 1) expect(relativeError(network.weights(), trails[last])).toBeGreaterThan(1e-3);
      }
    });

    test('takes in each step when exponential, the end of each epoch when uniform', () => {
      const { network } = start({ ...base, averaging: { kind: 'uniform', from: 0 } });
      for (let epoch = 0; epoch < epochs; epoch++) network.epoch(ratesOf(base));
      expect(relativeError(network.weights(), meanOf(trail(base), new Array(epochs).fill(1)))).toBeLessThan(
        1e-6,
      );
      const exponential = start({ ...base, averaging: { kind: 'exponential', decay: d } }).network;
      exponential.epoch(ratesOf(base));
      expect(relativeError(exponential.weights(), trail(base)[0])).toBeGreaterThan(1e-4);
    });

    test.each<[string, Plan['averaging']]>([
      ['exponential', { kind: 'exponential', decay: 0.95 }],
      ['uniform', { kind: 'uniform', from: 0 }],
    ])('predicts, while the parameters train on with the same bits: %s', (_, averaging) => {
      const { network, inputs } = start({ ...base, averaging });
      const plain = start(base).network;
      for (let epoch = 0; epoch < epochs; epoch++) {
        expect(network.epoch(ratesOf(base))).toBe(plain.epoch(ratesOf(base)));
        const outputs = network.predict(inputs);
        const copy = start(base).network;
        copy.setWeights(network.weights());
        const most = newEngine().name === 'wasm' ? 0 : 1e-6;
        expect(relativeError(copy.predict(inputs), outputs)).toBeLessThanOrEqual(most);
        if (epoch > 0) expect(relativeError(plain.predict(inputs), outputs)).toBeGreaterThan(1e-4);
      }
    });

    test('leaves out the epochs it is told to, and is the parameters themselves until it begins', () => {
      const trails = trail(base);
      const { network } = start({ ...base, averaging: { kind: 'uniform', from: 0.5 } });
      for (let epoch = 0; epoch < epochs; epoch++) {
        network.epoch(ratesOf(base), { averages: epoch >= 3 });
        if (epoch < 4) expect(relativeError(network.weights(), trails[epoch])).toBeLessThan(1e-7);
      }
      expect(relativeError(network.weights(), meanOf(trails.slice(3), [1, 1, 1]))).toBeLessThan(1e-6);
    });

    test('begins anew with parameters that are set', () => {
      const { network } = start({ ...base, averaging: { kind: 'exponential', decay: 0.999 } });
      network.epoch(ratesOf(base));
      const chosen = drawWeights(base, stream(10, 0, 'weights'));
      network.setWeights(chosen);
      expect(network.weights()).toEqual(chosen);
      network.epoch(new Float32Array(3));
      expect(network.weights()).toEqual(chosen);
    });
  });
}
