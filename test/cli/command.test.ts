import { describe, expect, test } from 'vitest';
import type { Job, TrainOptions, TuneOptions, WhatIfOptions } from '../../src/cli/job.js';
import { main } from '../../src/cli/main.js';
import { width } from '../../src/cli/render/width.js';
import { dataError, storageError, usageError } from '../../src/error.js';
import type { Store } from '../../src/study/store/store.js';
import { type FakeTerminal, fakeJob, fakeTerminal, finishedOf, recorded } from './fake.js';

async function run(args: string[], job: Partial<Job> = {}, terminal: FakeTerminal = fakeTerminal()) {
  const code = await main(args, terminal, fakeJob(job));
  return { code, out: terminal.out.text(), err: terminal.err.text() };
}

const finished = finishedOf(recorded('regression'));
const tuned = ['tune', 'a.csv', '--target', 'price'];

describe('flags', () => {
  test('every flag of tune reaches the job', async () => {
    let got: TuneOptions | undefined;
    const flags = [
      ['--task', 'regression'],
      ['--metric', 'mae'],
      ['--budget', '5m'],
      ['--seed', '7'],
      ['--workers', '2'],
      ['--test', 't.csv'],
      ['--study', 's'],
      ['--storage', 'sqlite:///x.db'],
      ['--out', 'o'],
      ['--na', 'n/a'],
      ['--na', '-'],
      ['--ignore', 'id'],
      ['--category', 'zip'],
      ['--number', 'fee'],
      ['--delimiter', 'tab'],
      ['--format', 'tsv'],
      ['--encoding', 'latin1'],
      ['--resume'],
      ['--drop-bad-rows'],
      ['--quiet'],
    ];
    const tune = async (options: TuneOptions) => {
      got = options;
      return finished;
    };
    expect((await run([...tuned, ...flags.flat()], { tune })).code).toBe(0);
    expect(got).toMatchObject({
      data: 'a.csv',
      target: 'price',
      task: 'regression',
      metric: 'mae',
      budget: '300s',
      seed: 7,
      workers: 2,
      test: 't.csv',
      study: 's',
      storage: 'sqlite:///x.db',
      out: 'o',
      missing: ['n/a', '-'],
      ignore: ['id'],
      category: ['zip'],
      number: ['fee'],
      delimiter: '\t',
      format: 'tsv',
      encoding: 'latin1',
      resume: true,
      dropBadRows: true,
    });
  });

  test.each([
    ['60s', '60s'],
    ['5m', '300s'],
    ['1.5h', '5400s'],
    ['200 trials', '200 trials'],
    ['1 trial', '1 trials'],
  ])('--budget %s', async (text, expected) => {
    let got = '';
    const tune = async ({ budget }: TuneOptions) => {
      got = budget!;
      return finished;
    };
    await run([...tuned, '--budget', text], { tune });
    expect(got).toBe(expected);
  });

  test.each([
    ['balanced', 'balanced'],
    ['none', 'none'],
    ['yes=5,no=1', { yes: 5, no: 1 }],
    [' >50K = 2.5 ', { '>50K': 2.5 }],
    ['"a=b"=2,"say ""c, d"""=0.5', { 'a=b': 2, 'say "c, d"': 0.5 }],
  ])('--class-weights %s', async (text, expected) => {
    let got: TuneOptions['classWeights'];
    const tune = async ({ classWeights }: TuneOptions) => {
      got = classWeights;
      return finished;
    };
    await run([...tuned, '--class-weights', text], { tune });
    expect(got).toEqual(expected);
  });

  test('orders and periods', async () => {
    let got: Partial<TuneOptions> = {};
    const tune = async (options: TuneOptions) => {
      got = options;
      return finished;
    };
    const orders = ['--ordinal', 'cut=Fair< Very Good <Ideal', '--ordinal', '"a=b"="<18"<18+'];
    await run([...tuned, ...orders, '--cyclic', 'hour=24', '--cyclic', 'shift=early<late<night'], { tune });
    expect(got.ordinal).toEqual({ cut: ['Fair', 'Very Good', 'Ideal'], 'a=b': ['<18', '18+'] });
    expect(got.cyclic).toEqual({ hour: 24, shift: ['early', 'late', 'night'] });
  });

  test('hyphens in names of hyperparameters are underscores', async () => {
    let asked: WhatIfOptions | undefined;
    let set: readonly string[] = [];
    const whatIf = async (options: WhatIfOptions) => {
      asked = options;
      return verdict;
    };
    const train = async (options: TrainOptions) => {
      set = options.set;
      return trained;
    };
    await run(['what-if', 's', 'batch-size=256', '--raise', 'learning-rate', '--lower', 'layers'], {
      whatIf,
    });
    expect(asked).toMatchObject({ change: 'batch_size=256', raise: ['learning_rate'], lower: ['layers'] });
    await run(['train', 'a.csv', '--target', 'y', '--set', 'batch-size = 64', '--set', 'layers=2'], {
      train,
    });
    expect(set).toEqual(['batch_size=64', 'layers=2']);
  });
});

describe('wrong use: exit code 2, the thing, its value, the rule and the next step', () => {
  test.each<[string[], RegExp]>([
    [[...tuned, '--targt', 'x'], /unknown option '--targt'\.\n {2}Did you mean --target\?/],
    [['tun'], /unknown command 'tun'\.\n {2}Did you mean tune\?/],
    [
      [...tuned, '--metric', 'rmsee'],
      /--metric is "rmsee"; it takes one of rmse.*\n {2}Did you mean --metric rmse\?/,
    ],
    [[...tuned, '--budget', '60'], /--budget is "60"; it takes a time or a number.*\n {2}For example/],
    [[...tuned, '--budget', '0s'], /--budget is "0s"/],
    [[...tuned, '--seed', '-1'], /--seed/],
    [[...tuned, '--seed', '1.5'], /--seed is "1.5"; it takes a whole number/],
    [
      [...tuned, '--seed', '4294967296'],
      /--seed is "4294967296"; it takes a whole number from 0 to 4294967295/,
    ],
    [[...tuned, '--workers', '0'], /--workers is "0"; it takes a whole number from 1 to 256/],
    [['what-if', 's', 'layers=2', '--workers', '257'], /--workers is "257"/],
    [
      [...tuned, '--task', 'classify'],
      /--task is "classify"; it takes one of regression, binary, multiclass/,
    ],
    [[...tuned, '--delimiter', 'abc'], /--delimiter is "abc"/],
    [
      [...tuned, '--class-weights', 'balance'],
      /--class-weights is "balance"; it takes balanced, none, or classes with their weights/,
    ],
    [[...tuned, '--ordinal', 'cut'], /--ordinal is "cut"; it takes a column, "=" and what it holds/],
    [[...tuned, '--ordinal', 'cut=Fair'], /--ordinal is "cut=Fair"; it takes levels parted by "<"/],
    [[...tuned, '--ordinal', 'cut=Fair<<Good'], /of which none is empty/],
    [[...tuned, '--cyclic', 'hour=-24'], /--cyclic is "hour=-24"/],
    [[...tuned, '--class-weights', 'yes=-1'], /--class-weights is "yes=-1"/],
    [[...tuned, '--class-weights', 'yes=1,"no=2'], /--class-weights is/],
    [[...tuned, '--json', '--quiet'], /'--quiet' cannot be used with option '--json'/],
    [[...tuned, 'b.csv'], /too many arguments/],
    [['tune'], /no file is given/],
    [['train'], /no file is given/],
    [['tune', 'a.csv', '--query', 'select 1', '--target', 'y'], /both a file \(a\.csv\) and --query/],
    [['tune', '--query', ' ', '--target', 'y'], /--query is empty/],
    [['tune', 'a.csv'], /no --target is given/],
    [['what-if', 's', 'batch_size'], /the change is "batch_size"; it takes/],
    [['replay', 's'], /neither a trial nor --final is given/],
    [['replay', 's', '1', '--final'], /both trial 1 and --final/],
    [['studies', 'delte', 's'], /unknown command|too many arguments/],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(args);
    expect(err).toMatch(message);
    expect(err).toMatch(/^sweetspot: .*\n {2}\S/);
    expect(code).toBe(2);
    if (!args.includes('--json')) return expect(out).toBe('');
    expect(JSON.parse(out)).toMatchObject({ event: 'error', kind: 'usage', exitCode: 2 });
    expect(err).toContain(JSON.parse(out).message);
  });

  test('without --target the columns are listed', async () => {
    const { err } = await run(['tune', 'examples/penguins.csv']);
    expect(err).toContain('Choose one of: species, island, culmen_length_mm');
  });
});

describe('errors of the job', () => {
  const failing = (error: unknown): Partial<Job> => ({
    tune: async () => {
      throw error;
    },
  });

  test.each([
    [dataError('column "price" row 312 is "n/a".', 'Use --na "n/a".'), 3],
    [usageError('no column is called "prize".', 'Did you mean price?'), 2],
    [storageError('a study "s" exists.', 'Continue it with --resume.'), 2],
  ])('%s', async (error, expected) => {
    const { code, err } = await run(tuned, failing(error));
    expect(err).toBe(`sweetspot: ${error.message}\n  ${error.next}\n`);
    expect(code).toBe(expected);
  });

  test('a mistake of our own has no stack unless it is asked for', async () => {
    const quiet = await run(tuned, failing(new TypeError('x is not a function')));
    expect(quiet.err).not.toContain('    at ');
    expect(quiet.err).toContain('SWEETSPOT_DEBUG=1');
    expect(quiet.code).toBe(1);
    const loud = await run(
      tuned,
      failing(new TypeError('x')),
      fakeTerminal({ env: { SWEETSPOT_DEBUG: '1' } }),
    );
    expect(loud.err).toContain('    at ');
  });
});

const trained: Awaited<ReturnType<Job['train']>> = {
  setting: { batch_size: 64, learning_rate: 0.01, layers: 2, neurons: 64, loss: 'squared' },
  metric: 'rmse',
  epochs: 100,
  best: { epoch: 80, validation: 540.2 },
  curve: Array.from({ length: 100 }, (_, i) => ({
    epoch: i + 1,
    loss: 1 / (i + 1),
    validation: 540 + 3000 / (i + 1),
  })),
  test: { rmse: 551, mae: 280, r2: 0.98 },
  model: 'out/model',
  seconds: 4.2,
  diverged: false,
  coach: [],
};

const step = (change: string, effect: number, word: 'better' | 'worse') => ({
  change,
  setting: {},
  effect,
  interval: [effect - 10, effect + 10] as const,
  verdict: word,
  grade: 'measured' as const,
  added: { effect, interval: [effect - 10, effect + 10] as const, verdict: word },
  score: 540 + effect,
  timeRatio: 0.4,
  pairs: 6,
  diverged: 0,
});

const verdict: Awaited<ReturnType<Job['whatIf']>> = {
  event: 'verdict',
  study: 's',
  metric: 'rmse',
  direction: 'minimize',
  baseScore: 540,
  baseDiverged: 0,
  epochs: 30,
  horizon: 90,
  seconds: 11,
  steps: [
    step('batch_size 64 → 256', 30, 'worse'),
    step('batch_size 64 → 256, learning_rate 0.012 → 0.045', -15, 'better'),
  ],
};

describe('answers', () => {
  test('train draws two curves', async () => {
    const { out, code } = await run(['train', 'a.csv', '--target', 'y'], { train: async () => trained });
    expect(code).toBe(0);
    expect(out.match(/[\u2801-\u28ff]/g)!.length).toBeGreaterThan(60);
    expect(out).toContain('rmse 540 on validation at epoch 80 of 100; on the test rows 551.');
  });

  test('train --json ends with what came out', async () => {
    const { out } = await run(['train', 'a.csv', '--target', 'y', '--json'], { train: async () => trained });
    expect(JSON.parse(out.trim().split('\n').at(-1)!)).toMatchObject({ event: 'trained', metric: 'rmse' });
  });

  test('what-if answers the question in one sentence', async () => {
    const { out } = await run(['what-if', 's', 'batch_size=256', '--raise', 'learning_rate'], {
      whatIf: async () => verdict,
    });
    expect(out).toContain(
      'Yes, it helps (rmse -15.0; 95 %: -25.0 to -5.0), and training is 2.5 times faster.',
    );
    expect(out.replace(/\s+/g, ' ')).toContain('Adding learning_rate 0.012 → 0.045 helped');
    expect(out).toMatch(/batch_size 64 → 256 +570 +\+30\.0 +\+20\.0 to \+40\.0 +0\.4× +worse/);
  });

  test('what-if says what it starts from in lines that fit', async () => {
    const base = {
      layers: 2,
      neurons: 32,
      learning_rate: 0.001,
      batch_size: 8,
      loss: 'squared',
      schedule: 'cycles',
      activation: 'relu',
      weight_decay: 0.01,
      dropout: 0.0187,
      target_scale: 'linear',
    };
    const terminal = fakeTerminal({ terminal: true, columns: 45, env: { TERM: 'dumb' } });
    const whatIf = async ({ onEvent }: WhatIfOptions) => {
      onEvent?.({
        event: 'start',
        base,
        steps: ['batch_size 8 → 256, learning_rate 0.001 → 0.0057'],
      } as never);
      return verdict;
    };
    await main(['what-if', 's', 'batch_size=256'], terminal, fakeJob({ whatIf }));
    const [first] = terminal.err.text().split('Training');
    expect(first!.split('\n').length).toBeGreaterThan(3);
    for (const line of first!.split('\n')) expect(width(line)).toBeLessThan(46);
  });

  test('what-if shows what blew up', async () => {
    const blown = {
      ...step('learning_rate 0.01 → 1', Number.NaN, 'worse'),
      interval: [Number.NaN, Number.NaN] as const,
      diverged: 6,
    };
    const { out } = await run(['what-if', 's', 'learning_rate=1'], {
      whatIf: async () => ({ ...verdict, baseDiverged: 1, steps: [blown] }),
    });
    expect(out).toContain('No, it is worse (6 of 6 trainings diverged)');
    expect(out).toMatch(/learning_rate 0\.01 → 1 .*worse, diverged 6 of 6/);
    expect(out).toMatch(/best setting .*diverged 1 of 6/);
    expect(out).not.toMatch(/NaN|- to -/);
  });

  test.each([
    [0.88, 'and training takes as long'],
    [1.14, 'and training takes as long'],
    [0.8, 'and training is 1.3 times faster'],
    [1.2, 'and training takes 1.2 times as long'],
  ])('what-if: a time ratio of %d is said as "%s"', async (timeRatio, words) => {
    const steps = [{ ...step('a 1 → 2', 3, 'worse'), timeRatio }];
    const { out } = await run(['what-if', 's', 'layers=2'], { whatIf: async () => ({ ...verdict, steps }) });
    expect(out.replace(/\s+/g, ' ')).toContain(words);
  });

  test('what-if interrupted before its first pair: 130, and why', async () => {
    const terminal = fakeTerminal();
    const whatIf = async () => {
      terminal.interrupt();
      throw usageError('interrupted before the first pair of trainings ended.');
    };
    const { code, err } = await run(['what-if', 's', 'layers=2'], { whatIf }, terminal);
    expect(code).toBe(130);
    expect(err).toContain('finishing: judging the pairs that were trained');
    expect(err).toContain('stopped without an answer: interrupted before the first pair of trainings ended.');
  });

  test('what-if --json ends with the verdict', async () => {
    const { out } = await run(['what-if', 's', 'batch_size=256', '--json'], { whatIf: async () => verdict });
    expect(JSON.parse(out.trim().split('\n').at(-1)!)).toEqual(verdict);
  });

  test('predict writes CSV to stdout, or says where it went', async () => {
    const text = 'a,prediction\n1,2\n';
    const prediction = { task: 'regression', targets: ['price'], values: Float64Array.of(2) } as const;
    expect(
      (
        await run(['predict', 'm', 'a.csv'], {
          predict: async () => ({ rows: 1, text, remarks: [], prediction }),
        })
      ).out,
    ).toBe(text);
    const saved = await run(['predict', 'm', 'a.csv', '--out', 'p.csv'], {
      predict: async () => ({ rows: 1200, out: 'p.csv', remarks: ['column "a" is odd.'], prediction }),
    });
    expect(saved).toMatchObject({ out: '', err: '  column "a" is odd.\n  1,200 predictions in p.csv\n' });
  });

  test('predict takes a share for the interval', async () => {
    const asked = async (...flags: string[]) => {
      let interval: unknown;
      const predict: Job['predict'] = async (options) => {
        interval = options.interval;
        return {
          rows: 1,
          text: '',
          remarks: [],
          prediction: { task: 'regression', targets: ['price'], values: Float64Array.of(2) },
        };
      };
      const { err, code } = await run(['predict', 'm', 'a.csv', ...flags], { predict });
      return code === 0 ? interval : err;
    };
    expect(await asked()).toBeUndefined();
    expect(await asked('--interval', '80%')).toBe(0.8);
    expect(await asked('--interval', '0.95')).toBe(0.95);
    expect(await asked('--interval', 'none')).toBe('none');
    for (const wrong of ['80', '0', '100%', 'wide'])
      expect(await asked('--interval', wrong)).toContain(
        `--interval is "${wrong}"; it takes a share between 0 and 100 %, or none`,
      );
  });

  test('report draws the report of a study again and says where it is', async () => {
    const asked: unknown[] = [];
    const report = async (options: object) => {
      asked.push(options);
      return { study: 's', reportFile: 'there.html' };
    };
    const { out } = await run(['report', 's', '--out', 'there.html'], { report });
    expect(out).toBe('there.html\n');
    expect(asked).toEqual([{ study: 's', storage: undefined, out: 'there.html' }]);
    const json = await run(['report', 's', '--json'], { report });
    expect(JSON.parse(json.out)).toEqual({ event: 'report', study: 's', reportFile: 'there.html' });
  });

  test('replay says whether the bits are the same', async () => {
    const same = { same: true, what: 'trial 3', hash: 'ab', recorded: 'ab', epochs: 27 };
    expect(await run(['replay', 's', '3'], { replay: async () => same })).toMatchObject({ code: 0 });
    const different = await run(['replay', 's', '3'], {
      replay: async () => ({ ...same, same: false, hash: 'cd' }),
    });
    expect(different.out).toContain('Different bits: trial 3 (27 epochs) is cd and was ab');
    expect(different.code).toBe(3);
  });
});

describe('cache', () => {
  const caches = [
    { path: '/x/big.csv.sweetspot/1.blocks', bytes: 2_000_000_000, file: 'big.csv', rows: 9_930_000 },
    { path: '/x/big.csv.sweetspot/2.blocks', bytes: 12 },
  ];
  const asked: unknown[] = [];
  const job = {
    listCaches: async (options: unknown) => {
      asked.push(options);
      return caches;
    },
    clearCaches: async (options: unknown) => {
      asked.push(options);
      return caches;
    },
  };

  test('list, also without its name', async () => {
    for (const args of [['cache'], ['cache', 'list']]) {
      const { out, code } = await run(args, job);
      expect(out).toMatch(/big\.csv +2\S* GB +9,930,000 +\/x\/big\.csv\.sweetspot\/1\.blocks/);
      expect(out).toMatch(/damaged +12 \S+ +- /);
      expect(code).toBe(0);
    }
    expect((await run(['cache', 'list'], { listCaches: async () => [] })).out).toContain('No caches');
  });

  test('clear, of one file, for people and for programs', async () => {
    const { err } = await run(['cache', 'clear', 'big.csv'], job);
    expect(asked.at(-1)).toEqual({ file: 'big.csv' });
    expect(err).toMatch(/Removed 2 caches: 2\S* GB/);
    const { out } = await run(['cache', 'clear', '--json'], job);
    expect(JSON.parse(out.split('\n')[0]!)).toEqual({ event: 'cleared', ...caches[0] });
  });
});

describe('studies', () => {
  const trial = {
    number: 0,
    state: 'complete' as const,
    setting: trained.setting,
    value: 541.23,
    intermediate: [{ epoch: 9, value: 541.23 }],
    facts: {},
    started: 0,
  };
  const removed: string[] = [];
  const store: Store = {
    url: 'sqlite:///sweetspot/studies.db',
    list: async () => [
      {
        name: 'diamonds-1',
        direction: 'minimize',
        trials: { running: 0, paused: 0, complete: 41, stopped: 50, diverged: 6, failed: 0 },
        best: 541.23,
        facts: { metric: 'rmse', target: 'price' },
      },
    ],
    create: async () => {},
    load: async (name) => ({
      name,
      direction: 'minimize',
      space: {},
      facts: { metric: 'rmse' },
      trials: [trial],
    }),
    write: async () => {},
    remove: async (name) => void removed.push(name),
    close: async () => {},
  };
  const openStore = async () => store;

  test('list, also without its name', async () => {
    for (const args of [['studies'], ['studies', 'list']]) {
      const { out, code } = await run(args, { openStore });
      expect(out).toMatch(/diamonds-1 +541 +rmse +41 +50 +6 +price/);
      expect(code).toBe(0);
    }
  });

  test('show', async () => {
    const { out } = await run(['studies', 'show', 'diamonds-1'], { openStore });
    expect(out).toMatch(/0 +541 +complete +9 +2×64, rate 0\.01, batch 64, squared/);
  });

  test('delete', async () => {
    const { err } = await run(['studies', 'delete', 'diamonds-1'], { openStore });
    expect(removed).toEqual(['diamonds-1']);
    expect(err).toContain('Deleted diamonds-1 and its 1 trials');
  });
});
