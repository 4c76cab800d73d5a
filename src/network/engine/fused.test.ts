import { describe, expect, test } from 'vitest';
import { loadFusedKernels } from '../../kernel/fused.js';
import { stream } from '../../math/random.js';
import { readyForFused } from '../../platform/node/v8.js';
import { stepsPerEpoch } from '../plan.js';
import { engineContract } from './engine.contract.js';
import type { Engine } from './engine.js';
import { drawExamples, drawPlan, planWith } from './random-network.contract.js';
import { fusedEngine, wasmEngine } from './wasm.js';

readyForFused();
const narrow = await loadFusedKernels({ wide: false });
const wide = await loadFusedKernels({ wide: true });

describe('fused, tiles of 4 × 8', () => engineContract(() => fusedEngine(narrow)));
describe('fused, tiles of 6 × 16', () => engineContract(() => fusedEngine(wide)));
describe('plain, tiles of 4 × 16', () => engineContract(() => wasmEngine({ wide: true })));

/** Losses and weights after three epochs of 300 rows. */
function trained(engine: Engine, plan: ReturnType<typeof drawPlan>) {
  const rows = 300;
  engine.load(drawExamples(plan, rows, stream(1, 0, 'examples')));
  const network = engine.network(plan, { seed: 1, trial: 0 });
  const rates = new Float32Array(stepsPerEpoch(rows, plan.batchSize)).fill(1e-3);
  const losses = [1, 2, 3].map(() => network.epoch(rates));
  return { losses, weights: network.weights() };
}

const widths = [9, 16, 17, 24, 33, 40];
const plans = Array.from({ length: 60 }, (_, i) => ({
  ...drawPlan(i),
  residual: undefined,
  hidden: i % 5 === 0 ? [] : [widths[i % 6], widths[(i >> 1) % 6]],
  batchSize: [7, 32, 37, 300][i % 4],
}));

test.each([
  ['plain', () => wasmEngine(), () => wasmEngine({ wide: true })],
  ['fused', () => fusedEngine(narrow), () => fusedEngine(wide)],
])('the tiles do not change a bit: %s', (_, newNarrow, newWide) => {
  for (const plan of plans)
    expect(trained(newWide(), plan), JSON.stringify(plan)).toEqual(trained(newNarrow(), plan));
});

test('fused weights stay near the plain ones, and are not the same', () => {
  const plan = planWith({ hidden: [33, 24], batchSize: 30 });
  const fused = trained(fusedEngine(wide), plan);
  const plain = trained(wasmEngine(), plan);
  expect(fused.weights).not.toEqual(plain.weights);
  for (const [i, weight] of fused.weights.entries()) expect(weight).toBeCloseTo(plain.weights[i], 3);
});

test('a state of the plain engine is refused', () => {
  const plan = planWith({});
  const examples = drawExamples(plan, 40, stream(1, 0, 'examples'));
  const [fused, plain] = [fusedEngine(wide), wasmEngine()].map((engine) => {
    engine.load(examples);
    return engine.network(plan, { seed: 1, trial: 0 });
  });
  expect(() => fused.restore(plain.save())).toThrow('does not belong to this network');
});
