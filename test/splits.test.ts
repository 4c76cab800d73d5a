import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Splits through the built command: what is said, what is refused, and that a study keeps its split. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const cars = fileURLToPath(new URL('../examples/cars.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-splits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sweetspot(...args: string[]) {
  const { SWEETSPOT_STORAGE: _, SWEETSPOT_DEBUG: __, ...env } = process.env;
  return spawnSync('node', [command, ...args], { cwd: folder, encoding: 'utf8', env, timeout: 60_000 });
}

const tune = (file: string, ...flags: string[]) =>
  sweetspot('tune', file, '--target', 'y', '--budget', '1 trial', '--workers', '1', ...flags);

/** What a run says of its data; it is ended as soon as it has. */
const data = (file: string, ...flags: string[]) => dataOf(file, 'y', flags);

async function dataOf(file: string, target: string, flags: readonly string[]) {
  const words = ['tune', file, '--target', target, '--workers', '1', '--json', ...flags];
  const running = spawn('node', [command, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(running, 'close');
  for await (const line of createInterface({ input: running.stdout })) {
    running.kill('SIGKILL');
    await ended;
    return JSON.parse(line);
  }
  throw new Error(`${words.join(' ')} said nothing`);
}

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);

/** 240 rows: 24 shops with ten rows each, a day for every four rows, a class, a column with a gap, and a few repeated rows. */
const line = (i: number) => {
  const [shop, x] = [i % 24, (i * 7) % 31];
  return `s${shop},${day(i >> 2)},${x},${(i * 13) % 17},${i === 7 ? '' : `g${i % 5}`},${(2 * x + shop + ((i * 5) % 3)).toFixed(1)}`;
};
const header = 'shop,when,a,b,gap,y';
const write = (name: string, lines: readonly string[]) =>
  writeFileSync(join(folder, name), `${[header, ...lines].join('\n')}\n`);

beforeAll(() => {
  const lines = Array.from({ length: 240 }, (_, i) => line(i));
  write('shops.csv', lines);
  write(
    'later.csv',
    Array.from({ length: 60 }, (_, i) => line(240 + i)),
  );
  write('again.csv', [...lines, ...lines.slice(0, 30)]);
  writeFileSync(join(folder, 'narrow.csv'), 'shop,when,a,y\ns1,2024-01-01,3,4\n');
});

describe('what is said', { timeout: 120_000 }, () => {
  test('time: the newest rows test, with dates; folds by what is earlier', async () => {
    const held = await data('shops.csv', '--split', 'time:when', '--folds', '1');
    expect(held.split).toMatchObject({ train: 156, validation: 36, test: 48, folds: 1, by: 'time' });
    expect(held.split.described).toEqual({
      train: `${day(0)} to ${day(38)}`,
      validation: `${day(39)} to ${day(47)}`,
      test: `${day(48)} to ${day(59)}`,
    });
    const about = held.assumptions.filter(({ about }: { about: string }) => about === 'when');
    expect(about.map(({ flag }: { flag: string }) => flag)).toEqual(
      expect.arrayContaining(['--split random', '--ignore when']),
    );
    const { stderr } = tune('shops.csv', '--split', 'time:when');
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      '5-fold cross-validation on 192 rows, each part by what is earlier',
    );
  });

  test('group: whole shops, and their name is no input', async () => {
    const { split, assumptions, inputs } = await data('shops.csv', '--split', 'group:shop', '--folds', '1');
    const groups = Object.values(split.described).map((text) =>
      Number(/^(\d+) groups?$/.exec(String(text))![1]),
    );
    expect(groups.reduce((sum, each) => sum + each, 0)).toBe(24);
    expect([split.train, split.validation, split.test]).toEqual(groups.map((each) => 10 * each));
    expect(assumptions).toContainEqual({
      about: 'shop',
      text: 'left out: it names the groups of the split',
      flag: '--category shop or --number shop',
    });
    expect(inputs.category).toBe(1);
    expect((await data('shops.csv', '--split', 'group:shop', '--category', 'shop')).inputs.category).toBe(2);
  });

  test('a row without a group is one of its own, or left out', async () => {
    const texts = async (...flags: string[]) =>
      (await data('shops.csv', '--split', 'group:gap', ...flags)).assumptions.map(
        ({ text }: { text: string }) => text,
      );
    expect(await texts()).toContain('1 row without a value is a group of its own');
    expect(await texts('--drop-bad-rows')).toContain('1 row without a readable "gap" left out');
  });

  test('random is the default, and a date says that it could order the rows', async () => {
    const first = await data('shops.csv');
    expect(first.split.by).toBe('random');
    expect(first.assumptions).toContainEqual({
      about: 'when',
      text: 'rows are split at random; to be judged on the future, split them by time',
      flag: '--split time:when',
    });
    expect((await data('shops.csv', '--split', 'random')).split).toEqual(first.split);
  });

  test('folds: as many as asked, and none', async () => {
    expect((await data('shops.csv', '--folds', '4')).split.folds).toBe(4);
    expect((await data('shops.csv', '--folds', '1')).split).toMatchObject({
      folds: 1,
      train: 156,
      validation: 36,
    });
    expect((await data('shops.csv', '--test', 'later.csv')).split).toMatchObject({ folds: 5, test: 60 });
  });

  test('duplicates are kept, or together, or dropped', async () => {
    expect((await data('again.csv')).split.test).toBe(54);
    const dropped = await data('again.csv', '--duplicates', 'drop', '--folds', '1');
    expect(dropped.split.train + dropped.split.validation + dropped.split.test).toBe(240);
    expect(dropped.assumptions).toContainEqual({
      about: 'again.csv',
      text: '30 rows equal to an earlier one in all inputs and the target are left out',
      flag: '--duplicates',
    });
    const together = await data('again.csv', '--duplicates', 'together');
    expect(together.split.train + together.split.validation + together.split.test).toBe(270);
    expect(together.assumptions.at(-1).text).toMatch(
      /^30 rows .* are kept on the side of the first like them$/,
    );
  });

  test('a validation file: every row of the first trains', async () => {
    const { rows, split } = await data('shops.csv', '--validation', 'later.csv', '--test', 'later.csv');
    expect(rows).toBe(240);
    expect(split).toMatchObject({ train: 240, validation: 60, test: 60, folds: 1 });
    expect(split).toMatchObject({ validationFile: 'later.csv', testFile: 'later.csv' });
    const { stderr } = tune('shops.csv', '--validation', 'later.csv');
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'train 192 (80 %), validation: 60 rows of later.csv, test 48 (20 %) sealed until the end (change: --split, --test)',
    );
  });
});

test('inspect says the same, and proposes another target than what decides the split', () => {
  const { stdout } = sweetspot('inspect', 'shops.csv', '--split', 'group:y', '--folds', '1', '--json');
  expect(JSON.parse(stdout).data.target).toBe('shop');
  const shown = sweetspot(
    'inspect',
    'shops.csv',
    '--target',
    'y',
    '--split',
    'time:when',
    '--validation',
    'later.csv',
  );
  expect(shown.stdout.replace(/\s+/g, ' ')).toContain(
    `train 192 (80 %, ${day(0)} to ${day(47)}), validation: 60 rows of later.csv, test 48 (20 %, ${day(48)} to ${day(59)})`,
  );
});

describe('what is refused', { timeout: 120_000 }, () => {
  test.each([
    [
      'no such way',
      ['--split', 'date'],
      2,
      '--split is "date"; it takes random, time:COLUMN or group:COLUMN',
      '--split time:date',
    ],
    ['no column', ['--split', 'group:'], 2, '--split is "group:"', '--split group:COLUMN'],
    [
      'a column that is not there',
      ['--split', 'group:shops'],
      3,
      'shops.csv has no column "shops"',
      'Did you mean "shop"?',
    ],
    ['the target', ['--split', 'time:y'], 2, 'column "y" is the target', '--split'],
    [
      'names as times',
      ['--split', 'time:shop'],
      3,
      'column "shop" holds neither numbers nor dates (such as "s0")',
      '2024-03-01',
    ],
    [
      'too many folds',
      ['--folds', '21'],
      2,
      '--folds is "21"; it takes a whole number from 1 to 20',
      '--folds 5',
    ],
    [
      'more folds than groups',
      ['--split', 'group:b', '--folds', '18'],
      3,
      'groups by column "b" cannot be cut into 18 folds',
      '--folds',
    ],
    [
      'folds beside a validation file',
      ['--folds', '3', '--validation', 'later.csv'],
      2,
      '--folds 3 cannot be combined with --validation',
      'out',
    ],
    [
      'shared groups',
      ['--split', 'group:shop', '--validation', 'later.csv'],
      3,
      'groups by column "shop" are in the training file and in the validation file',
      '--split',
    ],
    [
      'nothing to split',
      ['--split', 'time:when', '--validation', 'later.csv', '--test', 'later.csv'],
      2,
      'there is nothing to split',
      '--split',
    ],
    [
      'equal rows of different times',
      ['--split', 'time:when', '--duplicates', 'together'],
      2,
      '--duplicates together cannot be combined with --split time',
      '--duplicates drop',
    ],
    [
      'no such rule',
      ['--duplicates', 'remove'],
      2,
      '--duplicates is "remove"; it takes one of keep, together, drop',
      '--duplicates',
    ],
    [
      'a validation file that is not there',
      ['--validation', 'late.csv'],
      3,
      'there is no file "late.csv"',
      'path',
    ],
    [
      'a validation file without a column',
      ['--validation', 'narrow.csv'],
      3,
      'narrow.csv has no column "b"',
      'Did you mean',
    ],
  ] as const)('%s', (_, flags, code, says, next) => {
    const { status, stdout, stderr } = tune('shops.csv', ...flags);
    const [first = '', ...rest] = stderr.slice(stderr.indexOf('sweetspot: ')).trimEnd().split('\n');
    expect(first).toContain(says);
    expect(rest.join('\n')).toContain(next);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stdout).toBe('');
    expect(status).toBe(code);
  });

  test('a time that is missing, until such rows are dropped', async () => {
    write(
      'gaps.csv',
      Array.from({ length: 100 }, (_, i) =>
        i % 50 === 3 ? line(i).replace(/,2024-[\d-]+,/, ',,') : line(i),
      ),
    );
    const { status, stderr } = tune('gaps.csv', '--split', 'time:when');
    expect(stderr).toContain('column "when" has no readable time in row 5 (1 more row) of gaps.csv.');
    expect(stderr).toContain('--drop-bad-rows');
    expect(status).toBe(3);
    expect((await data('gaps.csv', '--split', 'time:when', '--drop-bad-rows')).assumptions).toContainEqual({
      about: 'when',
      text: '2 rows without a readable "when" left out',
      flag: '--drop-bad-rows',
    });
  });

  test('a class that would train alone', () => {
    write(
      'late.csv',
      Array.from({ length: 120 }, (_, i) => line(i).replace(/[^,]*$/, i < 100 ? 'no' : 'yes')),
    );
    const { status, stderr } = tune('late.csv', '--split', 'time:when');
    expect(stderr).toContain('with --split time:when all rows that train have the class "no"');
    expect(status).toBe(3);
  });
});

const ways = [
  ['time', ['--split', 'time:when']],
  ['group', ['--split', 'group:shop', '--folds', '3']],
  ['together', ['--duplicates', 'together', '--folds', '1']],
  ['validation', ['--validation', 'later.csv']],
] as const;

describe('a study keeps its split', { timeout: 240_000 }, () => {
  test.each(ways)('%s: replay, what-if, train and --resume', (study, flags) => {
    const on = (...more: string[]) =>
      tune('again.csv', '--budget', '1 trial', '--study', study, ...flags, ...more);
    expect([0, 4]).toContain(on().status);
    const same = (...args: string[]) => JSON.parse(sweetspot('replay', study, ...args, '--json').stdout).same;
    expect(same('0')).toBe(true);
    const { facts } = JSON.parse(sweetspot('studies', 'show', study, '--json').stdout);
    if (facts.final.length > 0) expect(same('--final')).toBe(true);

    const asked = sweetspot(
      'what-if',
      study,
      'batch_size=64',
      '--raise',
      'learning_rate',
      '--budget',
      '5s',
      '--json',
    );
    expect(asked.stderr).toBe('');
    expect(JSON.parse(asked.stdout.trim().split('\n').at(-1)!).event).toBe('verdict');

    const trained = sweetspot('train', 'again.csv', '--target', 'y', ...flags, '--epochs', '5', '--json');
    expect(trained.status).toBe(0);

    const more = sweetspot('tune', '--study', study, '--resume', '--for', '1s');
    expect(more.stderr).not.toContain('sweetspot:');
    expect([0, 4]).toContain(more.status);
    const otherwise = tune('again.csv', '--study', study, '--resume');
    expect(otherwise.status).toBe(2);
    expect(otherwise.stderr).toContain(`study "${study}" was made with`);
  });

  test('a validation file that has moved is named, and another one is refused', () => {
    tune('shops.csv', '--study', 'moved', '--validation', 'later.csv');
    writeFileSync(join(folder, 'elsewhere.csv'), readFileSync(join(folder, 'later.csv')));
    rmSync(join(folder, 'later.csv'));
    expect(sweetspot('replay', 'moved', '0').status).toBe(3);
    expect(sweetspot('replay', 'moved', '0', '--validation', 'elsewhere.csv').status).toBe(0);
    const other = sweetspot('replay', 'moved', '0', '--validation', 'shops.csv');
    expect(other.stderr).toContain('"shops.csv" is not the file that the study was made with');
    expect(other.stderr).toContain('--validation FILE');
  });
});

test('cars by year: the newest are tested, and year stays an input', async () => {
  const flags = ['--drop-bad-rows', '--split', 'time:year', '--folds', '1'];
  const { split, inputs } = await dataOf(cars, 'economy (mpg)', flags);
  expect(split.described).toEqual({ train: '70 to 77', validation: '78 to 79', test: '80 to 82' });
  expect(inputs.number).toBe(6);
});
