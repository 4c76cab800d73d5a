import { describe, expect, test } from 'vitest';
import { planWith } from '../random-network.contract.js';
import { contractSeed, type ReadableEngine, starter } from './start.contract.js';

/** What every engine saves, and how it goes on with it. */
export function savedContract(newEngine: () => ReadableEngine) {
  const { start, train } = starter(newEngine);

  describe('saved state', () => {
    const plans = [
      planWith({ hidden: [9, 5], dropout: 0.2, batchSize: 7 }),
      planWith({ hidden: [6], outputs: 4, loss: { kind: 'softmax' }, weightDecay: 0.01 }),
      planWith({ hidden: [], optimiser: { kind: 'sgd', momentum: 0.9 }, batchSize: 40 }),
      planWith({ embeddings: [{ input: 1, levels: 6, size: 3 }], weightDecay: 0.1 }),
    ];

    test.each(plans.map((plan) => [plan]))('continues with the same bits: %j', (plan) => {
      const { network } = start(plan);
      train(network, plan, 3);
      const saved = network.save();
      const straight = [train(network, plan, 3), network.save()];
      const later = start(plan).network;
      train(later, plan, 1);
      later.restore(saved);
      expect([train(later, plan, 3), later.save()]).toEqual(straight);
    });

    test('of another plan or contractSeed, or cut short, is refused', () => {
      const plan = planWith({});
      const saved = start(plan).network.save();
      const refusal = 'does not belong to this network';
      const embeddings = [{ input: 0, levels: 1, size: 1 }];
      expect(() => start({ ...plan, embeddings }).network.restore(saved)).toThrow(refusal);
      expect(() => start({ ...plan, hidden: [8] }).network.restore(saved)).toThrow(refusal);
      expect(() => start(plan, 40, { ...contractSeed, trial: 1 }).network.restore(saved)).toThrow(refusal);
      expect(() => start(plan).network.restore(saved.subarray(0, 100))).toThrow(refusal);
      expect(() => start(plan).network.restore(new Uint8Array(3))).toThrow(refusal);
    });
  });
}
