import { expect, test } from 'vitest';
import { exp, log10 } from '../../math/elementary.js';
import { contractSpace } from '../sampler.contract.js';
import { freezeThaw } from './freeze-thaw.js';
import { simulate } from './simulate.contract.js';

const study = {
  space: contractSpace,
  fidelity: { unit: 'epochs', least: 1, most: 20 },
  report: (setting: Readonly<Record<string, unknown>>, epoch: number) =>
    Math.abs(log10(setting.learning_rate as number) + 2) / 3 + exp(-epoch / 4),
  budget: 300,
} as const;

test('good curves go on, bad ones stay frozen', () => {
  const { trials } = simulate(freezeThaw({ step: 0.1 }), study);
  const ranked = trials
    .filter(({ intermediate }) => intermediate.length >= 2)
    .sort((a, b) => a.intermediate[1]!.value - b.intermediate[1]!.value);
  const epochs = (part: typeof ranked) =>
    part.reduce((sum, { intermediate }) => sum + intermediate.length, 0) / part.length;
  const third = Math.floor(ranked.length / 3);
  expect(epochs(ranked.slice(0, third))).toBeGreaterThan(1.25 * epochs(ranked.slice(-third)));
  expect(trials.some(({ state }) => state === 'complete')).toBe(true);
});

test('trials go on a step at a time', () => {
  const { steps } = simulate(freezeThaw({ step: 0.25 }), { ...study, budget: 100 });
  const ends = steps.map((step) => ('until' in step ? step.until : 0));
  expect([...new Set(ends)].sort((a, b) => a - b)).toEqual([5, 10, 15, 20]);
});

test('a step is a share of a training', () => {
  expect(() => freezeThaw({ step: 2 })).toThrow('step = 2: it is a share of a training');
});
