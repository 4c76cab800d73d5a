import { describe, expect, test } from 'vitest';
import { SweetspotError } from '../error.js';
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
    position: { epochs: 0, steps: 0 },
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

  test.each([1, 3])('is told with its epoch and step: after %i epochs', (calm) => {
    const engine = wasmEngine();
    engine.load(drawExamples(plan, 40, stream(1, 0, 'examples')));
    const network = engine.network(plan, { seed: 1, trial: 1 });
    const training = trainingOf({ network, rate: 0, epochs: 9 });
    for (let epoch = 0; epoch < calm; epoch++) training.judge(training.next().loss);
    network.setWeights(network.weights().fill(3e38));
    expect(training.next()).toMatchObject({ epoch: calm + 1, diverged: true, brokenStep: 1 });
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

describe('a paused training', () => {
  const rows = 40;
  const examples = drawExamples(plan, rows, stream(1, 0, 'examples'));
  const options = {
    schedule: {
      kind: 'warmup',
      length: { epochs: 2 },
      before: { kind: 'plateau', patience: 1, factor: 0.5 },
    },
    fades: { weightDecay: { kind: 'flat_cosine' }, dropout: { kind: 'flat_cosine' } },
    stopping: { kind: 'patience', epochs: 25 },
    epochs: 30,
  } as const;
  const decaying = { ...plan, weightDecay: 0.1, dropout: 0.2 };
  const begin = (from?: Uint8Array, changes: Partial<TrainingOptions> = {}) => {
    const engine = wasmEngine();
    engine.load(examples);
    const network = engine.network(changes.plan ?? decaying, { seed: 1, trial: 1 });
    const given = { network, plan: decaying, rows, ...options, from, ...changes };
    return { network, training: trainingOf(given) };
  };
  /** Jumps about and is best in the middle, so that the plateau rule and the best epoch have something to remember. */
  const score = (network: Network, epoch: number) =>
    network.predict(examples.inputs).reduce((sum, each) => sum + each * each, 1) *
    (1 + (epoch % 3) / 50 + (epoch - 12) ** 2);
  const go = ({ network, training }: ReturnType<typeof begin>, epochs: number) => {
    for (let i = 0; i < epochs; i++) training.judge(score(network, training.next().epoch));
  };

  const straight = begin();
  go(straight, 30);

  test.each([1, 6, 15, 29])('after %i epochs goes on with the same bits', (epochs) => {
    const first = begin();
    go(first, epochs);
    const second = begin(first.training.save());
    go(second, 30 - epochs);
    expect(second.training.progress).toEqual(straight.training.progress);
    expect(second.training.save()).toEqual(straight.training.save());
  });

  test.each([1, 3])('in the middle of an epoch, before step %i, goes on with the same bits', (step) => {
    const first = begin();
    go(first, 4);
    first.training.trainTo(step);
    const second = begin(first.training.save());
    go(second, 26);
    expect(second.training.save()).toEqual(straight.training.save());
  });

  test('had something to remember', () => {
    const { progress } = straight.training;
    expect(progress.plateau!.reduced).toBeLessThan(1);
    expect(progress.best!.epoch).toBeGreaterThan(1);
    expect(progress.best!.epoch).toBeLessThan(30);
    const plain = begin(undefined, { fades: { dropout: { kind: 'flat_cosine' } } });
    go(plain, 30);
    expect(plain.network.weights()).not.toEqual(straight.network.weights());
  });

  test('gives the network its best weights', () => {
    const { network, training } = begin(straight.training.save());
    expect(network.weights()).not.toEqual(training.best!.weights);
    training.restoreBest();
    expect(network.weights()).toEqual(training.best!.weights);
    expect(score(network, training.best!.epoch)).toBe(training.best!.score);
    expect(() => begin().training.restoreBest()).toThrow('no epoch was judged');
  });

  test('is refused by a training of another course, network or seed', () => {
    const saved = straight.training.save();
    expect(() => begin(saved, { rate: 0.2 })).toThrow('cannot go on as');
    expect(() => begin(saved, { epochs: 31 })).toThrow('cannot go on as');
    expect(() => begin(saved, { schedule: { kind: 'constant' } })).toThrow('cannot go on as');
    expect(() => begin(saved, { stopping: { kind: 'never' } })).toThrow('cannot go on as');
    expect(() => begin(saved, { plan: { ...decaying, hidden: [8] } })).toThrow(
      'does not belong to this network',
    );
  });

  test('is refused when any of its bytes is another', () => {
    const saved = straight.training.save();
    const random = stream(3, 0, 'damage');
    const places = [
      ...Array.from({ length: 60 }, (_, i) => i),
      ...Array.from({ length: 60 }, () => random.below(saved.length)),
    ];
    for (const place of places) {
      const damaged = saved.with(place, saved[place]! ^ (1 << random.below(8)));
      expect(() => begin(damaged), `byte ${place}`).toThrow(SweetspotError);
    }
  });

  test('is refused when it is cut short, too long, or something else', () => {
    const saved = straight.training.save();
    for (const length of [0, 3, 51, 52, 100, saved.length - 1])
      expect(() => begin(saved.subarray(0, length)), `${length} bytes`).toThrow(SweetspotError);
    expect(() => begin(Uint8Array.of(...saved, 0))).toThrow('damaged saved training');
    expect(() => begin(new Uint8Array(5000).fill(7))).toThrow('are no saved training');
    expect(() => begin(saved.with(4, 2))).toThrow('of version 2; this release reads version 1');
  });

  test('that claims four gigabytes is refused before they are made', () => {
    const saved = straight.training.save();
    for (const at of [40, 44, 48])
      expect(() => begin(Uint8Array.from(saved).fill(0xff, at, at + 4))).toThrow('damaged saved training');
  });
});

test('an epoch is judged once', () => {
  const training = trainingOf({});
  training.next();
  training.judge(1);
  expect(() => training.judge(1)).toThrow('1 epochs of 1 were judged');
});

test('a stopping rule ends it', () => {
  const training = trainingOf({ stopping: { kind: 'patience', epochs: 4 } });
  expect(run(training, (epoch) => Math.abs(epoch - 9))).toBe(13);
  expect(training.ending).toBe('patience');
});
