import { describe, expect, test } from 'vitest';
import type { Plan } from '../../plan.js';
import { losses, planWith, relativeError } from '../random-network.contract.js';
import { contractSeed, type ReadableEngine, starter } from './start.contract.js';

/** What every engine does where rows have weights. */
export function rowWeightsContract(newEngine: () => ReadableEngine) {
  const { start, train } = starter(newEngine);

  describe('row weights', () => {
    const weightedPlans = losses.flatMap((loss) =>
      (loss.kind === 'logistic' ? [1] : loss.kind === 'softmax' ? [3] : [1, 3]).map((outputs) =>
        planWith({ loss, outputs, hidden: [9], batchSize: 7 }),
      ),
    );
    const withWeights = (plan: Plan, weightOf: (row: number) => number) => {
      const { engine, examples } = start(plan);
      engine.load({ ...examples, weights: Float32Array.from({ length: 40 }, (_, row) => weightOf(row)) });
      return engine.network(plan, contractSeed);
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
      expect(train(engine.network(plan, contractSeed), plan, 2)).not.toEqual(want);
      engine.load(examples);
      expect(train(engine.network(plan, contractSeed), plan, 2)).toEqual(want);
    });

    test.each([
      [[1, 2], '2 weights were given for 40 rows'],
      [new Array(39).fill(1).concat(-0.5), 'row 39 has weight -0.5'],
      [[Number.NaN, ...new Array(39).fill(1)], 'row 0 has weight NaN'],
    ])('are refused: %j', (weights, message) => {
      const { engine, examples } = start(planWith({}));
      engine.load({ ...examples, weights: Float32Array.from(weights) });
      expect(() => engine.network(planWith({}), contractSeed)).toThrow(message);
    });
  });
}
