import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { stepsPerEpoch } from '../plan.js';
import { blocksOf } from './blocks-in-memory.js';
import { windowsContract } from './contract/windows.contract.js';
import { usualWindowRows } from './held.js';
import { drawExamples, drawPlan, losses, relativeError, weighted } from './random-network.contract.js';
import { twinEngine } from './twin.js';
import { wasmEngine } from './wasm.js';

describe('twin', () => windowsContract(twinEngine));
describe('wasm', () => windowsContract(wasmEngine));

test.each(Array.from({ length: 4 * losses.length }, (_, number) => number))(
  'kernels follow the twin through windows of random networks: case %i',
  (number) => {
    const random = stream(21, number, 'windows');
    const drawn = drawPlan(number);
    // Of few rows, batch normalisation makes next to −1 or 1, and float32 drifts.
    const batchSize = drawn.normalisation === 'batch' ? 12 : 1 + random.below(9);
    const plan = {
      ...drawn,
      // Behind a normalisation a bias has no slope but rounding errors, of which Adam would make whole steps.
      ...(drawn.normalisation && { optimiser: { kind: 'sgd', momentum: 0.9 } as const }),
      weightDecay: 0.5,
      batchSize,
    };
    const rows = drawn.normalisation === 'batch' ? 48 : 30 + random.below(30);
    const examples = weighted(drawExamples(plan, rows, random), random);
    const blockRows = 1 + random.below(6);
    const windowRows = blockRows + plan.batchSize + random.below(10);
    const [ours, twins] = [wasmEngine(), twinEngine()].map((engine) => {
      engine.load(blocksOf(examples, blockRows), { windowRows });
      const network = engine.network(plan, { seed: 2, trial: number });
      const steps = stepsPerEpoch(rows, plan.batchSize);
      const rates = Float32Array.from({ length: steps }, (_, step) => 1e-3 * (1 + (step % 3)));
      const weightDecay = rates.map((_, step) => step / steps);
      const dropout = rates.map((_, step) => 1 - step / steps);
      for (let step = 0; step < 20; step += steps) network.epoch(rates, { weightDecay, dropout });
      return network.weights();
    });
    expect(relativeError(ours!, twins!)).toBeLessThan(1e-4);
  },
);

test('a usual window has 64 MB of rows, and room for two blocks', () => {
  const shape = { rows: 1, targetWidth: 1, weighted: false, read: () => 0 };
  expect(usualWindowRows({ ...shape, inputs: 20, blockRows: 8192 })).toBe(727_272);
  expect(usualWindowRows({ ...shape, inputs: 20_000, blockRows: 8192 })).toBe(16_384);
});
