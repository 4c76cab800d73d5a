import { describe, expect, test } from 'vitest';
import { cycleEnds, rateFactor, ratesForEpoch, rungFractions } from './schedule.js';

describe('rateFactor', () => {
  test('of cycles is zero at the rungs and one in the middle of each cycle', () => {
    for (const t of [0, ...rungFractions]) expect(rateFactor('cycles', t)).toBeCloseTo(0, 12);
    for (const cycle of [0, 1, 2, 3]) {
      expect(rateFactor('cycles', (2 ** (cycle + 0.5) - 1) / 15)).toBeCloseTo(1, 12);
    }
  });

  test('of constant is one', () => {
    expect([0, 0.3, 1].map((t) => rateFactor('constant', t))).toEqual([1, 1, 1]);
  });
});

describe('ratesForEpoch', () => {
  test('takes the middle of each step', () => {
    const rates = ratesForEpoch('cycles', 0.1, { epoch: 14, epochs: 30 }, new Float32Array(4));
    const want = [0.125, 0.375, 0.625, 0.875].map((part) => 0.1 * rateFactor('cycles', (14 + part) / 30));
    expect([...rates]).toEqual(want.map(Math.fround));
  });

  test('never takes a step of no length, even in a training of one step', () => {
    expect(ratesForEpoch('cycles', 1, { epoch: 0, epochs: 1 }, new Float32Array(1))[0]).toBeGreaterThan(0);
    expect([...ratesForEpoch('constant', 0.5, { epoch: 3, epochs: 9 }, new Float32Array(2))]).toEqual([
      0.5, 0.5,
    ]);
  });
});

test.each([
  [30, [2, 6, 14, 30]],
  [255, [17, 51, 119, 255]],
  [10, [1, 2, 5, 10]],
  [2, [1, 2]],
  [1, [1]],
])('cycles of %i epochs end at %j', (epochs, ends) => {
  expect(cycleEnds(epochs)).toEqual(ends);
});
