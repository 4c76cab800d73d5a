import { describe, expect, test } from 'vitest';
import { defaultSpace } from './space.js';
import { whatIfSteps } from './what-if-steps.js';

const problem = {
  task: 'regression',
  rows: 10_000,
  inputs: 12,
  numeric: 3,
  outputs: 1,
  logTarget: true,
} as const;
const space = defaultSpace(problem);
const base = {
  batch_size: 64,
  learning_rate: 0.01,
  schedule: 'cycles',
  layers: 2,
  neurons: 64,
  activation: 'relu',
  weight_decay: 0.01,
  dropout: 0,
  loss: 'squared',
  target_scale: 'linear',
};
const ask = (change: string, raise: string[] = [], lower: string[] = []) =>
  whatIfSteps(space, base, { change, raise, lower });

describe('whatIfSteps', () => {
  test('each step keeps the ones before it', () => {
    const steps = ask('batch_size=1024', ['learning_rate'], ['layers']);
    expect(steps.map(({ change }) => change)).toEqual([
      'batch_size 64 → 1024',
      'batch_size 64 → 1024, learning_rate 0.01 → 0.04',
      'batch_size 64 → 1024, learning_rate 0.01 → 0.04, layers 2 → 1',
    ]);
    expect(steps[2]!.setting).toMatchObject({
      batch_size: 1024,
      learning_rate: 0.04,
      layers: 1,
      neurons: 64,
    });
  });

  test('the rate moves by two, or by the root of the batch when that is more', () => {
    expect(ask('neurons=128', ['learning_rate'])[1]!.setting.learning_rate).toBeCloseTo(0.02, 12);
    expect(ask('batch_size=4096', ['learning_rate'])[1]!.setting.learning_rate).toBeCloseTo(0.08, 12);
  });

  test('an exact value may be named', () => {
    expect(ask('batch_size=256', ['learning_rate=0.03'])[1]!.setting.learning_rate).toBe(0.03);
  });

  test('what comes to life begins at its prior, what dies is left out', () => {
    expect(ask('loss=huber')[0]!.setting.huber_delta).toBe(1.345);
    expect(ask('layers=0')[0]!.setting).not.toHaveProperty('neurons');
  });

  test('what the step before brought to life may be changed', () => {
    expect(ask('loss=huber', ['huber_delta=2'])[1]!.setting.huber_delta).toBe(2);
  });

  test('the refusal says what to write', () => {
    expect(() => ask('huber_delta=1')).toThrow(
      expect.objectContaining({
        next: 'Change loss first: sweetspot what-if STUDY "loss=huber" --raise huber_delta=1',
      }),
    );
  });

  test.each([
    ['batch_size=64', [], [], 'already 64'],
    ['batch_size=100', [], [], 'batch_size is 100'],
    ['batch_sise=64', [], [], 'batch_sise'],
    ['batch_size=256', ['schedule'], [], 'cannot be raised'],
    ['batch_size=256', ['loss=huge'], [], 'huge'],
    ['batch_size=256', [], ['dropout'], 'lowest'],
    ['huber_delta=1', [], [], 'huber_delta exists only with loss = huber, but loss is squared'],
    ['layers=0', ['neurons=128'], [], 'neurons exists only with layers = 1 or 2 or 3 or 4, but layers is 0'],
    ['layers=0', ['neurons'], [], 'neurons exists only with layers = 1 or 2 or 3 or 4, but layers is 0'],
  ])('%s raise %j lower %j is refused', (change, raise, lower, says) => {
    expect(() => ask(change, raise, lower)).toThrow(says);
  });
});
