import { describe, expect, test } from 'vitest';
import { bracketOf } from '../bracket.js';
import { contractSpace } from '../sampler.contract.js';
import { hyperband } from './hyperband.js';
import { simulate } from './simulate.contract.js';

describe('hyperband', () => {
  test('brackets have the shares of one round of Hyperband: 27, 12, 6, 4 of 49', () => {
    const counts = [0, 0, 0, 0];
    for (let number = 0; number < 49_00; number++) counts[bracketOf(3, number, 4, 3)]! += 1;
    const expected = [2700, 1200, 600, 400];
    for (const [s, count] of counts.entries()) expect(Math.abs(count - expected[s]!)).toBeLessThan(100);
  });

  test('trials begin at the rung of their bracket, and about a third goes on from the lowest', () => {
    const { trials, steps } = simulate(hyperband(), {
      space: contractSpace,
      fidelity: { unit: 'epochs', least: 1, most: 27 },
      report: (setting) => setting.learning_rate as number,
      budget: 2700,
      seed: 4,
    });
    const starts = steps
      .filter((step) => step.kind === 'start')
      .map(({ until }) => [1, 3, 9, 27].indexOf(until));
    expect(starts).toEqual(trials.map(({ number }) => bracketOf(4, number, 4, 3)));
    const lowest = trials.filter((_, i) => starts[i] === 0);
    const wentOn = lowest.filter(({ intermediate }) => intermediate.length > 1).length;
    expect(wentOn / lowest.length).toBeGreaterThan(0.28);
    expect(wentOn / lowest.length).toBeLessThan(0.45);
  });
});
