import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeJob } from '../../src/cli/job.js';
import { main } from '../../src/cli/main.js';
import { width } from '../../src/cli/render/width.js';
import { inspect } from '../../src/index.js';
import type { Inspection } from '../../src/tune/inspect/inspection.js';
import { fakeTerminal } from './fake.js';

async function run(args: string[], options: Parameters<typeof fakeTerminal>[0] = {}) {
  const terminal = fakeTerminal(options);
  const code = await main(['inspect', ...args], terminal, nodeJob);
  return { code, out: terminal.out.text(), err: terminal.err.text() };
}

const diamonds = ['examples/diamonds.csv', '--target', 'price'];
const penguins = ['examples/penguins.csv', '--target', 'species'];

function fileOf(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'inspect-')), name);
  writeFileSync(path, text);
  return path;
}

describe('what is said', () => {
  test('the file, the target, every column, the split, the space and the budget', async () => {
    const { code, out, err } = await run(diamonds);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/File +diamonds.csv: CSV, 53,940 rows, 10 columns/);
    expect(out).toMatch(/regression, measured by rmse/);
    expect(out).toMatch(/train 35,061 \(65 %\), validation 8,091 \(15 %\), test 10,788/);
    expect(out).toMatch(/carat +number +- +273 +1 +0.2 to 5.01, median 0.7/);
    expect(out).toMatch(/color +category +- +7 +7 +G, E, F, H, …/);
    expect(out).toMatch(/Will try +batch_size/);
    expect(out).toMatch(/Budget +1 min on \d+ workers?, seed 0/);
    expect(out).not.toContain('\u001b');
    // The tallest bar of prices stands at the left.
    expect(out).toMatch(/\n {4} █\n/);
  });

  test('classes have bars', async () => {
    const { out } = await run([...penguins, '--ascii']);
    expect(out).toMatch(/Adelie +#{40} 152 rows \(44 %\)/);
    expect(out).toMatch(/Chinstrap +#{18} 68 rows \(20 %\)/);
    expect(out).toMatch(/^[ -~\n]*$/);
  });

  test('what is left out, why, and the flag that keeps it', async () => {
    const { out } = await run(['examples/cars.csv', '--target', 'cylinders']);
    expect(out).toMatch(/name +left out +- +306 +- +nearly every row has a value of its own/);
    expect(out).toContain('--category name');
  });

  test('messy columns: long names, embedded levels, several marks for missing, rows left out', async () => {
    const long = `measured ${'very '.repeat(30)}often`;
    const path = fileOf(
      'messy.csv',
      `${long},town,price\n${rows((i) => `${i % 9 ? i % 13 : i % 2 ? 'NA' : '?'},town ${i % 12},${i % 5 ? i % 11 : ''}`, 600)}`,
    );
    const { code, out } = await run([path, '--target', 'price', '--task', 'regression', '--drop-bad-rows'], {
      columns: 100,
    });
    expect(code).toBe(0);
    expect(out).toMatch(/column +kind +missing +distinct +inputs +holds/);
    expect(out).toMatch(/measured very ve…ry often +number/);
    expect(out.replace(/\s+/g, ' ')).toContain('8 learnt numbers for each of 12 levels');
    expect(out.replace(/\s+/g, ' ')).toContain('"?" and "NA" are taken as missing (');
    expect(out).toMatch(/test \d+ \(20 %\)/);
  });

  test('flags change what would be assumed', async () => {
    const flags = ['--number', 'name', '--ignore', 'year', '--budget', '5 trials', '--workers', '2'];
    const path = fileOf('small.csv', `name,year,price\n${rows((i) => `$${i % 7},${i},${i % 11}.5`)}`);
    const { out } = await run([path, '--target', 'price', ...flags, '--metric', 'mae']);
    expect(out).toMatch(/name +number/);
    expect(out).toMatch(/year +left out .*ignored as you asked/);
    expect(out).toMatch(/measured by mae/);
    expect(out).toMatch(/Budget +5 trials on 2 workers/);
    expect(out).toMatch(/Heads-up +small.csv: there are only 60 rows, 12 of them to test on/);
  });

  test('nothing is trained or written, and the warnings alone with --quiet', async () => {
    const path = fileOf('small.csv', `a,b\n${rows((i) => `${i % 7},${i % 11}.5`)}`);
    const { out } = await run([path, '--target', 'b', '--quiet']);
    expect(out.split('\n')[0]).toMatch(/^small.csv: there are only 60 rows.*\(try: --seed 1\)$/);
  });
});

const rows = (cells: (i: number) => string, n = 60) =>
  Array.from({ length: n }, (_, i) => cells(i)).join('\n');

test.each([110, 80, 60, 40])('%i columns are kept to', async (columns) => {
  for (const args of [diamonds, penguins]) {
    const { out } = await run(args, { terminal: true, columns, env: { NO_COLOR: '1' } });
    expect(out.split('\n').filter((line) => width(line) > columns)).toEqual([]);
  }
});

test('a column of weights is called that, not the target', async () => {
  const path = fileOf(
    'weighed.csv',
    `a,b,w,y\n${rows((i) => `${i % 9},${i % 13},${1 + (i % 3)},${i % 11}`)}`,
  );
  const { out } = await run([path, '--target', 'y', '--weight', 'w']);
  expect(out).toMatch(/\n +w +weight +- +3 +- +how much each row counts \(change: --weight\)/);
  const { columns } = await inspect({ data: path, target: 'y', weight: 'w' });
  expect(columns.map(({ use }) => use)).toEqual(['input', 'input', 'weight', 'target']);
});

describe('without --target', () => {
  test('one is proposed, with others', async () => {
    const { out } = await run(['examples/cars.csv']);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /Proposed year is taken as the target, for it is the last column; it could also be .*\(change: --target\)/,
    );
  });

  test('a column that is named like one comes first', async () => {
    const path = fileOf('named.csv', `a,target,b\n${rows((i) => `${i % 9},${i % 13},${i % 5}`)}`);
    const { targets, proposed } = await inspect({ data: path });
    expect(targets[0]!.name).toBe('target');
    expect(proposed).toEqual({ why: 'it is named like one', others: ['b', 'a'] });
  });

  test('columns that cannot be learnt are passed over', async () => {
    const path = fileOf('notes.csv', `a,b,note\n${rows((i) => `${i % 9},${i % 13},says number ${i}`)}`);
    expect((await inspect({ data: path })).targets[0]!.name).not.toBe('note');
  });
});

describe('--json', () => {
  test('one object with fixed names, the same that the library gives', async () => {
    const { out } = await run([...penguins, '--json', '--workers', '1']);
    const said = JSON.parse(out) as Inspection;
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(Object.keys(said).sort()).toEqual(
      [
        'budget',
        'columns',
        'data',
        'event',
        'format',
        'seed',
        'space',
        'targets',
        'warnings',
        'workers',
      ].sort(),
    );
    expect(said.event).toBe('inspection');
    expect(said.data).toMatchObject({
      file: 'penguins.csv',
      rows: 344,
      task: 'multiclass',
      metric: 'log_loss',
    });
    expect(said.columns.map(({ name, use, kind }) => [name, use, kind])).toEqual([
      ['species', 'target', 'category'],
      ['island', 'input', 'category'],
      ['culmen_length_mm', 'input', 'number'],
      ['culmen_depth_mm', 'input', 'number'],
      ['flipper_length_mm', 'input', 'number'],
      ['body_mass_g', 'input', 'number'],
      ['sex', 'input', 'category'],
    ]);
    const inputs = said.columns.reduce((sum, { numbers = 0 }) => sum + numbers, 0);
    expect(inputs).toBe(said.data.inputs.encoded);
    expect(said.columns[6]).toMatchObject({ missing: 11 / 344, distinct: 2, flag: '--number sex' });
    expect(
      JSON.parse(JSON.stringify(await inspect({ data: penguins[0]!, target: 'species', workers: 1 }))),
    ).toEqual(said);
  });

  test('the histogram counts every row once', async () => {
    const [target] = (await inspect({ data: diamonds[0]!, target: 'price' })).targets;
    expect(target!.histogram!.reduce((sum, { rows }) => sum + rows, 0)).toBe(53_940);
    expect(target!.range).toEqual({ smallest: 326, median: 2401, largest: 18_823 });
  });
});

describe('what fails', () => {
  test.each([
    [['nowhere.csv', '--target', 'y'], 3, 'there is no file "nowhere.csv"'],
    [['examples/cars.csv', '--target', 'yeer'], 3, 'Did you mean "year"?'],
    [['examples/cars.csv', '--budget', 'long'], 2, '--budget is "long"'],
    [['examples/cars.csv', '--target', 'name'], 3, 'different values'],
  ])('%j', async (args, expected, message) => {
    const { code, out, err } = await run(args as string[]);
    expect([code, out]).toEqual([expected, '']);
    expect(err).toContain(message);
  });

  test('with --json it is an event too', async () => {
    const { code, out, err } = await run(['nowhere.csv', '--target', 'y', '--json']);
    const { event, kind, message, next, exitCode } = JSON.parse(out);
    expect({ event, kind, exitCode, code }).toEqual({ event: 'error', kind: 'data', exitCode: 3, code: 3 });
    expect(err).toBe(`sweetspot: ${message}\n  ${next}\n`);
  });
});
