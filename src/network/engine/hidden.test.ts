import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { type Plan, stepsPerEpoch } from '../plan.js';
import { networkBytes } from './memory.js';
import { drawExamples, planWith, relativeError, weighted } from './random-network.contract.js';
import { twinEngine } from './twin.js';
import { wasmEngine } from './wasm.js';

const seed = { seed: 8, trial: 2 };

/** Both engines trained alike for 20 steps; how far the kernels' weights are from the twin's. */
function drift(plan: Plan, rows: number): number {
  const random = stream(4, rows, 'examples');
  const examples = weighted(drawExamples(plan, rows, random), random);
  const steps = stepsPerEpoch(rows, plan.batchSize);
  const [ours, twins] = [wasmEngine(), twinEngine()].map((engine) => {
    engine.load(examples);
    const network = engine.network(plan, seed);
    for (let epoch = 0; epoch < 20 / steps; epoch++) network.epoch(new Float32Array(steps).fill(0.01));
    return network.weights();
  });
  return relativeError(ours, twins);
}

describe('kernels follow the twin over 20 steps', () => {
  const parts = (['batch', 'layer', undefined] as const).flatMap((normalisation) =>
    ([1, 2, undefined] as const).flatMap((residual) =>
      [true, false].map((activationMix) => ({ normalisation, residual, activationMix })),
    ),
  );
  test.each(parts.map((part) => [part]))('%j', (part) => {
    for (const activation of ['relu', 'silu'] as const) {
      const plan = planWith({
        ...{ inputs: 5, hidden: [11, 11, 11, 6, 6], outputs: 2, activation, batchSize: 24 },
        ...part,
        embeddings: [{ input: 2, levels: 4, size: 3 }],
        pieces: [{ input: 0, edges: [-1, 0, 1] }],
        dropout: 0.1,
        weightDecay: 0.1,
      });
      expect(drift(plan, 48 + 24 + 23), activation).toBeLessThan(1e-4);
    }
  });

  test.each([256, 257, 600])('with %i rows in one batch', (rows) => {
    for (const normalisation of ['batch', 'layer'] as const) {
      const plan = planWith({ hidden: [9, 9], normalisation, residual: 1, activationMix: true });
      expect(drift({ ...plan, batchSize: rows, activation: 'tanh' }, rows)).toBeLessThan(1e-4);
    }
  });
});

test('a whole batch has room: what is reserved is at least what the kernels lay out', () => {
  const rows = 20_000;
  const plan = planWith({
    ...{ inputs: 7, hidden: [40, 40, 40], batchSize: rows, normalisation: 'batch', residual: 1 },
    activationMix: true,
  });
  // Outputs, deltas, normalised sums, what met the activation and slopes of three layers of 40 units, and the rows themselves.
  expect(networkBytes(plan)).toBeGreaterThan(4 * rows * (3 * 5 * 40 + 3 * 8));
  const engine = wasmEngine();
  engine.load(drawExamples(plan, rows, stream(1, 0, 'examples')));
  const network = engine.network(plan, seed);
  expect(Number.isFinite(network.epoch(Float32Array.of(0.01)))).toBe(true);
});
