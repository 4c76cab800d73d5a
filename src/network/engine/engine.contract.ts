import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { parameterCount } from '../count.js';
import type { Plan } from '../plan.js';
import { embeddingsContract } from './contract/embeddings.contract.js';
import { piecesContract } from './contract/pieces.contract.js';
import { rowWeightsContract } from './contract/row-weights.contract.js';
import { savedContract } from './contract/saved.contract.js';
import { contractSeed, type ReadableEngine, starter } from './contract/start.contract.js';
import type { Examples, Network } from './engine.js';
import { drawWeights, planWith, relativeError } from './random-network.contract.js';

const sgd = { kind: 'sgd', momentum: 0 } as const;

/** What every engine does. */
export function engineContract(newEngine: () => ReadableEngine) {
  const { start, train } = starter(newEngine);

  describe('prediction', () => {
    test('is the network worked out by hand', () => {
      const plan = planWith({ inputs: 2, hidden: [2], outputs: 2, batchSize: 1 });
      const { network } = start(plan);
      network.setWeights(Float32Array.from([1, -1, 2, 0.5, 0.25, -3, 1, 2, -4, 8, 0.5, -0.5]));
      // hidden = relu(x·[[1, −1], [2, ½]] + [¼, −3]); outputs = hidden·[[1, 2], [−4, 8]] + [½, −½]
      expect([...network.predict(Float32Array.from([1, 2, -8, 0]))]).toEqual([5.75, 10, -19.5, 39.5]);
    });

    test('gives as many rows as asked, none included, and refuses parts of rows', () => {
      const { network, examples } = start(planWith({}), 700);
      const all = network.predict(examples.inputs);
      expect(all).toHaveLength(700);
      expect([...network.predict(examples.inputs.subarray(0, 3 * 259))]).toEqual([...all.subarray(0, 259)]);
      expect(network.predict(new Float32Array(0))).toHaveLength(0);
      expect(() => network.predict(new Float32Array(4))).toThrow('not whole rows of 3');
    });

    test('leaves dropout out', () => {
      const { network, examples } = start(planWith({ dropout: 0.5, hidden: [9, 9] }));
      expect(network.predict(examples.inputs)).toEqual(network.predict(examples.inputs));
    });

    test('of a row with a missing number says so for that row alone', () => {
      const { network } = start(planWith({ hidden: [5] }));
      const outputs = network.predict(Float32Array.from([1, 2, 3, 1, Number.NaN, 3, 1, 2, 3]));
      expect(outputs[1]).toBeNaN();
      expect(outputs[2]).toBe(outputs[0]);
    });
  });

  describe('weights', () => {
    test.each([[[]], [[1]], [[13]], [[16, 8]], [[3, 9, 17, 2]]])('come back as set, hidden %j', (hidden) => {
      const plan = planWith({ hidden, outputs: 3 });
      const { network } = start(plan);
      const weights = drawWeights(plan, stream(9, 0, 'weights'));
      network.setWeights(weights);
      expect(network.weights()).toEqual(weights);
    });

    test('of another count are refused', () => {
      const { network } = start(planWith({}));
      expect(() => network.setWeights(new Float32Array(3))).toThrow('3 weights');
    });

    test('differ between trials and seeds, and not otherwise', () => {
      const plan = planWith({});
      const first = start(plan).network.weights();
      expect(start(plan).network.weights()).toEqual(first);
      expect(start(plan, 40, { ...contractSeed, trial: 15 }).network.weights()).not.toEqual(first);
      expect(start(plan, 40, { ...contractSeed, seed: 4 }).network.weights()).not.toEqual(first);
    });
  });

  describe('an epoch', () => {
    test.each([1, 5, 8, 39, 40])('visits each row once in batches of %i', (batchSize) => {
      const plan = planWith({ batchSize, optimiser: sgd });
      const { network, examples } = start(plan);
      const before = network.weights();
      const [loss] = train(network, plan, 1, 0);
      expect(loss).toBeCloseTo(meanSquaredHalves(network, examples), 6);
      expect(network.weights()).toEqual(before);
    });

    test('of one batch steps along the gradient', () => {
      const plan = planWith({ batchSize: 40, optimiser: sgd });
      const { network, examples } = start(plan);
      const before = network.weights();
      const { values } = network.gradient(Uint32Array.from({ length: examples.rows }, (_, row) => row));
      train(network, plan, 1, 0.125);
      const stepped = before.map((weight, i) => weight - 0.125 * values[i]);
      expect(relativeError(network.weights(), stepped)).toBeLessThan(1e-6);
    });

    test.each(['relu', 'tanh', 'silu'] as const)('after another lowers the loss: %s', (activation) => {
      const plan = planWith({ hidden: [8, 8], activation });
      const losses = train(start(plan).network, plan, 60, 0.02);
      expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]);
    });

    test('reads another dropout mask each time', () => {
      const plan = planWith({ dropout: 0.4, hidden: [20] });
      const [first, second] = train(start(plan).network, plan, 2, 0);
      expect(first).not.toBe(second);
    });

    test('refuses rates that do not match its steps', () => {
      const { network } = start(planWith({ batchSize: 7 }));
      expect(() => network.epoch(new Float32Array(5))).toThrow('5 rates were given for 6 steps');
    });

    test('blows up without an exception', () => {
      const plan = planWith({ optimiser: sgd, hidden: [8, 8] });
      const losses = train(start(plan).network, plan, 30, 1000);
      expect(losses.at(-1)).not.toBeLessThan(1e6);
    });
  });

  describe('weight decay', () => {
    test('shrinks weights and leaves biases, beside the gradient', () => {
      const plan = planWith({ optimiser: sgd, weightDecay: 0.5, batchSize: 40, hidden: [] });
      const plain = start({ ...plan, weightDecay: 0 }).network;
      const { network } = start(plan);
      const weights = drawWeights(plan, stream(2, 0, 'w'));
      for (const each of [network, plain]) {
        each.setWeights(weights);
        train(each, plan, 1, 0.1);
      }
      const difference = network.weights().map((weight, i) => weight - plain.weights()[i]);
      const want = weights.map((weight, i) => (i < 3 ? -0.05 * weight : 0));
      difference.forEach((each, i) => {
        expect(each).toBeCloseTo(want[i], 6);
      });
    });
  });

  piecesContract(newEngine);
  embeddingsContract(newEngine);
  rowWeightsContract(newEngine);
  savedContract(newEngine);

  describe('an engine', () => {
    test('trains a network the same, whatever it has trained before', () => {
      const plan = planWith({ hidden: [11], batchSize: 16 });
      const fresh = start(plan);
      const used = start(planWith({ hidden: [40, 40], outputs: 2 }));
      train(used.network, planWith({}), 2, 1e3);
      used.engine.load(fresh.examples);
      const again = used.engine.network(plan, contractSeed);
      expect(train(again, plan, 4)).toEqual(train(fresh.network, plan, 4));
      expect(again.save()).toEqual(fresh.network.save());
    });

    test('has one network alive', () => {
      const { engine, network, examples } = start(planWith({}));
      const next = engine.network(planWith({}), contractSeed);
      expect(() => network.weights()).toThrow('this network is gone');
      engine.load(examples);
      expect(() => next.predict(examples.inputs)).toThrow('this network is gone');
    });

    test('needs rows first', () => {
      expect(() => newEngine().network(planWith({}), contractSeed)).toThrow('call load first');
    });

    test.each<[Partial<Plan>, string]>([
      [{ batchSize: 41 }, 'batchSize is 41'],
      [{ batchSize: 0 }, 'batchSize is 0'],
      [{ batchSize: 2.5 }, 'batchSize is 2.5'],
      [{ hidden: [0] }, 'a layer is 0'],
      [{ inputs: 4 }, 'hold 120 inputs'],
      [{ outputs: 2 }, 'hold 40 targets'],
      [{ dropout: 1 }, 'dropout is 1'],
      [{ weightDecay: -1 }, 'weightDecay is -1'],
      [{ outputs: 1, loss: { kind: 'softmax' } }, 'not one of 0 to 0'],
      [{ loss: { kind: 'huber', delta: 0 } }, 'huber delta is 0'],
      [{ optimiser: { kind: 'sgd', momentum: 1 } }, 'momentum is 1'],
    ])('refuses %j', (changes, message) => {
      const { engine } = start(planWith({}));
      expect(() => engine.network(planWith(changes), contractSeed)).toThrow(message);
    });

    test('reads a gradient without changing the training', () => {
      const plan = planWith({ dropout: 0.1 });
      const { network } = start(plan);
      const other = start(plan).network;
      expect(network.gradient(Uint32Array.of(3, 1, 30)).values).toHaveLength(parameterCount(plan));
      expect(train(network, plan, 2)).toEqual(train(other, plan, 2));
    });
  });
}

function meanSquaredHalves(network: Network, { inputs, targets }: Examples): number {
  const outputs = network.predict(inputs);
  return outputs.reduce((sum, output, i) => sum + (output - targets[i]) ** 2 / 2, 0) / targets.length;
}
