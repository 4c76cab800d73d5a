import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cycleEnds, cycleFactor, rungFractions } from './cycles.js';
import { afterScore, freshPlateau, type Plateau } from './plateau.js';
import {
  checkSchedule,
  continuable,
  factorAt,
  fairAfter,
  ratesForEpoch,
  rests,
  type Schedule,
  scheduleKinds,
} from './schedule.js';

// What scripts/reference/schedules.py wrote.
const path = new URL('./fixtures/schedules.json', import.meta.url);
interface Reference {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly cases: readonly { schedule: Schedule; rates: number[] }[];
  readonly scores: number[];
  readonly plateaus: readonly { schedule: Plateau; rates: number[] }[];
}
const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;

const nameOf = (schedule: Schedule) => JSON.stringify(schedule);
const factors = (schedule: Schedule, steps: number, stepsPerEpoch: number) =>
  Array.from({ length: steps }, (_, step) => factorAt(schedule, { step, steps, stepsPerEpoch }));

describe('PyTorch', () => {
  test.each(reference.cases.map((each) => [nameOf(each.schedule), each] as const))(
    'has these rates: %s',
    (_, { schedule, rates }) => {
      const { epochs, stepsPerEpoch } = reference;
      checkSchedule(schedule);
      expect(rates).toHaveLength(epochs * stepsPerEpoch);
      const ours = factors(schedule, rates.length, stepsPerEpoch);
      ours.forEach((factor, step) => {
        expect(factor, `step ${step}`).toBeCloseTo(rates[step]!, 12);
      });
    },
  );

  test.each(reference.plateaus.map((each) => [nameOf(each.schedule), each] as const))(
    'reduces here: %s',
    (_, { schedule, rates }) => {
      let state = freshPlateau;
      reference.scores.forEach((score, epoch) => {
        const place = { step: epoch, steps: 100, stepsPerEpoch: 1, reduced: state.reduced };
        expect(factorAt(schedule, place), `epoch ${epoch}`).toBeCloseTo(rates[epoch]!, 12);
        state = afterScore(schedule, state, score);
      });
      expect(new Set(rates).size).toBeGreaterThan(2);
    },
  );
});

describe('cycles', () => {
  test('are zero at the rungs and one in the middle of each cycle', () => {
    for (const t of [0, ...rungFractions]) expect(cycleFactor(t)).toBeCloseTo(0, 12);
    for (const cycle of [0, 1, 2, 3]) {
      expect(cycleFactor((2 ** (cycle + 0.5) - 1) / 15)).toBeCloseTo(1, 12);
    }
  });

  test.each([
    [30, [2, 6, 14, 30]],
    [255, [17, 51, 119, 255]],
    [10, [1, 2, 5, 10]],
    [2, [1, 2]],
    [1, [1]],
  ])('of %i epochs end at %j', (epochs, ends) => {
    expect(cycleEnds(epochs)).toEqual(ends);
    expect(rests({ kind: 'cycles' }, epochs)).toEqual(ends);
  });
});

describe('a flat cosine', () => {
  test('is one for half of the steps and then half a cosine', () => {
    const t = [0, 0.25, 0.5, 0.625, 0.75, 0.875, 1];
    const want = [1, 1, 1, (1 + Math.SQRT1_2) / 2, 0.5, (1 - Math.SQRT1_2) / 2, 0];
    t.forEach((share, i) => {
      const factor = factorAt({ kind: 'flat_cosine' }, { step: 16 * share, steps: 16, stepsPerEpoch: 4 });
      expect(factor).toBeCloseTo(want[i]!, 12);
    });
  });
});

describe('warm-up, stable, decay', () => {
  test('goes up, stays, and goes down as 1 − √t', () => {
    const schedule: Schedule = { kind: 'stable_decay', warmup: { epochs: 2 }, decay: { share: 0.25 } };
    const want = [0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 1 - Math.SQRT1_2, 1 - Math.sqrt(0.75)];
    factors(schedule, 16, 2).forEach((factor, step) => {
      expect(factor, `step ${step}`).toBeCloseTo(want[step]!, 12);
    });
  });

  test.each([
    ['linear', [1, 0.875, 0.75, 0.625]],
    ['cosine', [1, 0.5 + 0.5 * (0.5 + Math.SQRT1_2 / 2), 0.75, 0.5 + 0.5 * (0.5 - Math.SQRT1_2 / 2)]],
  ] as const)('falls along a %s to its floor', (shape, want) => {
    const schedule: Schedule = { kind: 'stable_decay', decay: { epochs: 4 }, shape, floor: 0.5 };
    factors(schedule, 8, 1)
      .slice(4)
      .forEach((factor, i) => {
        expect(factor).toBeCloseTo(want[i]!, 12);
      });
  });
});

describe('where a training can be paused, judged and continued', () => {
  const epochs = { epochs: 10 };
  const share = { share: 0.1 };
  const constant = { kind: 'constant' } as const;
  const cosine = { kind: 'cosine' } as const;
  const cycles = { kind: 'cycles' } as const;

  test.each<[Schedule, string, number[], number[]]>([
    [constant, 'anywhere', [1, 100], []],
    [cycles, 'places', [10, 30, 70], [1, 9, 11, 149]],
    [{ kind: 'step', every: epochs }, 'anywhere', [1, 100], []],
    [{ kind: 'step', every: share }, 'never', [], [1, 100]],
    [{ kind: 'exponential', factor: 0.9 }, 'anywhere', [1, 100], []],
    [{ kind: 'exponential', factor: 0.9, over: share }, 'never', [], [1, 100]],
    [cosine, 'never', [], [1, 75, 149]],
    [{ kind: 'restarts', first: epochs, times: 2 }, 'places', [10, 30, 70], [1, 29, 71]],
    [{ kind: 'restarts', first: { share: 1 / 15 }, times: 2 }, 'places', [10, 30, 70], [9, 149]],
    [{ kind: 'one_cycle' }, 'never', [], [1, 149]],
    [{ kind: 'flat_cosine' }, 'places', [1, 75], [76, 149]],
    [{ kind: 'stable_decay' }, 'places', [1, 120], [121, 149]],
    [{ kind: 'stable_decay', warmup: epochs }, 'places', [10, 120], [9, 121]],
    [{ kind: 'stable_decay', warmup: share }, 'never', [], [20, 100]],
    [{ kind: 'plateau' }, 'anywhere', [1, 149], []],
    [{ kind: 'warmup', length: epochs, before: constant }, 'anywhere', [11, 149], [10]],
    [{ kind: 'warmup', length: share, before: constant }, 'never', [], [11, 149]],
    [{ kind: 'warmup', length: epochs, before: cosine }, 'never', [], [11, 149]],
    [{ kind: 'warmup', length: { epochs: 15 }, before: cycles }, 'places', [24, 42, 78], [10, 30, 70, 149]],
  ])('%j: %s', (schedule, where, fair, unfair) => {
    expect(continuable(schedule, 150)).toBe(where);
    expect(fair.filter((epoch) => !fairAfter(schedule, epoch, 150))).toEqual([]);
    expect(unfair.filter((epoch) => fairAfter(schedule, epoch, 150))).toEqual([]);
    expect(fairAfter(schedule, 150, 150)).toBe(true);
  });

  test('the path up to a fair place that is no rest is that of a training twice as long', () => {
    const fair: Schedule[] = [
      { kind: 'step', every: epochs },
      { kind: 'exponential', factor: 0.9 },
      { kind: 'flat_cosine' },
      { kind: 'stable_decay', warmup: epochs },
      { kind: 'warmup', length: epochs, before: { kind: 'stable_decay', decay: { epochs: 20 } } },
    ];
    for (const schedule of fair) {
      const paths = [60, 120].map((epochs) => factors(schedule, 5 * epochs, 5));
      const last = Math.max(
        ...Array.from({ length: 59 }, (_, i) => (fairAfter(schedule, i + 1, 60) ? i + 1 : 0)),
      );
      expect(last).toBeGreaterThan(20);
      expect(paths[0]!.slice(0, 5 * last)).toEqual(paths[1]!.slice(0, 5 * last));
    }
  });

  test('restarts rest at the ends of their cosines, and at the end', () => {
    expect(rests({ kind: 'restarts', first: epochs, times: 2 }, 100)).toEqual([10, 30, 70, 100]);
    expect(rests({ kind: 'restarts', first: { epochs: 40 } }, 100)).toEqual([40, 80, 100]);
  });
});

describe('ratesForEpoch', () => {
  test('takes the middle of each step under cycles', () => {
    const rates = ratesForEpoch({ kind: 'cycles' }, 0.1, { epoch: 14, epochs: 30 }, new Float32Array(4));
    const want = [0.125, 0.375, 0.625, 0.875].map((part) => 0.1 * cycleFactor((14 + part) / 30));
    expect([...rates]).toEqual(want.map(Math.fround));
  });

  test('takes no step of no length, even in a training of one step', () => {
    for (const schedule of all) {
      const [rate] = ratesForEpoch(schedule, 1, { epoch: 0, epochs: 1 }, new Float32Array(1));
      expect(rate, nameOf(schedule)).toBeGreaterThan(0);
    }
  });

  test('gives finite rates from 0 to the rate, however few steps there are', () => {
    for (const schedule of all)
      for (const [epochs, steps] of [
        [1, 2],
        [2, 1],
        [3, 3],
        [16, 7],
      ] as const)
        for (let epoch = 0; epoch < epochs; epoch++)
          for (const rate of ratesForEpoch(schedule, 1, { epoch, epochs }, new Float32Array(steps))) {
            expect(rate, nameOf(schedule)).toBeGreaterThanOrEqual(0);
            expect(rate, nameOf(schedule)).toBeLessThanOrEqual(1);
          }
  });
});

const all: Schedule[] = [
  { kind: 'constant' },
  { kind: 'cycles' },
  { kind: 'step', every: { epochs: 1 } },
  { kind: 'exponential', factor: 0.5 },
  { kind: 'cosine' },
  { kind: 'restarts', first: { epochs: 1 }, times: 2 },
  { kind: 'one_cycle' },
  { kind: 'flat_cosine' },
  { kind: 'stable_decay', warmup: { epochs: 1 } },
  { kind: 'plateau' },
  { kind: 'warmup', length: { epochs: 1 }, before: { kind: 'one_cycle' } },
];

test('every kind is in the list of tests', () => {
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(scheduleKinds));
});

test.each<[unknown, string]>([
  [{ kind: 'sawtooth' }, 'schedule "sawtooth" is not known'],
  [{ kind: 'toString' }, 'schedule "toString" is not known'],
  [{ kind: 'step', every: { epochs: 0 } }, 'every in epochs is 0: it must be a number above 0'],
  [{ kind: 'step', every: { share: 1.5 } }, 'every as a share is 1.5'],
  [
    { kind: 'step', every: { epochs: 1 }, factor: 0 },
    'factor is 0: it must be a number above 0 and at most 1',
  ],
  [{ kind: 'exponential', factor: Number.NaN }, 'factor is NaN'],
  [{ kind: 'cosine', floor: -0.1 }, 'floor is -0.1'],
  [
    { kind: 'restarts', first: { epochs: 1 }, times: 1.5 },
    'times is 1.5: it must be a whole number at least 1',
  ],
  [{ kind: 'one_cycle', rise: 1 }, 'rise is 1'],
  [{ kind: 'flat_cosine', flat: 1 }, 'flat is 1'],
  [{ kind: 'stable_decay', decay: { share: 0 } }, 'decay as a share is 0'],
  [{ kind: 'plateau', factor: 1 }, 'factor is 1'],
  [{ kind: 'plateau', patience: 2.5 }, 'patience is 2.5'],
  [{ kind: 'warmup', length: { epochs: 2 }, start: 0, before: { kind: 'constant' } }, 'start is 0'],
  [{ kind: 'warmup', length: { epochs: 2 }, before: { kind: 'cosine', floor: 2 } }, 'floor is 2'],
])('%j is refused', (schedule, message) => {
  expect(() => checkSchedule(schedule as Schedule)).toThrow(message);
});
