import { describe, expect, test } from 'vitest';
import { stream } from '../math/random.js';
import { categorical, float, integer, powers } from '../space/define.js';
import type { StudyRecord, Trial } from '../study/trial.js';
import type { FinishedEvent } from '../tune/event.js';
import { classPicture } from '../tune/evidence/class-picture.js';
import type { Evidence } from '../tune/evidence/evidence.js';
import { numberPicture } from '../tune/evidence/number-picture.js';
import type { TrainingCurve } from '../tune/evidence/training-curves.js';
import { calibrationFinding, confusionFinding } from './classes.js';
import { sizeFinding, speedFinding } from './cost.js';
import { curveFinding, trialFinding } from './curves.js';
import { materialOf } from './material.js';
import { biasFinding, leanFinding, worstFinding } from './numbers.js';
import { reportPage } from './page.js';
import { agreement, settingFinding } from './tried.js';

const random = stream(1, 0, 'test: page');

const space = {
  batch_size: powers(2, 8, 4096),
  learning_rate: float(1e-5, 1, { log: true }),
  layers: integer(0, 4),
  neurons: integer(4, 512, { log: true, when: { parameter: 'layers', values: [1, 2, 3, 4] } }),
  loss: categorical(['squared', 'absolute']),
};

function aTrial(number: number): Trial {
  const layers = number % 5;
  const state = number % 7 === 6 ? 'diverged' : number % 3 === 2 ? 'stopped' : 'complete';
  const end = state === 'complete' ? 60 : state === 'stopped' ? 4 : 2;
  const value = 500 + 100 * random.uniform();
  return {
    number,
    state,
    setting: {
      batch_size: 2 ** (3 + (number % 10)),
      learning_rate: 10 ** (-5 * random.uniform()),
      layers,
      ...(layers > 0 ? { neurons: Math.round(4 + 500 * random.uniform()) } : {}),
      loss: number % 2 ? 'squared' : 'absolute',
    },
    ...(state === 'diverged' ? {} : { value }),
    intermediate: Array.from({ length: end }, (_, i) => ({ epoch: i + 1, value: value + 400 / (i + 1) })),
    facts: { best_epoch: end, train: value - 20, rows_per_second: 1e5 },
    started: 0,
  };
}

interface Case {
  readonly trials?: number;
  readonly rows?: number;
  readonly target?: string;
  readonly classes?: readonly string[];
}

function aStudy({ trials = 40, rows = 300, target = 'price', classes }: Case = {}): StudyRecord {
  const all = Array.from({ length: trials }, (_, i) => aTrial(i));
  const truth = Float64Array.from({ length: rows }, () => 100 + 1000 * random.uniform());
  const picture = classes
    ? classPicture({
        target,
        classes,
        truth: truth.map((_, i) => i % classes.length),
        probabilities: Float64Array.from({ length: rows * classes.length }, () => random.uniform()),
      })
    : numberPicture({
        target,
        truth,
        predicted: truth.map((y) => y + random.normal()),
        rowNumber: (i) => i + 2,
      });
  const finished = {
    event: 'finished',
    study: 'a-1',
    task: classes ? 'multiclass' : 'regression',
    metric: 'rmse',
    direction: 'minimize',
    seconds: 60,
    trials: { complete: trials, stopped: 0, diverged: 0, failed: 0 },
    best: trials > 0 ? { number: 0, hyperparameters: all[0]!.setting, validation: 500, epochs: 60 } : null,
    test: { rmse: 510, mae: 300, rows, interval: [500, 520] },
    baselines: { constant: { rmse: 4000 }, linear: { rmse: 900 }, default: { rmse: 600 } },
    model: 'sweetspot/a-1/model',
    storage: 'sqlite:///sweetspot/studies.db',
    beaten: true,
    winner: 'tuned',
    warnings: [
      { kind: 'leak', about: target, text: 'looks odd', flags: ['--ignore a'], evidence: {}, trust: true },
    ],
    interrupted: false,
    report: {
      comparison: { baseline: 'default', baselineScore: 600, tunedScore: 510, difference: [-95, -85] },
      settings: [{ name: 'batch_size', chosen: '64', alsoFine: '32 to 256', why: target }],
      final: 'One network.',
      networks: 1,
      speed: [{ batch: 8, trials: 3, rowsPerSecond: 41_000, low: 40_000, high: 43_000 }],
      sizes: [],
      doubts: [`look at ${target}`],
    },
  } as unknown as FinishedEvent;
  const evidence: Evidence = {
    format: 1,
    data: {
      event: 'data',
      file: `${target}.csv`,
      bytes: 1000,
      rows,
      columns: 3,
      target,
      task: finished.task,
      metric: 'rmse',
      direction: 'minimize',
      inputs: { number: 2, category: 1, boolean: 0, date: 0, encoded: 5 },
      split: { train: 100, validation: 50, test: rows },
      assumptions: [{ about: target, text: 'is a number', flag: '--task' }],
    },
    plan: {
      event: 'plan',
      study: 'a-1',
      storage: 'sqlite:///sweetspot/studies.db',
      folder: 'sweetspot',
      budget: { seconds: 60 },
      workers: 2,
      seed: 0,
      epochs: 60,
      rungs: [4],
      space: [],
      resumed: false,
    },
    baselines: [],
    findings: [`best seen with ${target}`],
    phases: [
      { phase: 'search', seconds: 40 },
      { phase: 'confirm', seconds: 20 },
    ],
    noise: 10,
    curves: [],
    test: [picture],
  };
  return { name: 'a-1', direction: 'minimize', space, facts: { target, finished, evidence }, trials: all };
}

const nothingOdd = (page: string) =>
  expect(page.replace(/<script>[\s\S]*<\/script>/, '')).not.toMatch(/NaN|undefined|Infinity/);

describe('the page', () => {
  test('needs nothing from elsewhere, and allows nothing', () => {
    const page = reportPage(aStudy());
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
    expect(page).not.toMatch(/url\(|@import|https?:/);
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-/,
    );
    expect(page).not.toMatch(/ style="| on\w+="/);
    nothingOdd(page);
  });

  test('names from the data are text, wherever they stand', () => {
    const target = '<script>alert(1)</script>';
    for (const page of [
      reportPage(aStudy({ target })),
      reportPage(aStudy({ target, classes: ['a', target, '"><img src=x>'] })),
    ]) {
      expect(page.match(/<script/g)).toHaveLength(1);
      expect(page).not.toContain('<img');
      expect(page.split('&lt;script&gt;').length).toBeGreaterThan(8);
    }
  });

  test('stays below 1 MB for 100,000 test rows and 5,000 trials', () => {
    const study = aStudy({ rows: 100_000, trials: 5_000 });
    expect(reportPage(study).length).toBeLessThan(1_000_000);
    expect(JSON.stringify(study.facts.evidence).length).toBeLessThan(60_000);
  });

  test.each([
    { rows: 1, trials: 1 },
    { rows: 2, trials: 0 },
    { rows: 30, trials: 3, classes: ['no', 'yes'] },
    { rows: 500, trials: 12, classes: Array.from({ length: 40 }, (_, i) => `class ${i}`) },
  ])('draws what there is of %o', (each) => nothingOdd(reportPage(aStudy(each))));

  test('every chart has a finding, a description and a table', () => {
    const page = reportPage(aStudy());
    const figures = page.split('<figure>').slice(1);
    expect(figures.length).toBeGreaterThan(12);
    const drawn = figures.filter((each) => each.includes('role="img"'));
    for (const figure of drawn) {
      expect(figure).toMatch(/^<h3>[^<]{10,}<\/h3>/);
      expect(figure).toMatch(/aria-label="[^"]{20,}"/);
      expect(figure).toContain('<details><summary>As a table</summary>');
    }
  });

  test('what stands for several targets at once is called relative, not by a unit that it does not have', () => {
    const { facts, ...study } = aStudy();
    const { test: tested, ...finished } = facts.finished as FinishedEvent;
    const targets = { heating: { rmse: 3, interval: [2, 4] }, cooling: { rmse: 2, interval: [1, 3] } };
    const own = { ...finished, test: { ...tested, targets } };
    const page = reportPage({ ...study, facts: { ...facts, target: ['heating', 'cooling'], finished: own } });
    expect(page).toContain('Relative rmse, over 2 targets, on');
    expect(page).not.toContain('Root mean squared error on');
    nothingOdd(page);
  });

  test('a study without an end, or kept by an older version, has what its trials say', () => {
    const { facts, ...study } = aStudy();
    for (const without of [{ evidence: undefined }, { finished: null }]) {
      const page = reportPage({ ...study, facts: { ...facts, ...without } });
      expect(page).toMatch(/Best so far: trial #\d+/);
      expect(page).toContain('there is no test score here');
      for (const id of ['matters', 'tried', 'curves', 'doubts'])
        expect(page).toContain(`<section id="${id}">`);
      expect(page).not.toContain('<section id="answer">');
      nothingOdd(page);
    }
  });
});

describe('findings', () => {
  const curve = (validation: number[], train: number[], kept: number): TrainingCurve => ({
    name: '#1',
    setting: {},
    round: 1,
    share: 1,
    kept,
    validation: validation.map((value, i) => [i + 1, value]),
    train: train.map((value, i) => [i + 1, value]),
  });

  test('of curves: when it was best, what came after, what is learnt by heart', () => {
    const over = curve([10, 8, 7, 9, 10.5], [9, 7, 5, 3, 2], 3);
    expect(curveFinding([over], 'minimize')).toBe(
      'Validation was best at epoch 3 and 50 % worse at the end, so the weights were kept from there; training rows are predicted 29 % better than validation rows: some of them are learnt by heart.',
    );
    const sound = curve([10, 8, 7, 6.5], [10, 8, 7, 6.4], 4);
    expect(curveFinding([sound], 'minimize')).toContain('at the end of the schedule');
    expect(curveFinding([sound], 'minimize')).toContain('nothing is learnt by heart');
    expect(curveFinding([curve([0.5, 0.8], [0.5, 0.9], 2)], 'maximize')).toContain('50 % better');
  });

  const groups = (change: object) =>
    Array.from({ length: 6 }, (_, i) => ({
      from: 100 * i,
      to: 100 * i + 99,
      rows: 100,
      bias: 0.5,
      biasError: 1,
      tenth: -10,
      middle: 0,
      ninth: 10,
      typical: 10,
      ...(i === 5 ? change : {}),
    }));
  const picture = (change: object) =>
    ({ target: 'y', groups: groups(change) }) as unknown as Parameters<typeof biasFinding>[0];

  test('of residuals: only what chance does not explain', () => {
    expect(biasFinding(picture({}))).toContain('no range'.replace('n', 'N'));
    expect(biasFinding(picture({ bias: 2.9 }))).toContain('No range');
    expect(biasFinding(picture({ bias: 6 }))).toBe(
      'Predictions of y from 500 to 599 are 6.00 too high on average.',
    );
    expect(worstFinding(picture({}))).toBe('The error is much the same everywhere.');
    expect(worstFinding(picture({ typical: 40 }))).toMatch(/^It is worst above 500: typically 40.0 off/);
    expect(leanFinding(0.52, 400)).toContain('neither');
    expect(leanFinding(0.7, 400)).toBe(
      'Errors lean to one side: 70 % of the predictions are too low, 30 % too high.',
    );
    expect(leanFinding(0.7, 10)).toContain('neither');
  });

  test('of classes', () => {
    const base = {
      kind: 'classes',
      target: 'y',
      classes: ['a', 'b'],
      rest: false,
      about: 'second',
      calibration: [],
    } as const;
    expect(
      confusionFinding({
        ...base,
        rows: 100,
        confusion: [
          [40, 10],
          [5, 45],
        ],
      }),
    ).toBe('85 % of the test rows are right. Most often a is taken for b: 10 of 50 rows (20 %).');
    expect(
      confusionFinding({
        ...base,
        rows: 90,
        confusion: [
          [45, 0],
          [0, 45],
        ],
      }),
    ).toContain('All 90 test rows');
    const group = (said: number, was: number) => ({
      rows: 100,
      said,
      was,
      low: was - 0.08,
      high: was + 0.08,
    });
    expect(calibrationFinding([group(0.1, 0.1), group(0.5, 0.52), group(0.9, 0.88)])).toContain(
      '3 of 3 groups agree',
    );
    expect(calibrationFinding([group(0.1, 0.3), group(0.5, 0.5), group(0.95, 0.7)])).toBe(
      'The probabilities are off by 15 % on average: where it says 95 %, it was 70 %.',
    );
    expect(calibrationFinding([group(0.5, 0.5)])).toContain('Too few test rows');
  });

  test('of speed', () => {
    const speed = (batch: number, rowsPerSecond: number, trials = 3) => ({
      batch,
      trials,
      rowsPerSecond,
      low: rowsPerSecond,
      high: rowsPerSecond,
    });
    expect(speedFinding([speed(8, 50_000), speed(64, 195_000), speed(256, 200_000)])).toBe(
      'Batches of 64 to 256 are fastest: 200k rows a second; 8 is 4 times slower.',
    );
    expect(speedFinding([speed(8, 199_000), speed(64, 200_000)])).toContain('makes no difference');
    expect(speedFinding([speed(8, 199_000)])).toContain('too few to say');
    expect(speedFinding([speed(8, 1e5), speed(16, 2e5), speed(32, 9e5, 1)])).toContain('Batch 16 is fastest');
  });

  test('of sizes', () => {
    const cell = (layers: number, low: number, verdict: 'best' | 'too few' | 'too many') =>
      ({ layers, neurons: [low, 2 * low - 1], complete: 2, ended: 0, verdict }) as const;
    expect(sizeFinding([cell(2, 32, 'best'), cell(1, 8, 'too few'), cell(4, 256, 'too many')])).toBe(
      'Best size: 2 × 32–63; too few neurons: 1 × 8–15; too many: 4 × 256–511.',
    );
    expect(sizeFinding([cell(2, 32, 'best')])).toContain('Too few trials');
  });

  test('of what was tried', () => {
    const few = materialOf(aStudy({ trials: 4 }))!;
    expect(settingFinding(few, 'learning_rate')).toBe('Learning rate: too few trials to say.');
    const study = aStudy({ trials: 30 });
    const trials = study.trials.map((trial) => ({
      ...trial,
      state: 'complete' as const,
      value: trial.setting.loss === 'squared' ? 500 + trial.number / 10 : 600,
    }));
    const material = materialOf({ ...study, trials })!;
    expect(settingFinding(material, 'loss')).toBe('Loss: the 15 best all have squared.');
    expect(agreement(material, ['loss', 'layers'])).toBe(
      'The 15 trials that are as good as the best agree on loss squared.',
    );
    expect(trialFinding(trials)).toBe('30 of 30 trials were trained to the end.');
  });
});
