import { describe, expect, test } from 'vitest';
import { stream } from '../../../math/random.js';
import { type Plan, stepsPerEpoch } from '../../plan.js';
import type { ExampleBlocks } from '../blocks.js';
import { blocksOf } from '../blocks-in-memory.js';
import type { Engine, Examples, GradientReader, Network } from '../engine.js';
import { drawExamples, planWith, relativeError, weighted } from '../random-network.contract.js';

interface ReadableEngine extends Engine {
  network(...args: Parameters<Engine['network']>): ReturnType<Engine['network']> & GradientReader;
}

const seed = { seed: 5, trial: 9 };
const sgd = { kind: 'sgd', momentum: 0 } as const;

/** What every engine does with more rows than its memory is to hold. */
export function windowsContract(newEngine: () => ReadableEngine) {
  const over = (plan: Plan, blocks: ExampleBlocks, windowRows?: number, named = seed, epochRows?: number) => {
    const engine = newEngine();
    engine.load(blocks, { windowRows, epochRows });
    return engine.network(plan, named);
  };
  const whole = (plan: Plan, examples: Examples) => {
    const engine = newEngine();
    engine.load(examples);
    return engine.network(plan, seed);
  };
  const examplesFor = (plan: Plan, rows: number) => {
    const random = stream(6, rows, 'examples');
    return weighted(drawExamples(plan, rows, random), random);
  };
  const rates = (plan: Plan, rows: number, rate = 0.01) =>
    new Float32Array(stepsPerEpoch(rows, plan.batchSize)).fill(rate);

  describe('a window', () => {
    const plans = [
      planWith({ hidden: [9], dropout: 0.2 }),
      planWith({ inputs: 4, embeddings: [{ input: 1, levels: 3, size: 2 }], batchSize: 5 }),
      planWith({ loss: { kind: 'softmax' }, outputs: 3, batchSize: 37 }),
    ];

    test.each(plans.flatMap((plan) => [37, 38, undefined].map((rows) => [rows, plan] as const)))(
      'of %s rows over 37 trains with the bits of the rows in memory: %j',
      (windowRows, plan) => {
        const examples = examplesFor(plan, 37);
        const [windowed, all] = [over(plan, blocksOf(examples, 5), windowRows), whole(plan, examples)];
        const losses = [windowed, all].map((network) => [1, 2, 3].map(() => network.epoch(rates(plan, 37))));
        expect(losses[0]).toEqual(losses[1]);
        expect(windowed.save()).toEqual(all.save());
      },
    );

    // A bias alone, at 0, that takes one step of rate 1 toward targets of 2^row: it then is the batch's mean, and its bits are the batch.
    const bits = {
      rows: 18,
      inputs: new Float32Array(18),
      targets: Float32Array.from({ length: 18 }, (_, row) => 2 ** row),
    };
    interface Shape {
      readonly blockRows: number;
      readonly windowRows: number;
      readonly batchSize: number;
      readonly epoch?: number;
      readonly named?: typeof seed;
      readonly epochRows?: number;
    }
    const batchesOf = ({ blockRows, windowRows, batchSize, epoch = 0, named, epochRows }: Shape) => {
      const plan = planWith({ inputs: 1, hidden: [], optimiser: sgd, batchSize });
      const blocks = blocksOf(bits, blockRows);
      const all = epochRows ?? 18;
      return Array.from({ length: stepsPerEpoch(all, batchSize) }, (_, step) => {
        const network = over(plan, blocks, windowRows, named, epochRows);
        network.setWeights(new Float32Array(2));
        for (let before = 0; before < epoch; before++) network.epoch(rates(plan, all, 0));
        network.epoch(rates(plan, all, 0).fill(1, step, step + 1));
        const size = Math.min(batchSize, all - step * batchSize);
        const sum = Math.round(network.weights()[1]! * size);
        const rows = Array.from({ length: 18 }, (_, row) => row).filter((row) => (sum >> row) & 1);
        expect(rows).toHaveLength(size);
        return rows;
      });
    };

    test.each([
      { blockRows: 4, windowRows: 8, batchSize: 4 },
      { blockRows: 4, windowRows: 11, batchSize: 5 },
      { blockRows: 5, windowRows: 10, batchSize: 4 },
      { blockRows: 3, windowRows: 3, batchSize: 1 },
      { blockRows: 7, windowRows: 17, batchSize: 11 },
      { blockRows: 1, windowRows: 6, batchSize: 6 },
      { blockRows: 2, windowRows: 17, batchSize: 16 },
    ])('has each row once in an epoch, in whole batches but for the last: %j', (shape) => {
      const batches = batchesOf(shape);
      expect(sorted(batches.flat())).toEqual(upTo(18));
    });

    test('has the rows in another order in each epoch, trial and seed, and not otherwise', () => {
      const shape = { blockRows: 3, windowRows: 9, batchSize: 4 };
      const first = batchesOf(shape);
      expect(batchesOf(shape)).toEqual(first);
      expect(batchesOf({ ...shape, epoch: 1 })).not.toEqual(first);
      expect(batchesOf({ ...shape, named: { ...seed, trial: 1 } })).not.toEqual(first);
      expect(batchesOf({ ...shape, named: { ...seed, seed: 1 } })).not.toEqual(first);
    });

    test('shuffles rows of several blocks among each other', () => {
      const epochs = [0, 1, 2, 3, 4, 5];
      const blocksIn = epochs.map((epoch) => {
        const [batch] = batchesOf({ blockRows: 6, windowRows: 12, batchSize: 6, epoch });
        return new Set(batch!.map((row) => Math.floor(row / 6))).size;
      });
      // Of six rows out of two blocks, all are of one block in 2 of 924 draws.
      expect(blocksIn.filter((count) => count === 2).length).toBeGreaterThanOrEqual(5);
    });

    const sorted = (rows: readonly number[]) => rows.toSorted((a, b) => a - b);
    const upTo = (count: number) => Array.from({ length: count }, (_, row) => row);

    test.each([
      { blockRows: 3, windowRows: 18, batchSize: 4, epochRows: 6 },
      { blockRows: 3, windowRows: 6, batchSize: 4, epochRows: 9 },
      { blockRows: 1, windowRows: 2, batchSize: 2, epochRows: 3 },
      { blockRows: 2, windowRows: 2, batchSize: 1, epochRows: 2 },
    ])('passes through all rows in epochs that have a part of them, and then again: %j', (shape) => {
      const epochs = 18 / shape.epochRows;
      const pass = (number: number) =>
        upTo(epochs).map((i) => batchesOf({ ...shape, epoch: number * epochs + i }).flat());
      const [first, second] = [pass(0), pass(1)];
      expect(sorted(first.flat())).toEqual(upTo(18));
      expect(sorted(second.flat())).toEqual(upTo(18));
      expect(second).not.toEqual(first);
    });

    test('leaves out what is no whole block where an epoch has a part of the rows, and goes on in a further order within an epoch', () => {
      const shape = { blockRows: 5, windowRows: 10, batchSize: 5, epochRows: 10 };
      const rows = upTo(3).flatMap((epoch) => batchesOf({ ...shape, epoch }).flat());
      expect(sorted(rows)).toEqual(sorted([...upTo(15), ...upTo(15)]));
    });

    test('has rows that are new when epochs become longer', () => {
      const shape = { blockRows: 1, windowRows: 18, batchSize: 1 };
      const epochs = [
        { epoch: 0, epochRows: 1 },
        { epoch: 1, epochRows: 2 },
        { epoch: 2, epochRows: 2 },
        { epoch: 3, epochRows: 4 },
      ];
      const rows = epochs.flatMap((epoch) => batchesOf({ ...shape, ...epoch }).flat());
      expect(new Set(rows).size).toBe(9);
    });

    test.each(plans.map((plan) => [plan]))('gives the gradients of the rows in memory: %j', (given) => {
      const plan = { ...given, batchSize: 4 };
      const examples = examplesFor(plan, 37);
      const rows = Uint32Array.of(30, 2, 36, 2, 11);
      const windowed = over(plan, blocksOf(examples, 5), 12);
      const got = windowed.gradient(rows);
      const want = whole(plan, examples).gradient(rows);
      expect(got).toEqual(want);
      windowed.epoch(rates(plan, 37));
      const [after, untouched] = [windowed, over(plan, blocksOf(examples, 5), 12)];
      untouched.epoch(rates(plan, 37));
      expect(after.save()).toEqual(untouched.save());
    });

    test.each(plans.map((plan) => [plan]))(
      'is left with a state that continues with the same bits: %j',
      (given) => {
        const plan = { ...given, batchSize: 6 };
        const blocks = blocksOf(examplesFor(plan, 37), 4);
        const straight = over(plan, blocks, 12);
        const losses = [1, 2, 3, 4].map(() => straight.epoch(rates(plan, 37)));
        const first = over(plan, blocks, 12);
        first.epoch(rates(plan, 37));
        first.epoch(rates(plan, 37));
        const later = over(plan, blocks, 12);
        later.epoch(rates(plan, 37));
        later.restore(first.save());
        expect([1, 2].map(() => later.epoch(rates(plan, 37)))).toEqual(losses.slice(2));
        expect(later.save()).toEqual(straight.save());
      },
    );

    test('learns what the rows in memory teach', () => {
      const plan = planWith({ inputs: 2, hidden: [8], batchSize: 16 });
      const random = stream(1, 0, 'teach');
      const inputs = Float32Array.from({ length: 1_000 }, () => random.normal());
      const targets = Float32Array.from({ length: 500 }, (_, row) => inputs[2 * row]! - inputs[2 * row + 1]!);
      // Sorted by the target: the worst order for blocks.
      const order = Array.from(targets.keys()).sort((a, b) => targets[a]! - targets[b]!);
      const inOrder = {
        rows: 500,
        inputs: Float32Array.from(order.flatMap((row) => [inputs[2 * row]!, inputs[2 * row + 1]!])),
        targets: Float32Array.from(order, (row) => targets[row]!),
      };
      const error = (network: Network) => relativeError(network.predict(inOrder.inputs), inOrder.targets);
      const [windowed, all] = [over(plan, blocksOf(inOrder, 20), 100), whole(plan, inOrder)];
      for (let epoch = 0; epoch < 20; epoch++)
        for (const network of [windowed, all]) network.epoch(rates(plan, 500, 0.02));
      expect(error(all)).toBeLessThan(0.1);
      expect(error(windowed)).toBeLessThan(0.1);
    });

    const plan = planWith({ batchSize: 4 });
    const blocks = blocksOf(examplesFor(plan, 37), 5);

    test.each<[string, () => unknown]>([
      ['a window of 4 rows cannot hold a block of 5', () => over(plan, blocks, 4)],
      ['train in batches of at most 6', () => over({ ...plan, batchSize: 7 }, blocks, 10)],
      ['batchSize is 0', () => over({ ...plan, batchSize: 0 }, blocks, 10)],
      [
        'the blocks hold 3 inputs to a row, but the plan has 2',
        () => over({ ...plan, inputs: 2 }, blocks, 10),
      ],
      [
        'the blocks hold 1 targets to a row, but the plan has 2',
        () => over({ ...plan, outputs: 2 }, blocks, 10),
      ],
      ['7 rates were given for 10 steps', () => over(plan, blocks, 10).epoch(new Float32Array(7))],
    ])('is refused: %s', (message, act) => {
      expect(act).toThrow(message);
    });

    const spoilt = (change: Partial<Examples>, changes: Partial<Plan> = {}) => {
      const changed = planWith({ batchSize: 4, ...changes });
      return { plan: changed, examples: { ...examplesFor(changed, 37), ...change } };
    };
    const withOne = (values: Float32Array, at: number, value: number) => values.with(at, value);
    const { inputs, targets, weights } = examplesFor(plan, 37);
    const softmax = { loss: { kind: 'softmax' }, outputs: 3 } as const;
    const classes = examplesFor(planWith(softmax), 37).targets;
    const embeddings = [{ input: 0, levels: 3, size: 2 }];
    const levels = examplesFor(planWith({ embeddings }), 37).inputs;

    test.each([
      ['row 31 has NaN in input 2', spoilt({ inputs: withOne(inputs, 3 * 31 + 2, Number.NaN) })],
      ['row 0 has -Infinity in input 0', spoilt({ inputs: withOne(inputs, 0, Number.NEGATIVE_INFINITY) })],
      [
        'row 17 has Infinity in target 0',
        spoilt({ targets: withOne(targets, 17, Number.POSITIVE_INFINITY) }),
      ],
      ['row 36 has weight -1', spoilt({ weights: withOne(weights!, 36, -1) })],
      ['row 20 has class 3', spoilt({ targets: withOne(classes, 20, 3) }, softmax)],
      ['row 12 has level 1.5 in input 0', spoilt({ inputs: withOne(levels, 36, 1.5) }, { embeddings })],
    ])('and all rows in memory say where they are spoilt: %s', (message, { plan: changed, examples }) => {
      expect(() => whole(changed, examples)).toThrow(message);
      expect(() => over(changed, blocksOf(examples, 5), 10).epoch(rates(changed, 37))).toThrow(message);
    });
  });
}
