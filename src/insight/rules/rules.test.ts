import { describe, expect, test } from 'vitest';
import { defaultSpace } from '../../tune/space.js';
import type { Measured, Verdict } from '../contrast.js';
import type { RuleScene } from './rule.js';
import { rulesOnTrial } from './rules.js';

const problem = {
  task: 'regression',
  rows: 5000,
  inputs: 9,
  outputs: 1,
  numeric: 9,
  logTarget: false,
} as const;
const best = {
  batch_size: 64,
  learning_rate: 0.003,
  schedule: 'cycles',
  layers: 2,
  neurons: 48,
  activation: 'relu',
  numeric_bins: 0,
  weight_decay: 0.01,
  dropout: 0,
  loss: 'squared',
} as const;
const scene: RuleScene = {
  space: defaultSpace(problem),
  best,
  task: 'regression',
  rows: 5000,
  inputs: 9,
  outputs: 1,
};

const answer = (verdict: Verdict, timeRatio = 1, spread = 0.02) => ({
  get: (name: string): Measured => ({
    name,
    effect: verdict === 'better' ? -1 : 1,
    interval: [-2, 2],
    verdict,
    scores: [10, 11],
    timeRatio,
    timeInterval: [timeRatio - spread, timeRatio + spread],
    pairs: 8,
    diverged: [0, 0],
  }),
});
const verdicts = (verdict: Verdict, timeRatio = 1, of = scene) =>
  Object.fromEntries(
    rulesOnTrial(of).map((rule) => [rule.name, rule.judge(answer(verdict, timeRatio)).verdict]),
  );

describe('rules of thumb on trial', () => {
  test('each compares two different settings, under a name of its own', () => {
    const contrasts = rulesOnTrial(scene).flatMap((rule) => rule.contrasts);
    expect(new Set(contrasts.map(({ name }) => name)).size).toBe(contrasts.length);
    for (const { from, to } of contrasts) expect(to).not.toEqual(from);
    expect(contrasts.find(({ name }) => name === 'huber')?.to).toMatchObject({
      loss: 'huber',
      huber_delta: 1.345,
    });
    expect(contrasts.find(({ name }) => name === 'two thirds of the inputs')?.to).toMatchObject({
      neurons: 7,
    });
    expect(contrasts.find(({ name }) => name === 'no hidden layer')?.to).not.toHaveProperty('neurons');
  });

  test('following a rule and being worse refutes it; being as good or better does not', () => {
    expect(verdicts('worse')['batch 32']).toBe('did not hold');
    expect(verdicts('no real difference')['batch 32']).toBe('held');
    expect(verdicts('better')['one hidden layer']).toBe('held');
    expect(verdicts('cannot tell')['one hidden layer']).toBe('unknown');
  });

  test('where the best follows a rule, what does not is on trial', () => {
    expect(verdicts('worse')['high rate first']).toBe('held');
    expect(verdicts('better')['high rate first']).toBe('did not hold');
    expect(verdicts('cannot tell')['high rate first']).toBe('unknown');
  });

  test('powers of two are about time, larger batches about both', () => {
    expect(verdicts('cannot tell', 1.2)['powers of two']).toBe('held');
    expect(verdicts('better', 1)['powers of two']).toBe('did not hold');
    const powers = rulesOnTrial(scene).find(({ name }) => name === 'powers of two')!;
    expect(powers.judge(answer('better', 1.05, 0.04)).verdict).toBe('unknown');
    expect(
      powers.judge({ get: (name) => ({ ...answer('better').get(name), timeInterval: undefined }) }).verdict,
    ).toBe('unknown');
    expect(verdicts('better', 1.2)['larger batches']).toBe('held');
    expect(verdicts('better', 0.5)['larger batches']).toBe('did not hold');
    expect(verdicts('worse', 1.2)['larger batches']).toBe('did not hold');
  });

  test('nothing is said of what was not measured, or of what a space does not have', () => {
    const unmeasured = rulesOnTrial(scene).map((rule) => rule.judge({ get: () => undefined }));
    expect(new Set(unmeasured.map(({ verdict, grade }) => `${verdict}, ${grade}`))).toEqual(
      new Set(['unknown, unknown']),
    );
    const classes = rulesOnTrial({ ...scene, task: 'multiclass' }).map(({ name }) => name);
    expect(classes).not.toContain('huber');
    const { space, ...others } = scene;
    const { learning_rate } = space;
    expect(
      rulesOnTrial({ ...others, space: { learning_rate: learning_rate! } }).map(({ name }) => name),
    ).toEqual(['stop where validation halts']);
    const flat = { ...best, layers: 0, neurons: undefined } as unknown as typeof best;
    expect(rulesOnTrial({ ...scene, best: flat }).map(({ name }) => name)).not.toContain(
      'two thirds of the inputs',
    );
  });
});
