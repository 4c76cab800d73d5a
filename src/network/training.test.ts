import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import type { Network } from './engine/engine.js';
import { drawExamples, planWith } from './engine/random-network.contract.js';
import { wasmEngine } from './engine/wasm.js';
import { Training, type TrainingOptions } from './training.js';

const plan = planWith({ batchSize: 10 });

/** A network that only reports the losses it was given; its weights are the number of epochs it has seen. */
function scripted(losses: (epoch: number) => number): Network {
  let epochs = 0;
  return {
    epoch: () => losses(++epochs),
    weights: () => Float32Array.of(epochs),
  } as unknown as Network;
}

const trainingOf = (changes: Partial<TrainingOptions>) =>
  new Training({
    network: scripted(() => 1),
    plan,
    rows: 40,
    rate: 0.1,
    schedule: { kind: 'cycles' },
    epochs: 75,
    ...changes,
  });

/** Trains to the end with the scores of a script; the epoch at which it ended. */
function run(training: Training, score: (epoch: number) => number): number {
  for (;;) {
    const { epoch, diverged } = training.next();
    if (!diverged) training.judge(score(epoch));
    if (training.ending !== undefined) return epoch;
  }
}

describe('the best', () => {
  test('is the lowest score, first of equals, with its weights', () => {
    const training = trainingOf({ epochs: 15 });
    expect(run(training, (epoch) => Math.abs(epoch - 6) + (epoch === 5 ? -1 : 0))).toBe(15);
    expect(training.ending).toBe('epochs');
    expect(training.best).toEqual({ epoch: 5, score: 0, weights: Float32Array.of(5) });
  });

  test('may be the last epoch', () => {
    const training = trainingOf({ epochs: 15 });
    run(training, (epoch) => -epoch);
    expect(training.best?.epoch).toBe(15);
  });
});

describe('patience', () => {
  test('under constant is 20 epochs and half of the best one', () => {
    const training = trainingOf({ schedule: { kind: 'constant' }, epochs: 500 });
    expect(run(training, (epoch) => Math.abs(epoch - 60))).toBe(110);
    expect(training.ending).toBe('patience');
  });

  test('under cycles waits for the end of a cycle that brought nothing', () => {
    // Cycles of 75 epochs end at 5, 15, 35, 75.
    expect(run(trainingOf({}), (epoch) => Math.abs(epoch - 12))).toBe(35);
    expect(run(trainingOf({}), (epoch) => Math.abs(epoch - 18))).toBe(75);
    // 15 is the end of a cycle that brought nothing, but 20 epochs have not passed.
    expect(run(trainingOf({}), (epoch) => epoch)).toBe(35);
  });
});

describe('divergence', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('is a loss of %d', (loss) => {
    const training = trainingOf({ network: scripted((epoch) => (epoch === 4 ? loss : 1)) });
    expect(run(training, () => 1)).toBe(4);
    expect(training.ending).toBe('diverged');
    expect(() => training.next()).toThrow('diverged');
  });

  test('is a score that is not a number', () => {
    const training = trainingOf({});
    expect(run(training, (epoch) => (epoch === 3 ? Number.NaN : 1))).toBe(3);
    expect(training.ending).toBe('diverged');
    expect(training.best?.epoch).toBe(1);
  });

  test('is three epochs in a row at ten times the first loss', () => {
    const losses = [1, 11, 12, 2, 11, 12, 13];
    const training = trainingOf({ network: scripted((epoch) => losses[epoch - 1]) });
    expect(run(training, () => 1)).toBe(7);
    expect(training.ending).toBe('diverged');
  });
});

test('a training that was kept and taken up again ends as one that never stopped', () => {
  const examples = drawExamples(plan, 40, stream(1, 0, 'examples'));
  const begin = (from?: Training['progress'], state?: Uint8Array) => {
    const engine = wasmEngine();
    engine.load(examples);
    const network = engine.network(plan, { seed: 1, trial: 1 });
    if (state !== undefined) network.restore(state);
    return { network, training: trainingOf({ network, epochs: 30, from }) };
  };
  const score = (network: Network) =>
    network.predict(examples.inputs).reduce((sum, each) => sum + each * each, 0);
  const go = ({ network, training }: ReturnType<typeof begin>, epochs: number) => {
    for (let i = 0; i < epochs; i++) {
      training.next();
      training.judge(score(network));
    }
  };
  const straight = begin();
  go(straight, 30);
  const first = begin();
  go(first, 6);
  const second = begin(first.training.progress, first.network.save());
  go(second, 24);
  expect(second.training.progress).toEqual(straight.training.progress);
  expect(second.network.save()).toEqual(straight.network.save());
});
