import { describe, expect, test } from 'vitest';
import { contractSpace } from '../sampler.contract.js';
import { iEpoch } from './i-epoch.js';
import { simulate } from './simulate.contract.js';

const study = {
  space: contractSpace,
  fidelity: { unit: 'epochs', least: 2, most: 20 },
  report: ({ learning_rate }: Readonly<Record<string, unknown>>) => learning_rate as number,
} as const;

describe('iEpoch', () => {
  test('half the budget for looks, then the best in order', () => {
    const { trials, steps, spent } = simulate(iEpoch(), { ...study, budget: 200, fullTrainings: 10 });
    expect(steps.slice(0, 50).every((step) => step.kind === 'start' && step.until === 2)).toBe(true);
    expect(trials.length).toBe(50);
    const ranked = [...trials].sort(
      (a, b) => (a.setting.learning_rate as number) - (b.setting.learning_rate as number),
    );
    const wentOn = steps.slice(50).map((step) => (step.kind === 'continue' ? [step.number, step.until] : []));
    expect(wentOn).toEqual(ranked.slice(0, 6).map(({ number }) => [number, 20]));
    expect(spent).toBe(208);
  });

  test('ends when all that it looked at is trained', () => {
    const { steps } = simulate(iEpoch({ epochs: 10 }), { ...study, budget: 1000, fullTrainings: 4 });
    expect(steps.at(-1)).toMatchObject({ kind: 'end', reason: expect.stringContaining('all 4 settings') });
  });

  test('without a budget both have had their share at any time', () => {
    for (const budget of [60, 200, 1000]) {
      const { trials, spent } = simulate(iEpoch(), { ...study, budget });
      expect(Math.abs(trials.length * 2 - spent / 2)).toBeLessThan(25);
    }
  });

  test('the share lies between 0 and 1', () => {
    expect(() => iEpoch({ share: 1 })).toThrow(/share = 1: it lies between 0 and 1/);
  });
});
