import { describe, expect, test } from 'vitest';
import type { Trial, TrialState } from '../study/trial.js';
import { findings } from './findings.js';

const trial = (number: number, state: TrialState, rate: number, more: object = {}): Trial =>
  ({
    number,
    state,
    setting: { learning_rate: rate },
    value: state === 'complete' ? 10 : undefined,
    ...more,
  }) as unknown as Trial;

describe('divergence', () => {
  test('from where most blew up, and what happened below', () => {
    const trials = [
      trial(0, 'diverged', 1e-4),
      ...[1e-3, 2e-3, 3e-3, 4e-3].map((rate, i) => trial(i + 1, 'complete', rate)),
      ...[0.1, 0.2, 0.3].map((rate, i) => trial(i + 5, 'diverged', rate)),
      trial(8, 'stopped', 0.15),
      trial(9, 'failed', 0.5),
      trial(10, 'running', 0.5),
    ];
    expect(findings(trials, 'minimize')).toEqual([
      'at learning rates from 0.1 up, 3 of 4 trainings blew up, below that 1 of 5',
    ]);
  });

  test('nothing is said when trainings blew up at any rate now and then', () => {
    const trials = Array.from({ length: 30 }, (_, i) =>
      trial(i, i % 10 === 5 ? 'diverged' : 'complete', (i + 1) / 100),
    );
    expect(findings(trials, 'minimize')).toEqual([]);
  });
});

describe('the logarithm of the target', () => {
  const scaled = (values: readonly number[], scale: string, from: number) =>
    values.map((value, i) => trial(from + i, 'complete', 0.01, { value, setting: { target_scale: scale } }));

  test('best seen with and without', () => {
    const trials = [...scaled([90, 95], 'log', 0), ...scaled([100, 92], 'linear', 2)];
    expect(findings(trials, 'minimize')).toEqual([
      'best seen with the logarithm of the target 90, without 92',
    ]);
  });

  test('a difference of 1 % or less is not worth a sentence', () => {
    const trials = [...scaled([99.2, 120], 'log', 0), ...scaled([100, 130], 'linear', 2)];
    expect(findings(trials, 'minimize')).toEqual([]);
  });
});
