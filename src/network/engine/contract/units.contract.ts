import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { unitHealth } from '../../probe/units.js';
import type { Engine, GradientReader, Network, UnitReader } from '../engine.js';
import { drawExamples, planWith } from '../random-network.contract.js';

interface ProbedEngine extends Engine {
  network(...args: Parameters<Engine['network']>): Network & GradientReader & UnitReader;
}

const seed = { seed: 3, trial: 1 };

/** What every engine tells of its units. */
export function unitsContract(newEngine: () => ProbedEngine) {
  const start = (changes: Parameters<typeof planWith>[0]) => {
    const plan = planWith({ inputs: 1, batchSize: 4, ...changes });
    const engine = newEngine();
    engine.load(drawExamples(plan, 4, stream(1, 0, 'examples')));
    return engine.network(plan, seed);
  };
  const inputs = Float32Array.of(-2, -1, 1, 3);

  describe('units', () => {
    test('that are rectified are flat where they give zero', () => {
      const network = start({ hidden: [3], activation: 'relu' });
      // Weights of x, biases, then the readout: x, −x − 2.5 and a dead unit.
      network.setWeights(Float32Array.of(1, -1, 1, 0, -2.5, -9, 1, 1, 1, 0));
      expect(network.flatShares(inputs, 0.06)).toEqual([[0.5, 1, 1]]);
      expect(unitHealth(network, inputs)).toEqual([{ units: 3, dead: 2, saturated: 2 }]);
    });

    test('of tanh are flat beyond 0.97', () => {
      const network = start({ hidden: [3, 1], activation: 'tanh' });
      network.setWeights(Float32Array.of(0.1, 2, 30, 0, 0, 0, 0, 0, 0, 0, 1, 0));
      expect(network.flatShares(inputs, 1 - 0.97 ** 2)).toEqual([[0, 0.5, 1], [0]]);
      expect(unitHealth(network, inputs)).toEqual([
        { units: 3, dead: 1, saturated: 1 },
        { units: 1, dead: 0, saturated: 0 },
      ]);
    });

    test('are counted over more rows than a chunk, and leave the training as it is', () => {
      const [network, other] = [0, 1].map(() => start({ hidden: [5], activation: 'silu', dropout: 0.3 }));
      const many = Float32Array.from({ length: 700 }, (_, i) => i / 100 - 3.5);
      const shares = network!.flatShares(many, 0.06)[0]!;
      const single = Array.from(many, (x) => network!.flatShares(Float32Array.of(x), 0.06)[0]!);
      shares.forEach((share, unit) => {
        expect(share).toBeCloseTo(single.reduce((sum, each) => sum + each[unit]!, 0) / 700, 12);
      });
      expect(network!.epoch(Float32Array.of(0.1))).toBe(other!.epoch(Float32Array.of(0.1)));
      expect(network!.save()).toEqual(other!.save());
    });
  });
}
