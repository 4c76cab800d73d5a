import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { type Plan, stepsPerEpoch } from '../../plan.js';
import type { Network } from '../engine.js';
import { drawExamples, drawWeights, planWith } from '../random-network.contract.js';
import type { ReadableEngine } from './start.contract.js';

const seed = { seed: 3, trial: 14 };
const sgd = { kind: 'sgd', momentum: 0 } as const;

/** What every engine does in hidden layers beside weighted sums, activation and dropout. */
export function hiddenContract(newEngine: () => ReadableEngine) {
  const start = (plan: Plan, rows = 40) => {
    const engine = newEngine();
    const examples = drawExamples(plan, rows, stream(1, 0, 'examples'));
    engine.load(examples);
    return { engine, examples, network: engine.network(plan, seed) };
  };
  const train = (network: Network, plan: Plan, epochs: number, rate = 0.01, rows = 40) =>
    Array.from({ length: epochs }, () =>
      network.epoch(new Float32Array(stepsPerEpoch(rows, plan.batchSize)).fill(rate)),
    );
  /** Two inputs, two units that are the inputs, one output that is their sum; `units` lie behind the biases. */
  const summing = (units: number[]) => Float32Array.from([1, 0, 0, 1, 0, 0, ...units, 1, 1, 0]);
  const small = (changes: Partial<Plan>) => planWith({ inputs: 2, hidden: [2], optimiser: sgd, ...changes });

  describe('batch normalisation', () => {
    const plan = small({ normalisation: 'batch', batchSize: 40 });
    const [gain, shift, mean, variance] = [
      [2, 3],
      [10, -20],
      [1, -1],
      [4, 0.25],
    ];

    test('predicts by running statistics, each row for itself', () => {
      const { network } = start(plan);
      network.setWeights(summing([...gain, ...shift, ...mean, ...variance]));
      // 2 (x − 1) / √4 + 10, and 3 (y + 1) / √¼ − 20, each rectified, up to ε.
      const rows = [5, 9, -19, 9, 5, 1];
      const all = network.predict(Float32Array.from(rows));
      [14 + 40, 0 + 40, 14 + 0].forEach((want, row) => {
        expect(all[row]! / want).toBeCloseTo(1, 4);
        expect(network.predict(Float32Array.from(rows.slice(2 * row, 2 * row + 2)))[0]).toBe(all[row]);
      });
    });

    test('moves running statistics a tenth of the way to those of a batch, whose variance is unbiased', () => {
      const { network, examples } = start(plan);
      network.setWeights(summing([...gain, ...shift, ...mean, ...variance]));
      train(network, plan, 1, 0);
      const after = network.weights();
      [0, 1].forEach((unit) => {
        const x = Array.from({ length: 40 }, (_, row) => examples.inputs[2 * row + unit]!);
        const average = x.reduce((sum, each) => sum + each, 0) / 40;
        const spread = x.reduce((sum, each) => sum + (each - average) ** 2, 0) / 39;
        expect(after[10 + unit]).toBeCloseTo(0.9 * mean[unit]! + 0.1 * average, 5);
        expect(after[12 + unit]).toBeCloseTo(0.9 * variance[unit]! + 0.1 * spread, 5);
      });
    });

    test('of a batch of more rows than a chunk takes it whole', () => {
      const wide = small({ normalisation: 'batch', batchSize: 700, activation: 'tanh' });
      const { network } = start(wide, 700);
      network.setWeights(summing([1, 1, 5, 7, 0, 0, 1, 1]));
      train(network, wide, 300, 0, 700);
      const after = network.weights();
      expect(after.subarray(10, 14).every((running) => Math.abs(running) < 1.2)).toBe(true);
      // By then running statistics are those of the batch, so that it is predicted as it is trained.
      const [loss] = train(network, wide, 1, 0, 700);
      const { examples } = start(wide, 700);
      const outputs = network.predict(examples.inputs);
      const mean = outputs.reduce((sum, p, i) => sum + (p - examples.targets[i]!) ** 2 / 2, 0) / 700;
      expect(loss! / mean).toBeCloseTo(1, 3);
    });

    test('takes a last batch of a single row by running statistics, which stay', () => {
      const ragged = small({ normalisation: 'batch', batchSize: 40 });
      const { network, examples } = start(ragged, 41);
      network.setWeights(summing([...gain, ...shift, ...mean, ...variance]));
      train(network, ragged, 1, 0, 41);
      const moved = network.weights().subarray(10, 12);
      const x = [0, 1].map((unit) =>
        Array.from({ length: 41 }, (_, row) => examples.inputs[2 * row + unit]!),
      );
      const averages = x.map((unit) => unit.reduce((sum, each) => sum + each, 0));
      const left = Array.from({ length: 41 }, (_, row) =>
        Math.max(
          ...[0, 1].map((unit) => {
            const average = (averages[unit]! - x[unit]![row]!) / 40;
            return Math.abs(moved[unit]! - (0.9 * mean[unit]! + 0.1 * average));
          }),
        ),
      );
      // One row alone was left out of the only batch that has moved them.
      expect(Math.min(...left)).toBeLessThan(1e-5);
      const single = Uint32Array.of(left.indexOf(Math.min(...left)));
      const output = network.predict(examples.inputs.slice(2 * single[0]!, 2 * single[0]! + 2))[0]!;
      const { loss, values } = network.gradient(single);
      expect(loss).toBeCloseTo((output - examples.targets[single[0]!]!) ** 2 / 2, 3);
      expect(values.some((slope) => slope !== 0)).toBe(true);
    });

    test('gives neither biases nor running statistics a gradient', () => {
      const { network } = start(plan);
      const before = network.weights();
      const { values } = network.gradient(Uint32Array.from({ length: 30 }, (_, row) => row));
      expect([...values.slice(4, 6), ...values.slice(10, 14)]).toEqual([0, 0, 0, 0, 0, 0]);
      expect(values.slice(6, 10).every((slope) => slope !== 0)).toBe(true);
      expect(network.weights()).toEqual(before);
    });
  });

  describe('layer normalisation', () => {
    test('brings the units of a row to a mean of 0 and a variance of 1', () => {
      const plan = small({ inputs: 4, hidden: [4], normalisation: 'layer', outputs: 4 });
      const { network } = start(plan);
      const one = (i: number, j: number) => (i === j ? 1 : 0);
      const identity = Array.from({ length: 16 }, (_, i) => one(i >> 2, i & 3));
      const [gain, shift] = [
        [1, 2, 3, 4],
        [10, 20, 30, 40],
      ];
      network.setWeights(
        Float32Array.from([...identity, 0, 0, 0, 0, ...gain, ...shift, ...identity, 0, 0, 0, 0]),
      );
      const outputs = network.predict(Float32Array.from([1, 2, 3, 6, 5, 5, 5, 5]));
      // Mean 3, variance (4 + 1 + 0 + 9) / 4.
      [-2, -1, 0, 3].forEach((distance, j) => {
        expect(outputs[j]).toBeCloseTo((distance / Math.sqrt(3.5)) * gain[j]! + shift[j]!, 3);
      });
      expect([...outputs.subarray(4)]).toEqual(shift);
    });
  });

  describe('skips', () => {
    test.each([1, 2] as const)('around %i layers, worked out by hand', (residual) => {
      const plan = small({ inputs: 1, hidden: [1, 1, 1, 1], residual });
      const { network } = start(plan);
      network.setWeights(Float32Array.from([1, 0, 2, 0, 3, 0, 5, 0, 1, 0]));
      // Around one: 1; 2·1 + 1 = 3; 3·3 + 3 = 12; 5·12 + 12 = 72. Around two: 1; 2; 3·2 + 1 = 7; 5·7 = 35.
      expect([...network.predict(Float32Array.of(1))]).toEqual([residual === 1 ? 72 : 35]);
    });

    test('are where both ends are equally wide', () => {
      const plan = small({ inputs: 1, hidden: [1, 1, 2, 2], residual: 1 });
      const { network } = start(plan);
      network.setWeights(Float32Array.from([1, 0, 2, 0, 3, 5, 0, 0, 1, 0, 0, 1, 0, 0, 1, 100, 0]));
      // 1; 2 + 1; 9, 15; twice as much.
      expect([...network.predict(Float32Array.of(1))]).toEqual([18 + 3000]);
    });
  });

  describe('a learned mix', () => {
    test('goes from the weighted sum to its activation', () => {
      const plan = small({ activationMix: true });
      const { network } = start(plan);
      network.setWeights(summing([0, 0.25]));
      // −8 as it is; −4 + ¼ (0 + 4).
      expect([...network.predict(Float32Array.from([-8, -4, 3, 5]))]).toEqual([-8 - 3, 8]);
    });

    test('of 1 is the activation', () => {
      const plan = small({ activation: 'tanh', hidden: [9, 5] });
      const mixing = { ...plan, activationMix: true };
      const { network, examples } = start(plan);
      const want = network.predict(examples.inputs);
      start(mixing)
        .network.predict(examples.inputs)
        .forEach((output, i) => {
          expect(output).toBeCloseTo(want[i]!, 6);
        });
    });
  });

  const plans: Plan[] = [
    planWith({ hidden: [9, 5], normalisation: 'batch', dropout: 0.2, batchSize: 13 }),
    planWith({ hidden: [9, 9], normalisation: 'batch', residual: 1, batchSize: 7 }),
    planWith({
      hidden: [6, 6, 6],
      normalisation: 'layer',
      residual: 2,
      outputs: 4,
      loss: { kind: 'softmax' },
    }),
    planWith({ hidden: [6, 6], activationMix: true, activation: 'silu', residual: 1, weightDecay: 0.1 }),
    planWith({ hidden: [9, 9, 9], activationMix: true, normalisation: 'batch', residual: 2, dropout: 0.3 }),
  ];
  describe.each(plans.map((plan) => [plan]))('with %j', (plan) => {
    test('weights come back as set', () => {
      const { network } = start(plan);
      const weights = drawWeights(plan, stream(9, 0, 'weights'));
      network.setWeights(weights);
      expect(network.weights()).toEqual(weights);
    });

    test('training lowers the loss', () => {
      const losses = train(start({ ...plan, dropout: 0 }).network, plan, 60, 0.02);
      expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]!);
    });

    test('a saved state continues with the same bits', () => {
      const { network } = start(plan);
      train(network, plan, 3);
      const saved = network.save();
      const straight = [train(network, plan, 3), network.save()];
      const later = start(plan).network;
      train(later, plan, 1);
      later.restore(saved);
      expect([train(later, plan, 3), later.save()]).toEqual(straight);
    });

    test('reading a gradient changes nothing', () => {
      const { network } = start(plan);
      const before = network.save();
      network.gradient(Uint32Array.of(3, 1, 30));
      expect(network.save()).toEqual(before);
    });
  });

  test.each<[Partial<Plan>, string]>([
    [{ normalisation: 'group' as 'layer' }, 'normalisation is "group": it must be "batch" or "layer"'],
    [{ normalisation: 'batch', batchSize: 1 }, 'batchSize is 1, and a batch of one row has no variance'],
    [{ residual: 3 as 2 }, 'residual is 3: it must be 1 or 2'],
    [{ residual: 1 }, 'no hidden layer of 7 is as wide as the one 1 before it'],
    [{ residual: 2, hidden: [8, 8, 9] }, 'no hidden layer of 8-8-9 is as wide as the one 2 before it'],
  ])('a plan with %j is refused', (changes, message) => {
    const { engine } = start(planWith({}));
    expect(() => engine.network(planWith(changes), seed)).toThrow(message);
  });
}
