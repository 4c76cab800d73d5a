import { describe, expect, test } from 'vitest';
import type { Setting, Space } from '../space/parameter.js';
import type { Direction, Trial } from '../study/trial.js';
import type { Choice } from './choose.js';
import type { Candidate, Confirmation } from './confirm.js';
import { noiseOf } from './noise.js';
import { reportOf } from './report.js';
import type { ReportOptions } from './report-options.js';

const space: Space = {
  batch_size: { kind: 'ordinal', values: [8, 16, 32, 64] },
  layers: { kind: 'integer', low: 0, high: 4, log: false },
  loss: { kind: 'categorical', choices: ['squared', 'absolute'] },
};
const setting = { batch_size: 16, layers: 2, loss: 'squared' };

const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  kind: 'tuned',
  name: '#1',
  number: 0,
  setting,
  horizon: 15,
  parameters: 10,
  seconds: 1,
  ...more,
});
const winner = candidate();

const confirmation = (each: Candidate, round: number, value: number, parts = [round]): Confirmation => ({
  candidate: each,
  round,
  value,
  epochs: 9,
  trained: parts.map((part) => ({ part })) as unknown as Confirmation['trained'],
  hash: '',
  seconds: 1,
  seed: { seed: 0, trial: round },
});

const trial = (number: number, value: number, change: Setting = {}): Trial =>
  ({ number, state: 'complete', value, setting: { ...setting, ...change }, facts: {} }) as unknown as Trial;

const choiceOf = (own: Candidate, ...others: Candidate[]): Choice => ({
  winner: own,
  differences: new Map(others.map((each) => [each, { mean: 0, error: 0 }])),
});

interface Case {
  readonly direction?: Direction;
  readonly trials?: readonly Trial[];
  readonly confirmed?: readonly Confirmation[];
  readonly own?: Candidate;
  readonly others?: readonly Candidate[];
  readonly networks?: number;
  readonly mixed?: readonly [cost: number, alone: number];
  readonly test?: object;
  readonly warnings?: ReportOptions['warnings'];
}

function report(each: Case) {
  const { direction = 'minimize', own = winner, others = [], networks = 1, mixed } = each;
  const members = mixed ? [own, candidate({ name: '#9' })] : [own];
  const options = {
    prepared: {
      metric: direction === 'minimize' ? 'rmse' : 'r2',
      measures: [{ metric: 'rmse', columns: 1 }],
      direction,
      task: 'regression',
      problem: { rows: 100 },
      part: () => ({
        part: {
          task: 'regression',
          rows: 100,
          inputs: 3,
          outputs: 1,
          residualScale: {},
          pieces: {},
          levelInputs: [],
        },
      }),
    },
    trials: each.trials ?? [trial(0, 10)],
    space,
    choice: choiceOf(own, ...others),
    confirmed: each.confirmed ?? [confirmation(own, 1, 10)],
    mixture: {
      shares: new Map(members.map((member) => [member, 1 / members.length])),
      cost: mixed?.[0] ?? 10,
      alone: mixed?.[1] ?? 10,
    },
    networks,
    openings: 1,
    warnings: each.warnings ?? [],
    kind: 'tuned',
    test: {
      tuned: { rows: 500, rmse: 10, r2: -0.5, interval: direction === 'minimize' ? [9, 11] : [-0.6, -0.4] },
      baselines: { constant: { rmse: 20, r2: 0 }, linear: { rmse: 12, r2: 0.1 }, default: { rmse: 11 } },
      toughest: 'linear',
      difference: [-3, -1],
      truth: new Float64Array(0),
      predictions: new Float64Array(0),
      ...each.test,
    },
  } as unknown as ReportOptions;
  return reportOf(options);
}

const why = (name: string, each: Case) => report(each).settings.find((row) => row.name === name)!.why;

describe('the final sentence', () => {
  const two = [confirmation(winner, 1, 10), confirmation(winner, 2, 10)];

  test('one network: whether it was trained again is told by its rounds', () => {
    expect(report({ confirmed: [confirmation(winner, 1, 10)] }).final).toBe(
      'One network, trained again with a fresh seed on a split of its own.',
    );
    expect(report({ confirmed: [confirmation(winner, 0, 10)] }).final).toContain(
      'there was no time to train again',
    );
  });

  test('splits are counted over all confirmations, folds too', () => {
    expect(report({ confirmed: two, networks: 2 }).final).toContain('1 setting on 2 splits');
    expect(report({ confirmed: [confirmation(winner, 1, 10, [5, 6, 7])], networks: 3 }).final).toContain(
      '1 setting on 3 splits',
    );
  });

  test('a negative r2 keeps its sign', () => {
    expect(
      report({ direction: 'maximize', confirmed: two, networks: 4, mixed: [0.2, 0.25] }).final,
    ).toContain('validation: -0.2 together, -0.25 for #1 alone (0.05 better)');
  });
});

describe('the noise', () => {
  const [a, b] = [candidate({ name: 'a' }), candidate({ name: 'b' })];
  const rounds = (each: Candidate, values: readonly number[]) =>
    values.map((value, i) => confirmation(each, i + 1, value));

  test('is pooled over the candidates: the root of the mean variance', () => {
    const confirmed = [
      ...rounds(winner, [10, 20, 30]),
      ...rounds(a, [11, 22, 33]),
      ...rounds(b, [14, 24, 40]),
    ];
    // Differences 1, 2, 3 (variance 1) and 4, 4, 10 (variance 12).
    expect(noiseOf(confirmed, choiceOf(winner, a, b), 'minimize')).toBeCloseTo(Math.sqrt(6.5), 12);
  });

  test('pairs rounds by their numbers, also when the winner was trained in more of them', () => {
    const confirmed = [...rounds(winner, [10, 20, 30, 99]), ...rounds(a, [11, 22, 33]).reverse()];
    expect(noiseOf(confirmed, choiceOf(winner, a), 'minimize')).toBeCloseTo(1, 12);
  });

  test("is the winner's own without another, and 1 % of the score after one round", () => {
    expect(noiseOf(rounds(winner, [10, 12, 14]), choiceOf(winner), 'minimize')).toBeCloseTo(2, 12);
    expect(noiseOf(rounds(winner, [-10]), choiceOf(winner), 'maximize')).toBeCloseTo(0.1, 12);
  });
});

describe('why a value was chosen', () => {
  test('when the line wins, trials are compared with the best of them', () => {
    const own = candidate({ kind: 'linear', number: undefined, setting: { ...setting, layers: 0 } });
    const trials = [trial(0, 20, { layers: 3 }), trial(1, 12, { layers: 1 }), trial(2, 21, { layers: 3 })];
    expect(why('layers', { own, trials })).toBe('the lowest allowed; above: best of 2 +8 (worse)');
  });

  test('no other trial is not "all alike"', () => {
    expect(why('layers', { trials: [trial(0, 10)] })).toBe('no other trial to compare with');
    expect(why('layers', { trials: [trial(0, 10), trial(1, 10.01, { layers: 3 })] })).toBe('all alike');
  });

  test("differences are in the metric's own direction", () => {
    const other = { layers: 3, loss: 'absolute' };
    const better = [trial(0, 0.9), trial(1, 0.888, other), trial(2, 0.87, other)];
    const confirmed = [confirmation(winner, 1, 0.9)];
    const accuracy: Case = { direction: 'maximize', trials: better, confirmed };
    expect(why('layers', accuracy)).toBe('above: best of 2 −0.012 (worse)');
    expect(why('loss', accuracy)).toBe('absolute: best of 2 −0.012 (worse)');
    const worse = [trial(0, 10), trial(1, 15, { layers: 3 }), trial(2, 16, { layers: 3 })];
    expect(why('layers', { trials: worse })).toBe('above: best of 2 +5 (worse)');
  });

  test('one other trial says nothing, and what is within the noise is as good', () => {
    expect(why('layers', { trials: [trial(0, 10), trial(1, 15, { layers: 3 })] })).toBe(
      'above: one trial, too few to say',
    );
    const near = [trial(0, 10), trial(1, 10.01, { loss: 'absolute' })];
    expect(why('loss', { trials: near })).toBe('absolute: best of 1 +0.01 (as good)');
  });

  test('a best epoch at the end is called that', () => {
    const confirmed = [{ ...confirmation(winner, 1, 10), epochs: 15 }];
    expect(why('epochs', { confirmed })).toBe('at the end of the schedule');
  });
});

describe('doubts', () => {
  test('intervals that held fewer test rows than chance explains', () => {
    const held = (count: number) => ({ level: 0.9, held: count, rows: 500, width: 1, narrow: 1, wide: 1 });
    const doubtsOf = (intervals: object[]) => report({ test: { intervals } }).doubts.join(' ');
    expect(doubtsOf([held(420)])).toContain(
      'The 90 % intervals held only 84 % of the test rows, fewer than chance explains',
    );
    expect(doubtsOf([held(435)])).not.toContain('intervals');
    expect(doubtsOf([held(450), { ...held(400), target: 'cooling' }])).toContain(
      'The 90 % intervals of cooling held only 80 %',
    );
  });

  test('the first: the test rows contradict the choice', () => {
    const { doubts } = report({
      test: { difference: [0.5, 2], tuned: { rows: 500, rmse: 13, interval: [12, 14] } },
    });
    expect(doubts[0]).toBe(
      'The test rows contradict the choice: the straight line is better on them (rmse 12 against 13; tuned − it, 95 %: 0.5 to 2), although validation said otherwise.',
    );
    expect(report({ test: { difference: [-2, -0.5] } }).doubts.join()).not.toContain('contradict');
    expect(report({ direction: 'maximize', test: { difference: [-0.7, -0.5] } }).doubts[0]).toContain(
      'r2 0.1 against -0.5',
    );
  });

  test('warnings that bear on trust, and no others', () => {
    const warning = { kind: 'leak', about: 'after', text: 'it knows', flags: [], evidence: {} } as const;
    const { doubts } = report({
      warnings: [
        { ...warning, trust: true },
        { ...warning, about: 'b', trust: false },
      ],
    });
    expect(doubts.at(-1)).toBe('after: it knows.');
    expect(doubts.join()).not.toContain('b: it knows');
  });

  test('thousands are marked', () => {
    const confirmed = [confirmation(winner, 1, 12_345), confirmation(winner, 2, 12_345)];
    const tuned = { rows: 5000, rmse: 16_206, interval: [16_000, 16_400] };
    expect(report({ confirmed, test: { tuned, difference: [-1, 1] } }).doubts.join(' ')).toContain(
      'Validation said 12,300, the test rows say 16,200',
    );
  });

  test('a negative r2 keeps its sign', () => {
    const confirmed = [confirmation(winner, 1, 0.3), confirmation(winner, 2, 0.3)];
    expect(
      report({ direction: 'maximize', confirmed, test: { difference: [-1, 1] } }).doubts.join(),
    ).toContain('Validation said 0.3, the test rows say -0.5');
  });
});
