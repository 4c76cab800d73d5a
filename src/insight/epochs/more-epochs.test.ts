import { expect, test } from 'vitest';
import { type Stream, stream } from '../../math/random.js';
import type { Direction, StudyRecord, Trial } from '../../study/trial.js';
import { moreEpochs, whyNoEpochs } from './more-epochs.js';

const normal = (random: Stream) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** A curve that falls as a power of the epochs to its own level, with noise; `fall` 0 has stopped falling long ago. */
function powerCurve(random: Stream, noise: number) {
  const level = 1 + random.uniform();
  const drop = 0.5 + random.uniform();
  const power = 0.2 + random.uniform();
  return (epoch: number) => level + drop * epoch ** -power + noise * normal(random);
}

function studyOf(
  curves: readonly ((epoch: number) => number)[],
  epochs: number,
  direction: Direction = 'minimize',
) {
  const sign = direction === 'minimize' ? 1 : -1;
  const trials = curves.map((curve, number): Trial => {
    const intermediate = Array.from({ length: epochs }, (_, i) => ({
      epoch: i + 1,
      value: sign * curve(i + 1),
    }));
    const values = intermediate.map(({ value }) => sign * value);
    return {
      number,
      state: 'complete',
      value: sign * Math.min(...values),
      setting: {},
      intermediate,
      facts: {},
      started: 0,
    };
  });
  return { name: 'curves', direction, space: {}, trials, facts: {} } as unknown as StudyRecord;
}

test.each([
  [0.001, 51],
  [0.005, 45],
])('with a noise of %d, most intervals hold what twice the epochs really come to', (noise, least) => {
  const held = Array.from({ length: 60 }, (_, seed) => {
    const random = stream(seed, 0, 'curves');
    const curves = Array.from({ length: 12 }, () => powerCurve(random, noise));
    const more = moreEpochs(studyOf(curves, 64))!;
    const own = curves[more.trial]!;
    const truth = Math.min(more.score, ...Array.from({ length: 64 }, (_, i) => own(65 + i)));
    const [low, high] = more.twice.interval;
    return truth >= low && truth <= high;
  }).filter(Boolean).length;
  expect(held).toBeGreaterThanOrEqual(least);
});

test('a curve that goes on falling by its tenth at every doubling would be better, and one that has settled would not', () => {
  const falling = Array.from({ length: 10 }, (_, i) => (epoch: number) => (2 + 0.1 * i) * epoch ** -0.3);
  const settled = Array.from(
    { length: 10 },
    (_, i) => (epoch: number) => 1 + 0.1 * i + 3 * Math.exp(-epoch / 2),
  );
  expect(moreEpochs(studyOf(falling, 64))).toMatchObject({
    verdict: 'better',
    trial: 0,
    epochs: 64,
    bestEpoch: 64,
  });
  expect(moreEpochs(studyOf(settled, 64))).toMatchObject({ verdict: 'no real difference' });
});

test('what is to be raised is foretold upwards', () => {
  const falling = Array.from({ length: 10 }, (_, i) => (epoch: number) => (2 + 0.1 * i) * epoch ** -0.3);
  const [down, up] = (['minimize', 'maximize'] as const).map(
    (direction) => moreEpochs(studyOf(falling, 64, direction))!,
  );
  expect(up!.twice.score).toBeCloseTo(-down!.twice.score, 9);
  expect(up!.twice.interval).toEqual([-down!.twice.interval[1], -down!.twice.interval[0]]);
  expect(up!.chance).toBeCloseTo(down!.chance, 9);
});

test('where the rule failed at most of the known ends nothing is said, though the best curve looks as if it went on falling', () => {
  // Up to half of their epochs curves fall ever more slowly, each alike; at 32 something happens that their first halves could not know: half fall off a cliff, half stand still.
  const broken = Array.from({ length: 10 }, (_, i) => (epoch: number) => {
    const early = (2 + 0.1 * i) * Math.min(epoch, 32) ** -0.3;
    return epoch > 32 && i % 2 === 0 ? early - 0.5 : early;
  });
  const record = studyOf(broken, 64);
  expect(moreEpochs(record)).toBeUndefined();
  expect(whyNoEpochs(record)).toBe('rule failed');
  const whole = Array.from({ length: 10 }, (_, i) => (epoch: number) => (2 + 0.1 * i) * epoch ** -0.3);
  expect(moreEpochs(studyOf(whole, 64))).toBeDefined();
  expect(whyNoEpochs(studyOf(whole, 64))).toBeUndefined();
});

test('where it failed at few ends, but by far, nothing is said either, rather than an interval that holds everything', () => {
  const some = Array.from({ length: 10 }, (_, i) => (epoch: number) => {
    const early = (2 + 0.1 * i) * epoch ** (-0.3 - 0.01 * i);
    return epoch > 32 && i % 4 === 3 ? early - 0.6 : early;
  });
  const record = studyOf(some, 64);
  expect(whyNoEpochs(record)).toBe('too wide');
  expect(moreEpochs(record)).toBeUndefined();
});

test('a trial of its own, and why nothing is said of one', () => {
  const falling = Array.from({ length: 10 }, (_, i) => (epoch: number) => (2 + 0.1 * i) * epoch ** -0.3);
  const record = studyOf(falling, 64);
  expect(moreEpochs(record, { trial: 7 })).toMatchObject({ trial: 7, epochs: 64 });
  const stopped = record.trials.map((trial) =>
    trial.number === 7 ? { ...trial, state: 'stopped' as const } : trial,
  );
  expect(whyNoEpochs({ ...record, trials: stopped }, { trial: 7 })).toBe('not at its end');
  expect(whyNoEpochs(studyOf(falling.slice(0, 4), 64))).toBe('few curves');
  expect(whyNoEpochs(studyOf(falling, 1))).toBe('no curve');
  expect(whyNoEpochs(studyOf([], 1))).toBe('no curve');
});

test('few curves, or none, say nothing', () => {
  const curve = (epoch: number) => 1 / epoch;
  expect(moreEpochs(studyOf([curve, curve, curve, curve], 64))).toBeUndefined();
  expect(
    moreEpochs(
      studyOf(
        Array.from({ length: 9 }, () => curve),
        1,
      ),
    ),
  ).toBeUndefined();
});
