import { expect, test } from 'vitest';
import type { Score } from '../evidence.js';
import { looksOf } from './looks.js';

const score = (number: number, ...shares: number[]): Score => ({
  number,
  setting: {},
  point: new Float64Array(),
  cost: number,
  deviation: 0,
  trained: shares.at(-1)!,
  looks: shares.map((trained) => ({ cost: number + trained, trained })),
});
const scores = [score(0, 0.1, 0.3, 1), score(1, 0.1), score(2, 0.1, 0.3)];

test('each trial’s looks are one group, the last one last, and places are on a logarithm from the earliest to a whole training', () => {
  const { looks, groups, inTraining, placeOf, scores: of } = looksOf(scores, 10);
  expect(looks.map(({ trained }) => trained)).toEqual([0.1, 0.3, 1, 0.1, 0.1, 0.3]);
  expect(groups).toEqual([[0, 1, 2], [3], [4, 5]]);
  expect(of.map(({ number }) => number)).toEqual([0, 0, 0, 1, 2, 2]);
  expect(inTraining).toBe(true);
  expect([placeOf(0.1), placeOf(1)]).toEqual([0, 1]);
  expect(placeOf(Math.sqrt(0.1))).toBeCloseTo(0.5, 12);
});

test('where there is little room, the earlier looks of those that were trained furthest stay', () => {
  expect(looksOf(scores, 5).groups).toEqual([[0, 1, 2], [3], [4]]);
  expect(looksOf(scores, 3).looks.map(({ trained }) => trained)).toEqual([1, 0.1, 0.3]);
});

test('trials that were told at their end alone are not in training', () => {
  const { inTraining, placeOf } = looksOf([score(0, 1), score(1, 1)], 10);
  expect(inTraining).toBe(false);
  expect(placeOf(1)).toBe(1);
});
