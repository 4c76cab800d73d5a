import { describe, expect, test } from 'vitest';
import type { Task } from '../data/task.js';
import type { Loss } from '../network/plan.js';
import type { Setting } from '../space/parameter.js';
import { lossOf } from './loss-setting.js';

describe('the loss of a setting', () => {
  test.each<[Task, Setting, Loss]>([
    ['regression', {}, { kind: 'squared' }],
    ['regression', { loss: 'absolute' }, { kind: 'absolute' }],
    ['regression', { loss: 'huber' }, { kind: 'huber', delta: 1.345 * 2 }],
    ['regression', { loss: 'huber', huber_delta: 0.5 }, { kind: 'huber', delta: 1 }],
    [
      'regression',
      { loss: 'huber', huber_delta: 0.5, huber_scale: 'adaptive' },
      { kind: 'huber', delta: 1, adaptive: { factor: 0.5, epochs: 30 } },
    ],
    ['regression', { loss: 'quantile' }, { kind: 'quantile', level: 0.5 }],
    ['regression', { loss: 'quantile', quantile_level: 0.9 }, { kind: 'quantile', level: 0.9 }],
    ['regression', { loss: 'log_cosh' }, { kind: 'log_cosh' }],
    ['binary', {}, { kind: 'logistic' }],
    ['binary', { label_smoothing: 0.1 }, { kind: 'logistic', smoothing: 0.1 }],
    ['multiclass', { label_smoothing: 0 }, { kind: 'softmax' }],
    ['multiclass', { loss: 'log', label_smoothing: 0.2 }, { kind: 'softmax', smoothing: 0.2 }],
    ['multiclass', { loss: 'focal' }, { kind: 'focal', gamma: 2 }],
    ['binary', { loss: 'focal', focal_gamma: 1 }, { kind: 'focal', gamma: 1 }],
  ])('%s %j', (task, setting, loss) => {
    expect(lossOf(setting, { task, residualScale: 2, epochs: 150 })).toEqual(loss);
  });

  test('adapts in one epoch at least, and not where epochs are not known', () => {
    const adaptive = { loss: 'huber', huber_scale: 'adaptive' };
    const size = { task: 'regression', residualScale: 1 } as const;
    expect(lossOf(adaptive, { ...size, epochs: 2 })).toMatchObject({ adaptive: { epochs: 1 } });
    expect(lossOf(adaptive, size)).toEqual({ kind: 'huber', delta: 1.345 });
  });

  test.each<[Task, string, string]>([
    [
      'regression',
      'poisson',
      'loss is "poisson": for numbers it may be squared, absolute, huber, quantile, log_cosh.',
    ],
    ['binary', 'squared', 'loss is "squared": for classes it may be log, focal.'],
  ])('%s refuses %s', (task, loss, message) => {
    expect(() => lossOf({ loss }, { task, residualScale: 1 })).toThrow(message);
  });
});
