import { expect, test } from 'vitest';
import type { Setting, Space } from '../../space/parameter.js';
import type { StudyRecord, Trial } from '../../study/trial.js';
import { coach, coachTrial } from './coach.js';

const space: Space = {
  learning_rate: { kind: 'float', low: 1e-5, high: 1, log: true },
  batch_size: { kind: 'ordinal', values: [8, 32, 128] },
  layers: { kind: 'integer', low: 0, high: 4, log: false },
  neurons: { kind: 'integer', low: 4, high: 512, log: true },
  activation: { kind: 'categorical', choices: ['relu', 'silu', 'tanh'] },
  weight_decay: { kind: 'float', low: 1e-5, high: 1, log: true },
};
const setting: Setting = {
  ...{
    learning_rate: 0.004,
    batch_size: 32,
    layers: 2,
    neurons: 64,
    activation: 'relu',
    weight_decay: 0.001,
  },
};
const epochs = 60;
const sound = (epoch: number) => 1 + 9 * Math.exp(-epoch / 6);

function trial(number: number, curve: (epoch: number) => number, more: Partial<Trial> = {}): Trial {
  const values = Array.from({ length: epochs }, (_, i) => curve(i + 1));
  const value = Math.min(...values);
  return {
    ...{ number, state: 'complete', setting, value, started: 0 },
    intermediate: values.map((each, i) => ({ epoch: i + 1, value: each })),
    ...more,
    facts: {
      ...{ best_epoch: values.indexOf(value) + 1, horizon: epochs, losses: values, motion: 0.02, seconds: 2 },
      ...more.facts,
    },
  };
}

const study = (trials: readonly Trial[], facts: StudyRecord['facts'] = {}): StudyRecord => ({
  ...{ name: 's-1', direction: 'minimize', space, trials },
  facts: {
    ...{ metric: 'rmse', target: 'price', data: { path: '/a b/houses.csv' } },
    yardsticks: { constant: 10, linear: 5, neighbours: 3 },
    ...facts,
  },
});

const namesOf = (record: StudyRecord, number = 0) => coachTrial(record, number)!.map(({ name }) => name);

test('a sound training is left alone', () => {
  expect(namesOf(study([trial(0, sound)]))).toEqual([]);
});

test('a training that blew up is told so, with a tenth of its rate to enqueue and to run', () => {
  const blown = trial(1, sound, {
    state: 'diverged',
    value: undefined,
    facts: { reason: 'the loss blew up in epoch 3' },
  });
  const [said] = coachTrial(study([trial(0, sound), blown]), 1)!;
  expect(said).toMatchObject({ name: 'diverging', grade: 'measured', trials: [1] });
  expect(said!.sees).toContain('the loss blew up in epoch 3');
  expect(said!.advice.setting).toEqual({ ...setting, learning_rate: 0.0004 });
  expect(said!.advice.command).toContain("sweetspot train '/a b/houses.csv' --target price");
  expect(said!.advice.command).toContain('--set learning_rate=0.0004');
});

test('the best trial is changed by a what-if of the study', () => {
  const slow = trial(0, (epoch) => 10 - 0.04 * epoch, { facts: { motion: 0.002 } });
  const said = coachTrial(study([slow]), 0)!.find(({ name }) => name === 'too low a rate')!;
  expect(said.advice.command).toBe('sweetspot what-if s-1 learning_rate=0.04');
});

test('steps that are too large, dead units, overfitting, a short training, too small a network', () => {
  const jumps = trial(0, (epoch) => 2 + (epoch % 2), { facts: { motion: 0.15 } });
  expect(namesOf(study([jumps, trial(1, sound)]))).toContain('overshooting');
  expect(namesOf(study([jumps, trial(1, (epoch) => 1.98 + (epoch % 2))]))).not.toContain('overshooting');
  const dead = trial(0, sound, { facts: { units: [{ units: 64, dead: 50, saturated: 60 }] } });
  expect(namesOf(study([dead]))).toEqual(['dead units']);
  const rises = trial(0, (epoch) => sound(epoch) + Math.max(0, epoch - 20) * 0.1, {
    facts: { losses: Array.from({ length: epochs }, (_, i) => sound(i)), train: 0.5 },
  });
  expect(namesOf(study([rises]))).toEqual(['overfitting']);
  expect(namesOf(study([trial(0, (epoch) => 10 - epoch / 8)]))).toContain('still improving');
  const small = trial(0, (epoch) => 8 + 2 * Math.exp(-epoch / 6), { facts: { train: 8 } });
  expect(namesOf(study([small]))).toEqual(['underfitting']);
});

test('a training that is thrown back to its start', () => {
  const losses = Array.from({ length: epochs }, (_, i) => (i < 20 ? sound(i) : 10.5));
  const back = trial(0, (epoch) => (epoch < 20 ? sound(epoch) : 10), { facts: { losses } });
  const [said] = coachTrial(study([back]), 0)!;
  expect(said!.name).toBe('overshooting');
  expect(said!.sees).toContain('was thrown back: from 1.38 in epoch 19 to 10.0 at the end');
});

test('label noise is said of the table: of any trial that is asked about, and not counted', () => {
  const yardsticks = { constant: 10, neighbours: 9, nugget: { share: 0.7, error: 0.05 } };
  const noisy = (more: Partial<typeof yardsticks> = {}) =>
    study([trial(0, (epoch) => 8.5 + 1.5 * Math.exp(-epoch / 6))], {
      yardsticks: { ...yardsticks, ...more },
    });
  const [said] = coachTrial(noisy(), 0)!;
  expect(said!.name).toBe('label noise');
  expect(said!.sees).toBe(
    'Rows that are as good as alike still differ in price by 70 % of what any two rows do (surely more than 60 %), and trial #0 leaves 72 % unexplained.',
  );
  expect(coach(noisy()).best[0]!.name).toBe('label noise');
  expect(coach(noisy()).counts).toEqual([]);
  // It cannot be noise where something gets below it, nor where too few rows tell.
  const known = { neighbours: 3 };
  expect(namesOf(noisy(known))).not.toContain('label noise');
  expect(namesOf(noisy({ nugget: { share: 0.7, error: 0.3 } }))).not.toContain('label noise');
});

test('a batch that was changed without the rate is measured by two trials', () => {
  const larger = trial(1, (epoch) => sound(epoch) + 1, { setting: { ...setting, batch_size: 128 } });
  const { study: said } = coach(study([trial(0, sound), larger], { evidence: { noise: 0.2 } }));
  expect(said[0]).toMatchObject({ name: 'batch without rate', grade: 'measured', trials: [0, 1] });
  expect(said[0]!.advice.setting).toMatchObject({ batch_size: 128, learning_rate: 0.008 });
  expect(
    coach(study([trial(0, sound), larger], { evidence: { noise: 2 } })).study.map(({ name }) => name),
  ).not.toContain('batch without rate');
});

test('a smaller network within the noise, a line that wins, what was pointed out about the target', () => {
  const small = trial(1, (epoch) => sound(epoch) + 0.05, { setting: { ...setting, layers: 1, neurons: 16 } });
  const facts = { evidence: { noise: 0.2 }, yardsticks: { constant: 10, linear: 0.5 } };
  const warnings = [
    { kind: 'leak', about: 'price_usd', text: 'it alone predicts price', flags: ['--ignore price_usd'] },
  ];
  const said = coach(study([trial(0, sound), small], { ...facts, finished: { warnings } })).study;
  expect(said.map(({ name }) => name)).toEqual(['leak suspected', 'simpler is as good', 'loses to a line']);
  expect(said[0]!.advice.command).toBe("sweetspot tune '/a b/houses.csv' --target price --ignore price_usd");
  expect(said[1]!.advice.command).toBe('sweetspot what-if s-1 layers=1 --lower neurons=16');
});

test('a study of other code is spoken of as far as its curves go', () => {
  const foreign: StudyRecord = {
    ...{ name: 'theirs', direction: 'maximize', facts: {} },
    space: { lr: { kind: 'float', low: 1e-5, high: 1, log: true } },
    trials: [
      { ...trial(0, (epoch) => -10 + epoch / 8), setting: { lr: 0.1 }, facts: {} },
      {
        ...trial(1, sound),
        state: 'diverged',
        setting: { lr: 1 },
        facts: {},
        value: undefined,
        intermediate: [],
      },
    ],
  };
  expect(namesOf(foreign)).toEqual(['still improving']);
  expect(coachTrial(foreign, 1)![0]!.advice).toMatchObject({
    setting: { lr: 0.1 },
    command: 'sweetspot what-if theirs lr=0.1 --no-check',
  });
  expect(coachTrial(foreign, 7)).toBeUndefined();
  expect(coach({ ...foreign, trials: [] })).toEqual({ best: [], study: [], counts: [], trials: 0 });
});
