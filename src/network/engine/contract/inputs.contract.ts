import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { parameterCount } from '../../count.js';
import type { Periodic, Plan } from '../../plan.js';
import { drawExamples, drawWeights, planWith, relativeError } from '../random-network.contract.js';
import type { ReadableEngine } from './start.contract.js';

const seed = { seed: 3, trial: 14 };
const sgd = { kind: 'sgd', momentum: 0 } as const;
const levels = { input: 1, levels: 3, size: 2 };
const phased: Periodic = { inputs: [0, 2], waves: 'phased', frequencies: 5, sigma: 0.5, size: 3 };

/** What every engine does with what the first layer sees: learned waves of columns and learned factors of inputs. */
export function inputsContract(newEngine: () => ReadableEngine) {
  const start = (plan: Plan, rows = 40) => {
    const engine = newEngine();
    const examples = drawExamples(plan, rows, stream(1, 0, 'examples'));
    engine.load(examples);
    return { engine, examples, network: engine.network(plan, seed) };
  };
  const predicted = (plan: Plan, weights: readonly number[], rows: readonly number[]) => {
    const { network } = start(plan);
    network.setWeights(Float32Array.from(weights));
    return [...network.predict(Float32Array.from(rows))];
  };

  describe('waves', () => {
    const line = { inputs: 2, hidden: [], batchSize: 1 };

    test('with phases are the network worked out by hand: the inputs, then cos(2πwx + b), column by column', () => {
      const periodic: Periodic = { inputs: [0, 1], waves: 'phased', frequencies: 2, sigma: 1 };
      // Frequencies and phases of x, then of y; weights of x, y and four waves; bias.
      const own = [1, 0.5, 0, Math.PI / 2, 0.25, 2, 0, Math.PI];
      const outputs = predicted(
        planWith({ ...line, periodic }),
        [...own, 0, 1e-3, 1, 10, 100, 1000, 0.5],
        [0.25, 2],
      );
      // x = ¼: cos 90° = 0, cos(45° + 90°) = −.7071; y = 2: cos 180° = −1, cos(4 · 360° + 180°) = −1.
      expect(outputs[0]).toBeCloseTo(2e-3 + 0 - 10 * Math.SQRT1_2 - 100 - 1000 + 0.5, 3);
    });

    test('in pairs are cosines, then sines', () => {
      const periodic: Periodic = { inputs: [1], waves: 'paired', frequencies: 1, sigma: 1 };
      const outputs = predicted(planWith({ ...line, periodic }), [0.5, 0, 0, 1, 10, 0], [7, 0.5, 7, 1 / 6]);
      expect(outputs[0]).toBeCloseTo(10, 5);
      expect(outputs[1]).toBeCloseTo(Math.cos(Math.PI / 6) + 10 * 0.5, 5);
    });

    test.each([
      [false, 3 + 0.25 * 3, 3 - 4 * 3],
      [true, 3 + 0.25 * 3, 0],
    ])("go through the column's own layer, cut off below zero: %s", (relu, first, second) => {
      const periodic: Periodic = { inputs: [0], waves: 'phased', frequencies: 1, sigma: 1, size: 2, relu };
      // cos(0 + 0) = 1; layer (¼ · 3, −4 · 3) on top of 3; outputs see numbers of it with weights 1 and 100.
      const own = [1, 0, 0.75, -12, 3, 3];
      const outputs = predicted(planWith({ ...line, periodic }), [...own, 0, 0, 1, 100, 0], [0, 0]);
      expect(outputs[0]).toBeCloseTo(first + 100 * second, 3);
    });

    test('far from zero go round as often as they do', () => {
      const periodic: Periodic = { inputs: [0], waves: 'phased', frequencies: 1, sigma: 1 };
      const plan = planWith({ inputs: 1, hidden: [], batchSize: 1, periodic });
      const xs = [1000.125, -40_000.25, 3];
      const outputs = predicted(plan, [1, 0, 0, 1, 0], xs);
      outputs.forEach((output, i) => {
        expect(output).toBeCloseTo(Math.cos(2 * Math.PI * (xs[i]! % 1)), 5);
      });
    });

    test('of a missing number are missing, for that row alone', () => {
      const { network } = start(planWith({ periodic: phased, hidden: [5] }));
      const outputs = network.predict(Float32Array.from([1, 2, 3, Number.NaN, 2, 3, 1, 2, 3]));
      expect(outputs[1]).toBeNaN();
      expect(outputs[2]).toBe(outputs[0]);
    });

    test('learn a wave that a straight line cannot', () => {
      const periodic: Periodic = { inputs: [0], waves: 'phased', frequencies: 8, sigma: 0.5, size: 3 };
      const plan = planWith({ inputs: 1, periodic, hidden: [], batchSize: 16 });
      const engine = newEngine();
      const inputs = Float32Array.from({ length: 64 }, (_, row) => row / 16 - 2);
      engine.load({ rows: 64, inputs, targets: inputs.map((x) => Math.sin(4 * x)) });
      const network = engine.network(plan, seed);
      const rates = new Float32Array(4).fill(0.03);
      const losses = Array.from({ length: 120 }, () => network.epoch(rates));
      expect(losses.at(-1)).toBeLessThan(0.05 * losses[0]!);
    });

    test.each<[object, string]>([
      [{ inputs: [0, 3] }, 'column 1 with waves is 3: it must be from 1 to 2'],
      [{ inputs: [2, 0] }, 'column 1 with waves is 0: it must be from 3'],
      [{ inputs: [] }, 'the count of columns with waves is 0'],
      [{ inputs: [0.5] }, 'the place behind column 0 with waves is 1.5'],
      [{ inputs: [1] }, 'input 1 has waves and holds levels'],
      [{ frequencies: 0 }, 'frequencies is 0'],
      [{ sigma: 0 }, 'sigma of the frequencies is 0'],
      [{ size: 1.5 }, 'size of the waves is 1.5'],
    ])('refuse a plan: %j', (wrong, message) => {
      const plan = planWith({ embeddings: [levels] });
      const { engine } = start(plan);
      expect(() => engine.network({ ...plan, periodic: { ...phased, ...wrong } }, seed)).toThrow(message);
    });
  });

  describe('input scale', () => {
    test('multiplies what the first layer sees: vectors, numbers, pieces, waves', () => {
      const plan = planWith({
        inputs: 3,
        embeddings: [levels],
        pieces: [{ input: 2, edges: [-1, 0, 1] }],
        periodic: { inputs: [0], waves: 'paired', frequencies: 2, sigma: 1 },
        hidden: [6, 4],
        outputs: 2,
        inputScale: true,
      });
      const { network, examples } = start(plan);
      const weights = drawWeights(plan, stream(9, 0, 'weights'));
      network.setWeights(weights);
      // 6 numbers of the table, 2 frequencies, 10 factors (2 + 2 + 2 + 4 numbers), then the first layer's weights.
      const factors = weights.subarray(8, 18);
      const folded = weights.map((weight, i) =>
        i >= 18 && i < 78 ? weight * factors[Math.floor((i - 18) / 6)]! : weight,
      );
      const { inputScale, ...flat } = plan;
      const other = start(flat).network;
      other.setWeights(Float32Array.from([...folded.subarray(0, 8), ...folded.subarray(18)]));
      expect(inputScale).toBe(true);
      expect(relativeError(network.predict(examples.inputs), other.predict(examples.inputs))).toBeLessThan(
        1e-6,
      );
    });

    test.each([[[]], [[9]]])('starts as if it were not there, hidden %j', (hidden) => {
      const plan = planWith({ hidden });
      const want = start(plan).network.weights();
      const got = start({ ...plan, inputScale: true }).network.weights();
      expect([...got.subarray(0, 3)]).toEqual([1, 1, 1]);
      expect(got.subarray(3)).toEqual(want);
    });

    test('a factor of zero hides an input, and learns all the same', () => {
      const plan = planWith({
        inputScale: true,
        hidden: [5],
        optimiser: sgd,
        batchSize: 40,
        activation: 'tanh',
      });
      const { network, examples } = start(plan);
      network.setWeights(network.weights().with(1, 0));
      const changed = examples.inputs.map((x, i) => (i % 3 === 1 ? x + 5 : x));
      expect(network.predict(changed)).toEqual(network.predict(examples.inputs));
      const { values } = network.gradient(Uint32Array.from({ length: 40 }, (_, row) => row));
      expect(Math.abs(values[1]!)).toBeGreaterThan(1e-3);
      // With a factor of zero nothing reaches the weights behind it.
      expect([...values.subarray(3 + 5, 3 + 10)].map(Math.abs)).toEqual([0, 0, 0, 0, 0]);
    });
  });

  describe('waves and factors', () => {
    const plan = planWith({
      embeddings: [levels],
      periodic: phased,
      inputScale: true,
      hidden: [9],
      weightDecay: 0.01,
      dropout: 0.1,
    });
    const rates = new Float32Array(5).fill(0.01);
    const train = (network: ReturnType<typeof start>['network'], epochs: number) =>
      Array.from({ length: epochs }, () => network.epoch(rates));

    test('continue with the same bits', () => {
      const { network } = start(plan);
      train(network, 3);
      const saved = network.save();
      const straight = [train(network, 3), network.save()];
      const later = start(plan).network;
      later.restore(saved);
      expect([train(later, 3), later.save()]).toEqual(straight);
    });

    test.each<[string, Partial<Plan>]>([
      ['no waves', { periodic: undefined }],
      ['other waves', { periodic: { ...phased, relu: true } }],
      ['no factors', { inputScale: false }],
    ])('a saved state of a network with %s is refused', (_, changes) => {
      const saved = start({ ...plan, ...changes }).network.save();
      expect(() => start(plan).network.restore(saved)).toThrow('does not belong to this network');
    });

    test('have rates and decay of their own', () => {
      const own: Plan = {
        ...plan,
        optimiser: sgd,
        weightDecay: 0.5,
        dropout: 0,
        batchSize: 40,
        rateFactors: { periodic: 0.25, inputScale: 6 },
        decayFactors: { periodic: 2, inputScale: 0 },
      };
      const { network } = start(own);
      const before = network.weights();
      const { values } = network.gradient(Uint32Array.from({ length: 40 }, (_, row) => row));
      network.epoch(Float32Array.of(0.125));
      // 6 numbers of the table, 28 of each column's waves, 10 factors.
      const rateOf = (i: number) => (i < 6 ? 1 : i < 62 ? 0.25 : i < 72 ? 6 : 1);
      const decayOf = (i: number) => (i < 6 ? 1 : i < 62 ? 0.5 : 0);
      const want = before.map((w, i) => (1 - 0.125 * 0.5 * decayOf(i)) * w - 0.125 * rateOf(i) * values[i]!);
      expect(relativeError(network.weights().subarray(6, 62), want.subarray(6, 62))).toBeLessThan(1e-6);
      expect(relativeError(network.weights().subarray(62, 72), want.subarray(62, 72))).toBeLessThan(1e-6);
    });

    test('come back as set', () => {
      for (const waves of ['phased', 'paired'] as const)
        for (const size of [undefined, 1, 4, 7])
          for (const outputs of [1, 2]) {
            const each = planWith({ ...plan, hidden: [], outputs, periodic: { ...phased, waves, size } });
            const { network } = start(each);
            const weights = drawWeights(each, stream(9, 0, 'weights'));
            network.setWeights(weights);
            expect(network.weights()).toEqual(weights);
            expect(weights).toHaveLength(parameterCount(each));
          }
    });
  });
}
