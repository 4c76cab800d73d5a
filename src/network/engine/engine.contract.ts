import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { parameterCount } from '../count.js';
import { type Plan, stepsPerEpoch } from '../plan.js';
import type { Engine, Examples, GradientReader, Network } from './engine.js';
import { drawExamples, drawWeights, losses, planWith, relativeError } from './random-network.contract.js';

/** An engine whose networks also show their gradients. */
export interface ReadableEngine extends Engine {
  network(...args: Parameters<Engine['network']>): Network & GradientReader;
}

const seed = { seed: 3, trial: 14 };
const sgd = { kind: 'sgd', momentum: 0 } as const;

/** What every engine does. */
export function engineContract(newEngine: () => ReadableEngine) {
  const start = (plan: Plan, rows = 40, chosen = seed) => {
    const engine = newEngine();
    const examples = drawExamples(plan, rows, stream(1, 0, 'examples'));
    engine.load(examples);
    return { engine, examples, network: engine.network(plan, chosen) };
  };
  const ratesOf = (rate: number, plan: Plan, rows = 40) =>
    new Float32Array(stepsPerEpoch(rows, plan.batchSize)).fill(rate);
  const train = (network: Network, plan: Plan, epochs: number, rate = 0.01, rows = 40) =>
    Array.from({ length: epochs }, () => network.epoch(ratesOf(rate, plan, rows)));

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
      expect(start(plan, 40, { ...seed, trial: 15 }).network.weights()).not.toEqual(first);
      expect(start(plan, 40, { ...seed, seed: 4 }).network.weights()).not.toEqual(first);
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
        const network = engine.network(plan, seed);
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
      expect(() => engine.network({ ...plan, pieces: [wrong] }, seed)).toThrow(message);
    });
  });

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
      const network = engine.network(plan, seed);
      expect(train(network, plan, 300, 0.03).at(-1)).toBeLessThan(1e-3);
    });

    test('of levels that a step has not met keep their vectors', () => {
      const plan = planWith({ ...byHand, optimiser: sgd, hidden: [5], batchSize: 40 });
      const engine = newEngine();
      const { inputs, ...others } = drawExamples(plan, 40, stream(1, 0, 'examples'));
      engine.load({ ...others, inputs: inputs.map((x, i) => (i % 2 === 1 ? [0, -1][(i >> 1) % 2] : x)) });
      const network = engine.network(plan, seed);
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
      expect(() => engine.network(byHand, seed)).toThrow(`row 1 has level ${level} in input 1`);
    });

    test.each([
      [[{ input: 2, levels: 3, size: 2 }], 'input of embedding 0 is 2'],
      [[levels, levels], 'input of embedding 1 is 1'],
      [[{ ...levels, size: 0 }], 'a number of embedding 0 is 0'],
      [[{ ...levels, levels: 1.5 }], 'a number of embedding 0 is 1.5'],
      [[{ ...levels, levels: 2 ** 25 }], 'levels of embedding 0 is 33554432'],
    ])('refuse a plan: %j', (embeddings, message) => {
      const { engine } = start(byHand);
      expect(() => engine.network({ ...byHand, embeddings }, seed)).toThrow(message);
    });
  });

  describe('row weights', () => {
    const weightedPlans = losses.flatMap((loss) =>
      (loss.kind === 'logistic' ? [1] : loss.kind === 'softmax' ? [3] : [1, 3]).map((outputs) =>
        planWith({ loss, outputs, hidden: [9], batchSize: 7 }),
      ),
    );
    const withWeights = (plan: Plan, weightOf: (row: number) => number) => {
      const { engine, examples } = start(plan);
      engine.load({ ...examples, weights: Float32Array.from({ length: 40 }, (_, row) => weightOf(row)) });
      return engine.network(plan, seed);
    };

    test.each(weightedPlans.map((plan) => [plan.loss.kind, plan.outputs, plan] as const))(
      'of one change no bit: %s, outputs %i',
      (_, __, plan) => {
        const { network } = start(plan);
        const losses = train(network, plan, 3);
        const weighted = withWeights(plan, () => 1);
        expect(train(weighted, plan, 3)).toEqual(losses);
        expect(weighted.save()).toEqual(network.save());
      },
    );

    test.each(weightedPlans.map((plan) => [plan.loss.kind, plan.outputs, plan] as const))(
      'count a row as often as they say: %s, outputs %i',
      (_, __, plan) => {
        const rows = [5, 17, 2, 30, 11];
        const times = [2, 1, 0, 3, 1];
        const repeated = rows.flatMap((row, i) => new Array<number>(times[i]).fill(row));
        const want = start(plan).network.gradient(Uint32Array.from(repeated));
        const network = withWeights(plan, (row) => times[rows.indexOf(row)] ?? 100);
        const { loss, values } = network.gradient(Uint32Array.from(rows));
        const share = repeated.length / rows.length;
        expect(loss).toBeCloseTo(share * want.loss, 5);
        expect(
          relativeError(
            values,
            want.values.map((value) => share * value),
          ),
        ).toBeLessThan(1e-5);
      },
    );

    test('are forgotten with their rows', () => {
      const plan = planWith({});
      const { engine, examples, network } = start(plan);
      const want = train(network, plan, 2);
      engine.load({ ...examples, weights: new Float32Array(40).fill(3) });
      expect(train(engine.network(plan, seed), plan, 2)).not.toEqual(want);
      engine.load(examples);
      expect(train(engine.network(plan, seed), plan, 2)).toEqual(want);
    });

    test.each([
      [[1, 2], '2 weights were given for 40 rows'],
      [new Array(39).fill(1).concat(-0.5), 'row 39 has weight -0.5'],
      [[Number.NaN, ...new Array(39).fill(1)], 'row 0 has weight NaN'],
    ])('are refused: %j', (weights, message) => {
      const { engine, examples } = start(planWith({}));
      engine.load({ ...examples, weights: Float32Array.from(weights) });
      expect(() => engine.network(planWith({}), seed)).toThrow(message);
    });
  });

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

    test('of another plan or seed, or cut short, is refused', () => {
      const plan = planWith({});
      const saved = start(plan).network.save();
      const refusal = 'does not belong to this network';
      const embeddings = [{ input: 0, levels: 1, size: 1 }];
      expect(() => start({ ...plan, embeddings }).network.restore(saved)).toThrow(refusal);
      expect(() => start({ ...plan, hidden: [8] }).network.restore(saved)).toThrow(refusal);
      expect(() => start(plan, 40, { ...seed, trial: 1 }).network.restore(saved)).toThrow(refusal);
      expect(() => start(plan).network.restore(saved.subarray(0, 100))).toThrow(refusal);
      expect(() => start(plan).network.restore(new Uint8Array(3))).toThrow(refusal);
    });
  });

  describe('an engine', () => {
    test('trains a network the same, whatever it has trained before', () => {
      const plan = planWith({ hidden: [11], batchSize: 16 });
      const fresh = start(plan);
      const used = start(planWith({ hidden: [40, 40], outputs: 2 }));
      train(used.network, planWith({}), 2, 1e3);
      used.engine.load(fresh.examples);
      const again = used.engine.network(plan, seed);
      expect(train(again, plan, 4)).toEqual(train(fresh.network, plan, 4));
      expect(again.save()).toEqual(fresh.network.save());
    });

    test('has one network alive', () => {
      const { engine, network, examples } = start(planWith({}));
      const next = engine.network(planWith({}), seed);
      expect(() => network.weights()).toThrow('this network is gone');
      engine.load(examples);
      expect(() => next.predict(examples.inputs)).toThrow('this network is gone');
    });

    test('needs rows first', () => {
      expect(() => newEngine().network(planWith({}), seed)).toThrow('call load first');
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
      expect(() => engine.network(planWith(changes), seed)).toThrow(message);
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

/** Pieces in float32 arithmetic, one number at a time. */
const cut = (x: number, edges: readonly number[]) =>
  edges.slice(1).map((edge, t) => {
    const along = Math.fround(Math.fround(x - edges[t]!) * Math.fround(1 / (edge - edges[t]!)));
    return Math.min(1, Math.max(0, along)) - 0.5;
  });
