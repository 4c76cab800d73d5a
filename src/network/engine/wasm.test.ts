import { describe, expect, test } from 'vitest';
import { stream } from '../../math/random.js';
import { parameterCount } from '../count.js';
import { type Periodic, type Plan, stepsPerEpoch } from '../plan.js';
import { averageContract } from './contract/average.contract.js';
import { hiddenContract } from './contract/hidden.contract.js';
import { inputsContract } from './contract/inputs.contract.js';
import { optimiserContract } from './contract/optimiser.contract.js';
import { positionContract } from './contract/position.contract.js';
import { segmentsContract } from './contract/segments.contract.js';
import { unitsContract } from './contract/units.contract.js';
import { engineContract } from './engine.contract.js';
import {
  activations,
  drawExamples,
  losses,
  planWith,
  relativeError,
  weighted,
} from './random-network.contract.js';
import { twinEngine } from './twin.js';
import { wasmEngine } from './wasm.js';

describe('wasm', () => {
  engineContract(wasmEngine);
  hiddenContract(wasmEngine);
  positionContract(wasmEngine);
  unitsContract(wasmEngine);
  segmentsContract(wasmEngine);
  optimiserContract(wasmEngine);
  averageContract(wasmEngine);
  inputsContract(wasmEngine);
});

const seed = { seed: 8, trial: 2 };
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

interface DriftOptions {
  readonly rows: number;
  readonly epochs: number;
  readonly rate: number;
  readonly weighs?: boolean;
}

/** Both engines trained alike; the error of the kernels' weights, against how far the weights have moved. */
function drift(plan: Plan, { rows, epochs, rate, weighs = false }: DriftOptions): number {
  const random = stream(4, rows, 'examples');
  const drawn = drawExamples(plan, rows, random);
  const examples = weighs ? weighted(drawn, random) : drawn;
  const [ours, twins] = [wasmEngine(), twinEngine()].map((engine) => {
    engine.load(examples);
    const network = engine.network(plan, seed);
    const rates = new Float32Array(stepsPerEpoch(rows, plan.batchSize)).fill(rate);
    for (let epoch = 0; epoch < epochs; epoch++) network.epoch(rates);
    return network.weights();
  });
  return relativeError(ours, twins);
}

describe('kernels follow the twin over 20 steps', () => {
  const adaptive = { kind: 'huber', delta: 0.7, adaptive: { factor: 1.345, epochs: 2 } } as const;
  const hiddens = [[], [5], [11, 3], [7, 9, 2], [3, 12, 17, 8]];
  /** Three of the activations for each shape, so that every activation meets every loss. */
  const some = (shape: number) =>
    [0, 1, 2].map((k) => activations[(3 * shape + k + 7) % activations.length]!);
  for (const optimiser of [adam, { kind: 'sgd', momentum: 0.9 } as const]) {
    for (const loss of [...losses, adaptive]) {
      test(`${optimiser.kind} ${JSON.stringify(loss)}`, () => {
        hiddens.forEach((hidden, i) => {
          for (const activation of some(i)) {
            const several = { logistic: 1, softmax: 3 }[loss.kind as string] ?? (i % 2 === 0 ? 1 : 2);
            const plan = planWith({
              inputs: 5,
              hidden,
              outputs: several,
              activation,
              loss,
              optimiser,
              dropout: i % 2 === 0 ? 0 : 0.25,
              weightDecay: 0.1,
              batchSize: 6,
            });
            const error = drift(plan, { rows: 29, epochs: 4, rate: 0.01, weighs: i % 2 === 1 });
            expect(error, `${activation} ${hidden}`).toBeLessThan(1e-4);
          }
        });
      });
    }
  }

  test.each([1, 255, 256, 257, 600])('with %i rows in one batch', (rows) => {
    for (const [outputs, weighs] of [
      [1, false],
      [2, false],
      [1, true],
      [2, true],
    ] as const) {
      const plan = planWith({ hidden: [6, 5], outputs, activation: 'silu', dropout: 0.2, batchSize: rows });
      expect(drift(plan, { rows, epochs: 20, rate: 0.01, weighs })).toBeLessThan(1e-4);
    }
  });
});

describe('kernels follow the twin with embeddings', () => {
  const embeddings = [
    { input: 0, levels: 7, size: 8 },
    { input: 2, levels: 1, size: 1 },
    { input: 3, levels: 40, size: 5 },
  ];
  for (const hidden of [[], [6], [17, 9]])
    for (const outputs of [1, 3])
      test.each([
        ['all columns', 12, [...embeddings, { input: 4, levels: 3, size: 4 }]],
        ['some columns', 12, embeddings],
        ['one column, alone', 1, [{ input: 0, levels: 30, size: 3 }]],
        ['many', 60, Array.from({ length: 50 }, (_, i) => ({ input: i, levels: 2 + i, size: 1 + (i % 9) }))],
      ])(`hidden ${hidden}, outputs ${outputs}: %s`, (_, inputs, chosen) => {
        const plan = planWith({
          inputs,
          embeddings: chosen,
          hidden,
          outputs,
          activation: 'silu',
          weightDecay: 0.1,
          dropout: 0.1,
        });
        for (const [rows, epochs] of [
          [7, 20],
          [300, 4],
        ]) {
          const error = drift({ ...plan, batchSize: rows }, { rows, epochs, rate: 0.01 });
          expect(error, `${rows} rows`).toBeLessThan(1e-4);
        }
      });
});

describe('kernels follow the twin with waves and factors', () => {
  const parts: [string, Partial<Plan>][] = [
    ['factors', { inputScale: true }],
    ['waves', { periodic: { inputs: [0, 2, 3], waves: 'phased', frequencies: 16, sigma: 0.3, size: 3 } }],
    ['waves in pairs', { periodic: { inputs: [4], waves: 'paired', frequencies: 5, sigma: 0.3 } }],
    [
      'all',
      {
        embeddings: [{ input: 1, levels: 7, size: 5 }],
        pieces: [{ input: 4, edges: [-1, 0, 1] }],
        periodic: { inputs: [0, 4], waves: 'paired', frequencies: 6, sigma: 0.3, size: 9, relu: true },
        inputScale: true,
      },
    ],
  ];
  for (const hidden of [[], [6], [17, 9]])
    for (const outputs of [1, 3])
      test.each(parts)(`hidden ${hidden}, outputs ${outputs}: %s`, (_, chosen) => {
        const plan = planWith({
          inputs: 5,
          ...chosen,
          hidden,
          outputs,
          activation: 'silu',
          weightDecay: 0.1,
          dropout: 0.1,
        });
        for (const [rows, epochs] of [
          [7, 20],
          [300, 20],
        ]) {
          const error = drift({ ...plan, batchSize: rows }, { rows, epochs, rate: 0.01 });
          expect(error, `${rows} rows`).toBeLessThan(1e-4);
        }
      });
});

describe('memory', () => {
  test('padded weights stay zero', () => {
    const embeddings = [
      { input: 1, levels: 4, size: 3 },
      { input: 4, levels: 2, size: 5 },
    ];
    const plan = planWith({
      inputs: 5,
      embeddings,
      periodic: { inputs: [0, 3], waves: 'paired', frequencies: 3, sigma: 0.3, size: 2, relu: true },
      inputScale: true,
      hidden: [3, 9],
      outputs: 3,
      weightDecay: 0.01,
      dropout: 0.1,
    });
    const engine = wasmEngine();
    engine.load(drawExamples(plan, 30, stream(1, 0, 'examples')));
    const network = engine.network(plan, seed);
    for (let epoch = 0; epoch < 10; epoch++) network.epoch(new Float32Array(4).fill(0.01));
    const state = network.save();
    // A head of 20 bytes and 64 of counters; then the parameters and two moments of each.
    const numbers = new Float32Array(state.slice(84).buffer);
    expect(numbers.filter((number) => number !== 0).length).toBeLessThanOrEqual(3 * parameterCount(plan));
    expect(numbers.length).toBeGreaterThan(3 * parameterCount(plan));
  });

  test('is not asked for more than there is', () => {
    const engine = wasmEngine();
    const plan = planWith({ hidden: [60_000, 60_000] });
    engine.load(drawExamples(plan, 30, stream(1, 0, 'examples')));
    expect(() => engine.network(plan, seed)).toThrow('a network of 3-60000-60000-1 needs');
    expect(() => engine.network(planWith({}), seed).weights()).not.toThrow();
  });

  test('tiny moments become zero, not denormal numbers', () => {
    const plan = planWith({ hidden: [16], optimiser: { ...adam, beta2: 0.9 }, batchSize: 1 });
    const engine = wasmEngine();
    engine.load(drawExamples(plan, 300, stream(1, 0, 'examples')));
    const network = engine.network(plan, seed);
    // One step with a gradient, then biases that silence every unit: from there on hidden gradients are zero.
    network.epoch(new Float32Array(300).fill(0.001));
    network.setWeights(network.weights().map((weight, i) => (i >= 48 && i < 64 ? -1e6 : weight)));
    for (let epoch = 0; epoch < 4; epoch++) network.epoch(new Float32Array(300));
    const numbers = new Float32Array(network.save().slice(84).buffer);
    expect(numbers.filter((number) => number !== 0 && Math.abs(number) < 1e-30)).toHaveLength(0);
    expect(network.weights().every(Number.isFinite)).toBe(true);
  });
});

describe('a trained model has these bits', () => {
  const plan = planWith({
    inputs: 6,
    hidden: [24, 17],
    outputs: 3,
    activation: 'silu',
    loss: { kind: 'softmax' },
    weightDecay: 0.01,
    dropout: 0.15,
    batchSize: 32,
  });
  const embeddings = [
    { input: 0, levels: 30, size: 8 },
    { input: 4, levels: 12, size: 3 },
  ];
  const periodic: Periodic = { inputs: [1, 3], waves: 'phased', frequencies: 6, sigma: 0.3, size: 3 };

  test.each<[string, Plan, string]>([
    ['numbers alone', plan, '7e149130'],
    ['with embeddings', { ...plan, embeddings }, '57b30b2'],
    ['with waves and factors', { ...plan, embeddings, periodic, inputScale: true }, '791b3984'],
    [
      'drawn by data',
      {
        ...plan,
        embeddings,
        periodic,
        initialisation: { weights: 'data', biases: 'he+5', embeddings: 'normal' },
      },
      '1cc74a5c',
    ],
  ])('%s', (_, chosen, hash) => {
    const engine = wasmEngine();
    engine.load(drawExamples(chosen, 500, stream(1, 0, 'examples')));
    const network = engine.network(chosen, seed);
    for (let epoch = 0; epoch < 15; epoch++) network.epoch(new Float32Array(16).fill(0.01));
    expect(hashOf(network.weights())).toBe(hash);
  });
});

/** FNV-1a over the bytes: any change of the arithmetic, on any machine, shows here. */
function hashOf(weights: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(weights.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}
