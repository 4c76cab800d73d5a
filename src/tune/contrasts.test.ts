import { describe, expect, test } from 'vitest';
import { type ContrastJob, measureContrasts } from './contrasts.js';
import type { Prepared } from './prepare.js';
import type { Runner, TrialJob, TrialOutcome } from './runner.js';
import { defaultSetting } from './space.js';

const problem = {
  task: 'regression',
  rows: 1000,
  inputs: 5,
  numeric: 3,
  outputs: 1,
  logTarget: false,
} as const;
const base = defaultSetting(problem);
const [one, two] = [
  { ...base, dropout: 0.1 },
  { ...base, dropout: 0.2 },
];
const part = {
  ...{ task: 'regression', measure: { metric: 'rmse', columns: 1 }, outputs: 1, inputs: 5, numeric: 3 },
  ...{ levelInputs: [], rows: 1000, validationRows: 200, residualScale: { linear: 1, log: 1 }, pieces: {} },
};
const prepared = {
  metric: 'rmse',
  direction: 'minimize',
  partsOf: (round: number) => [round],
  forget: () => true,
  part: (id: number) => ({ part: { ...part, id } }),
} as unknown as Prepared;

/** A runner that answers at once: the score and the seconds of a setting in a pair, the first pair being 0. */
function runnerOf(train: (setting: TrialJob['setting'], pair: number) => { value: number; seconds: number }) {
  const pairs: number[] = [];
  const runner: Runner = {
    workers: 1,
    add: () => {},
    drop: () => {},
    run({ setting, seed }) {
      const pair = seed.trial - 3_000_000;
      pairs.push(pair);
      const { value, seconds } = train(setting, pair);
      const report = { epoch: 1, value };
      const outcome = { state: 'complete', seconds, reports: [report], best: report };
      return { outcome: Promise.resolve(outcome as unknown as TrialOutcome), stop: () => {} };
    },
    close: async () => {},
  };
  return { runner, pairs };
}

const jobFor = (runner: Runner, contrasts: ContrastJob['contrasts']): ContrastJob => ({
  ...{ seed: 1, prepared, runner, contrasts, base, metric: 'rmse', direction: 'minimize' },
  ...{ horizon: 30, baseSeconds: 0.001, budgetSeconds: 20, began: performance.now(), mostPairs: 30 },
  dropClear: true,
});

/** As noise that is the same each time. */
const wave = (pair: number) => 0.01 * Math.sin(7 * pair);

describe('contrasts', () => {
  test('what was clear stays as it was found, whatever the pairs that still came', async () => {
    const { runner } = runnerOf((setting, pair) => ({
      seconds: 1,
      // From pair 6 on the first setting swings; the second never gets clear.
      value:
        setting.dropout === 0.1
          ? 10 + (pair > 5 ? 4 * Math.sin(5 * pair) : wave(pair + 1))
          : setting.dropout === 0.2
            ? 10 + 3 * Math.sin(3 * pair)
            : 10 + wave(pair),
    }));
    const { measured, pairs } = await measureContrasts(
      jobFor(runner, [
        { name: 'clear', from: base, to: one },
        { name: 'open', from: one, to: two },
      ]),
    );
    expect(pairs).toBe(30);
    expect(measured[0]).toMatchObject({ name: 'clear', verdict: 'no real difference' });
    expect(measured[0]!.pairs).toBeLessThan(7);
    expect(measured[1]).toMatchObject({ verdict: 'cannot tell', pairs: 30 });
  });

  test('one about time is trained until times are clear, however clear the scores are', async () => {
    const slower = (factor: number) =>
      runnerOf(({ dropout }, pair) => ({
        value: dropout === 0.1 ? 20 : 10 + wave(pair),
        seconds: (dropout === 0.1 ? factor : 1) * (1 + wave(pair + Number(dropout))),
      })).runner;
    const contrasts = [{ name: 'speed', from: base, to: one, about: 'time' }] as const;
    const { measured } = await measureContrasts(jobFor(slower(1.2), contrasts));
    expect(measured[0]).toMatchObject({ verdict: 'worse', pairs: 8 });
    expect(measured[0]!.timeInterval![0]).toBeGreaterThan(1.03);
    const same = await measureContrasts(jobFor(slower(1.03), contrasts));
    expect(same.measured[0]!.pairs).toBe(30);
  });
});
