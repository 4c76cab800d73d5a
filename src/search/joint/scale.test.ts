import { expect, test } from 'vitest';
import { mean } from '../../math/statistics.js';
import { drawnIn, normalScores, standardised } from './scale.js';

const costs = [0.3, 0.1, 0.9, 0.2, 0.25, 40, 0.15];

test.each([
  ['standardised', standardised],
  ['drawnIn', drawnIn],
  ['normalScores', normalScores],
] as const)('%s: keeps the order, and says where a cost lies among them', (_, scale) => {
  const { values, at } = scale(costs);
  const byCost = costs.map((_, i) => i).sort((a, b) => costs[a]! - costs[b]!);
  for (let i = 1; i < byCost.length; i++)
    expect(values[byCost[i]!]!).toBeGreaterThan(values[byCost[i - 1]!]!);
  expect(costs.map(at)).toEqual(values);
  expect(mean(values)).toBeCloseTo(0, 12);
});

test('drawnIn: costs up to the median keep their distances, one far above it is no longer all that there is', () => {
  const { at } = drawnIn(costs);
  const unit = at(0.2) - at(0.1);
  expect(at(0.25) - at(0.2)).toBeCloseTo(unit / 2, 12);
  // The median is .25, and the least lies .15 below it: 40 is log(1 + 39.75 / .15) such units above it.
  expect((at(40) - at(0.25)) / unit).toBeCloseTo(1.5 * Math.log(1 + 39.75 / 0.15), 10);
  const plain = standardised(costs);
  expect(plain.at(0.25) - plain.at(0.1)).toBeLessThan((at(0.25) - at(0.1)) / 3);
});

test('costs that are all the same are all 0', () => {
  for (const scale of [standardised, drawnIn, normalScores])
    expect(scale([2, 2, 2]).values).toEqual([0, 0, 0]);
});
