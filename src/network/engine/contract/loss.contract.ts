import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { robustScale } from '../../../math/statistics.js';
import type { Loss, Plan } from '../../plan.js';
import { drawExamples, drawWeights, planWith, relativeError } from '../random-network.contract.js';
import type { ReadableEngine } from './start.contract.js';

const seed = { seed: 3, trial: 14 };

/** What every engine makes of each loss. */
export function lossContract(newEngine: () => ReadableEngine) {
  /** Loss and slopes at outputs that are the biases of a network whose weights are zero. */
  const at = (loss: Loss, outputs: number[], targets: number[], weight?: number) => {
    const engine = newEngine();
    const weights = weight === undefined ? undefined : Float32Array.of(weight);
    engine.load({ rows: 1, inputs: Float32Array.of(1), targets: Float32Array.from(targets), weights });
    const plan = planWith({ inputs: 1, hidden: [], outputs: outputs.length, loss, batchSize: 1 });
    const network = engine.network(plan, seed);
    network.setWeights(Float32Array.from([...outputs.map(() => 0), ...outputs]));
    const gradient = network.gradient(Uint32Array.of(0));
    return { loss: gradient.loss, slopes: [...gradient.values.subarray(outputs.length)] };
  };
  const expectNear = (got: number, want: number) =>
    expect(Math.abs(got - want)).toBeLessThan(4e-6 * Math.max(Math.abs(want), 1e-6));

  const σ = (x: number) => 1 / (1 + Math.exp(-x));
  const ce = (x: number) => Math.log1p(Math.exp(-x));
  const share = Math.exp(2) / (Math.exp(2) + Math.exp(-1) + 1);
  const focalSlope = (q: number, c: number, gamma: number) => q ** gamma * (1 + (gamma * (1 - q) * c) / q);

  describe('a loss and its slope, worked out by hand', () => {
    test.each<[Loss, number, number, number, number]>([
      [{ kind: 'quantile', level: 0.8 }, 2, 1, 0.2, 0.2],
      [{ kind: 'quantile', level: 0.8 }, -1, 1, 1.6, -0.8],
      [{ kind: 'quantile', level: 0.8 }, 1, 1, 0, 0],
      [{ kind: 'log_cosh' }, 2, 1, Math.log(Math.cosh(1)), Math.tanh(1)],
      [{ kind: 'log_cosh' }, 0, 0.001, 4.99999916666e-7, -Math.tanh(0.001)],
      [{ kind: 'log_cosh' }, -100, 1, 101 - Math.LN2, -1],
      [{ kind: 'poisson' }, 1, 3, Math.E - 3 - 3 * (1 - Math.log(3)), Math.E - 3],
      [{ kind: 'poisson' }, 1, 0, Math.E, Math.E],
      [{ kind: 'poisson' }, 0, 1, 0, 0],
      [{ kind: 'logistic', smoothing: 0.1 }, 1, 1, ce(-1) - 0.95, σ(1) - 0.95],
      [{ kind: 'logistic', smoothing: 0.1 }, 1, 0, ce(-1) - 0.05, σ(1) - 0.05],
      [{ kind: 'focal', gamma: 2 }, 1, 1, σ(-1) ** 2 * ce(1), -σ(-1) * focalSlope(σ(-1), ce(1), 2)],
      [{ kind: 'focal', gamma: 2 }, 1, 0, σ(1) ** 2 * ce(-1), σ(1) * focalSlope(σ(1), ce(-1), 2)],
      [{ kind: 'focal', gamma: 0 }, -3, 1, ce(-3), -σ(3)],
      [{ kind: 'focal', gamma: 0.5 }, 200, 1, 0, 0],
      [{ kind: 'focal', gamma: 2 }, -50, 1, 50, -1],
    ])('%j at %d for %d', (loss, output, target, value, slope) => {
      const got = at(loss, [output], [target]);
      expectNear(got.loss, value);
      expectNear(got.slopes[0]!, slope);
      const thrice = at(loss, [output], [target], 3);
      expectNear(thrice.loss, 3 * value);
      expectNear(thrice.slopes[0]!, 3 * slope);
    });

    test('softmax with label smoothing: a share for all classes alike', () => {
      const { loss, slopes } = at({ kind: 'softmax', smoothing: 0.3 }, [2, -1, 0], [0]);
      const total = Math.log(Math.exp(2) + Math.exp(-1) + 1);
      expectNear(loss, 0.8 * (total - 2) + 0.1 * (total + 1) + 0.1 * total);
      expectNear(slopes[0]!, share - 0.8);
      expectNear(slopes[1]!, Math.exp(-1 - total) - 0.1);
    });

    test('focal of classes: the log-loss times the chance of the others, squared', () => {
      const { loss, slopes } = at({ kind: 'focal', gamma: 2 }, [2, -1, 0], [0]);
      const [wrong, log] = [1 - share, -Math.log(share)];
      expectNear(loss, wrong ** 2 * log);
      expectNear(slopes[0]!, -focalSlope(wrong, log, 2) * wrong);
      expectNear(slopes[2]!, focalSlope(wrong, log, 2) * Math.exp(-2) * share);
    });
  });

  const numbers: Loss[] = [{ kind: 'quantile', level: 0.3 }, { kind: 'log_cosh' }, { kind: 'poisson' }];
  test.each(numbers)('several outputs add up: $kind', (loss) => {
    for (const width of [2, 3, 8, 9]) {
      const outputs = Array.from({ length: width }, (_, j) => j / 4 - 1);
      const targets = outputs.map((_, j) => (j * 3) % 5);
      const each = outputs.map((output, j) => at(loss, [output], [targets[j]!]));
      const together = at(loss, outputs, targets);
      expectNear(
        together.loss,
        each.reduce((sum, one) => sum + one.loss, 0),
      );
      together.slopes.forEach((slope, j) => {
        expectNear(slope, each[j]!.slopes[0]!);
      });
    }
  });

  const gradientOf = (changes: Partial<Plan>) => {
    const plan = planWith({ hidden: [5], ...changes });
    const engine = newEngine();
    engine.load(drawExamples(plan, 30, stream(6, 0, 'examples')));
    const network = engine.network(plan, seed);
    network.setWeights(drawWeights(plan, stream(6, 0, 'weights')));
    return network.gradient(Uint32Array.from({ length: 30 }, (_, row) => row));
  };

  test.each([
    ['logistic', 1],
    ['softmax', 4],
  ] as const)('focal with gamma 0, or no smoothing, is %s', (kind, outputs) => {
    const plain = gradientOf({ loss: { kind }, outputs });
    expect(gradientOf({ loss: { kind, smoothing: 0 }, outputs })).toEqual(plain);
    const focal = gradientOf({ loss: { kind: 'focal', gamma: 0 }, outputs });
    expectNear(focal.loss, plain.loss);
    expect(relativeError(focal.values, plain.values)).toBeLessThan(1e-6);
  });

  test('outputs beyond all measure give no number that is none', () => {
    for (const loss of [{ kind: 'log_cosh' }, { kind: 'focal', gamma: 2 }, { kind: 'poisson' }] as const)
      for (const output of [-1e30, -95, 85, 1e30]) {
        if (loss.kind === 'poisson' && output > 85) continue;
        const got = at(loss, [output], [0]);
        expect(Number.isFinite(got.loss)).toBe(true);
        expect(Number.isFinite(got.slopes[0])).toBe(true);
      }
  });

  describe('an adaptive delta', () => {
    const plan = planWith({
      inputs: 1,
      hidden: [],
      outputs: 2,
      loss: { kind: 'huber', delta: 7, adaptive: { factor: 2, epochs: 2 } },
      optimiser: { kind: 'sgd', momentum: 0 },
      batchSize: 2,
    });
    /** Residuals are minus these: the network gives zeros and, at a rate of 0, learns nothing. */
    const targets = Float32Array.of(1, -3, 10, 2, 4, -100, 8, 5);
    const start = (weights?: Float32Array) => {
      const engine = newEngine();
      const rows = targets.length / 2;
      engine.load({ rows, inputs: new Float32Array(rows), targets, weights });
      const network = engine.network(plan, seed);
      network.setWeights(new Float32Array(4));
      return network;
    };
    const huber = (delta: number) =>
      targets.reduce((sum, e) => {
        const size = Math.abs(e);
        return sum + (size <= delta ? (e * e) / 2 : delta * (size - delta / 2));
      }, 0) / 4;
    const epoch = (network: ReturnType<typeof start>, rate = 0) =>
      network.epoch(new Float32Array(2).fill(rate));

    test('is the factor times the robust deviation of the residuals, from the second epoch on', () => {
      const network = start();
      // −1 3 −10 −2 −4 100 −8 −5: median −3; from it 2 6 7 1 1 103 5 2, whose median is 3.5.
      const deviation = 1.4826 * 3.5;
      expectNear(epoch(network), huber(7));
      expectNear(epoch(network), huber(2 * deviation));
      expectNear(epoch(network), huber(2 * deviation));
    });

    test('leaves out rows that weigh nothing', () => {
      const network = start(Float32Array.of(1, 1, 0, 1));
      epoch(network);
      // −1 3 −10 −2 −8 −5: median −3.5; from it 2.5 6.5 6.5 1.5 4.5 1.5, whose median is 3.5.
      const { loss } = network.gradient(Uint32Array.of(1));
      const limit = 2 * 1.4826 * 3.5;
      const linear = (size: number) => (size <= limit ? size ** 2 / 2 : limit * (size - limit / 2));
      expectNear(loss, linear(10) + linear(2));
    });

    test('goes half of the way to each new one, for so many epochs; no gradient read out moves it', () => {
      const network = start();
      const shifted = (by: number) => robustScale(targets.map((y, i) => (i % 2 === 0 ? by : -by) - y));
      const deltaNow = () => {
        network.setWeights(Float32Array.of(0, 0, 1e5, 0));
        const { values } = network.gradient(Uint32Array.of(0));
        return values[2]!;
      };
      const epochAt = (by: number) => {
        network.setWeights(Float32Array.of(0, 0, by, -by));
        epoch(network);
      };
      epochAt(0);
      expectNear(deltaNow(), 2 * shifted(0));
      for (let i = 0; i < 5; i++) network.gradient(Uint32Array.of(0, 1, 2, 3));
      epochAt(50);
      expectNear(deltaNow(), shifted(0) + shifted(50));
      expect(shifted(50)).toBeGreaterThan(2 * shifted(0));
      epochAt(9);
      expectNear(deltaNow(), shifted(0) + shifted(50));
    });

    test('is saved and restored', () => {
      const network = start();
      epoch(network, 0.01);
      const saved = network.save();
      const straight = [epoch(network, 0.01), epoch(network, 0.01), network.save()];
      const later = start();
      later.restore(saved);
      expect([epoch(later, 0.01), epoch(later, 0.01), later.save()]).toEqual(straight);
    });

    test.each([
      ['as it is where half of the residuals are the same', [1, 1, 1, 1, 1, 1, 1, 9], 7],
      ['above a thousandth of the one given', [1, 1.0001, 1.0002, 1.0003, 1.0004, 1, 1, 9], 0.007],
    ])('stays %s', (_, ys, delta) => {
      const engine = newEngine();
      engine.load({ rows: 4, inputs: new Float32Array(4), targets: Float32Array.from(ys) });
      const network = engine.network({ ...plan, batchSize: 4 }, seed);
      network.setWeights(new Float32Array(4));
      network.epoch(new Float32Array(1));
      network.setWeights(Float32Array.of(0, 0, 1e5, 0));
      expectNear(network.gradient(Uint32Array.of(0)).values[2]!, delta);
    });
  });

  test.each<[Partial<Plan>, number[], string]>([
    [{ loss: { kind: 'quantile', level: 1 } }, [1, 2], 'quantile level is 1: it must be from 0.001 to 0.999'],
    [{ loss: { kind: 'quantile', level: Number.NaN } }, [1, 2], 'quantile level is NaN'],
    [{ loss: { kind: 'focal', gamma: -1 } }, [1, 0], 'focal gamma is -1: it must be from 0 to 10'],
    [{ loss: { kind: 'softmax', smoothing: 1 }, outputs: 3 }, [1, 2], 'label smoothing is 1'],
    [{ loss: { kind: 'logistic', smoothing: -0.1 } }, [1, 0], 'label smoothing is -0.1'],
    [
      { loss: { kind: 'logistic' } },
      [1, 1.5],
      'row 1 has target 1.5: a logistic loss takes numbers from 0 to 1.',
    ],
    [
      { loss: { kind: 'focal', gamma: 2 } },
      [0, 0.5],
      'row 1 has target 0.5: a focal loss with one output takes 0 or 1.',
    ],
    [{ loss: { kind: 'focal', gamma: 2 }, outputs: 3 }, [0, 3], 'row 1 has class 3, not one of 0 to 2'],
    [
      { loss: { kind: 'poisson' } },
      [0, -2],
      'row 1 has target -2: a Poisson loss takes numbers of at least 0.',
    ],
    [{ loss: { kind: 'poisson' }, outputs: 2 }, [1, 2, 3, Number.NaN], 'row 1 has NaN in target 1'],
    [
      { loss: { kind: 'huber', delta: 1, adaptive: { factor: 0, epochs: 3 } } },
      [1, 2],
      'factor of the adaptive huber delta is 0',
    ],
    [
      { loss: { kind: 'huber', delta: 1, adaptive: { factor: 1, epochs: 0.5 } } },
      [1, 2],
      'epochs of the adaptive huber delta is 0.5',
    ],
  ])('is refused: %j for %j', (changes, targets, message) => {
    const engine = newEngine();
    engine.load({ rows: 2, inputs: new Float32Array(6), targets: Float32Array.from(targets) });
    expect(() => engine.network(planWith({ batchSize: 1, ...changes }), seed)).toThrow(message);
  });
}
