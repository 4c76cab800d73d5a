import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The command as it is installed, on real files: what a person sees who gives it something it cannot use. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweetspot-bad-input-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);

function sweetspot(...args: string[]) {
  const { SWEETSPOT_STORAGE: _, SWEETSPOT_DEBUG: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('node', [command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
    timeout: 25_000,
  });
  return { status, stdout, stderr };
}

/** Rows of a table that can be used, as lines. */
const goodRows = (
  rows: number,
  line = (i: number) => `${i % 17},${(i * 7) % 23},${2 * (i % 17) + ((i * 7) % 23)}`,
) => Array.from({ length: rows }, (_, i) => line(i));
const table = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
const good = () => table('a,b,price', goodRows(60));

const tune = (file: string, ...flags: string[]) =>
  sweetspot('tune', file, '--target', 'price', '--budget', '1 trial', ...flags);

interface Refusal {
  readonly code: 2 | 3;
  /** What the message must name: the thing and its value. */
  readonly says: readonly (string | RegExp)[];
  /** What the next step must name. */
  readonly next: string | RegExp;
}

/** Code, thing, value and next step; one or two lines for each; never a stack, never a result. */
function expectRefusal(
  { status, stdout, stderr }: ReturnType<typeof sweetspot>,
  { code, says, next }: Refusal,
) {
  const message = stderr.slice(stderr.indexOf('sweetspot: '));
  const [first = '', ...rest] = message.trimEnd().split('\n');
  expect(stderr).toContain('sweetspot: ');
  for (const each of says) expect(first).toMatch(each);
  expect(rest.join('\n')).toMatch(next);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(stderr).not.toContain("a mistake of Sweetspot's own");
  expect(stdout).toBe('');
  expect(status).toBe(code);
}

describe('files', () => {
  test('a missing file', () => {
    put('houses.csv', good());
    expectRefusal(tune('house.csv'), {
      code: 3,
      says: ['house.csv', /no (such )?file|does not exist|not found/i],
      next: /houses\.csv|path|file/i,
    });
  });

  test('a directory', () => {
    mkdirSync(join(folder, 'tables'), { recursive: true });
    expectRefusal(tune('tables'), { code: 3, says: ['tables', /directory|folder/], next: /file/i });
  });

  test('an empty file', () => {
    put('empty.csv', '');
    expectRefusal(tune('empty.csv'), { code: 3, says: ['empty.csv', /empty/], next: /row/ });
  });

  test('a header only', () => {
    put('header.csv', 'a,b,price\n');
    expectRefusal(tune('header.csv'), {
      code: 3,
      says: ['header.csv', /no rows|header only|only/i],
      next: /rows/,
    });
  });

  test('ragged rows', () => {
    put('ragged.csv', table('a,b,price', [...goodRows(40), '1,2', '1,2,3,4,5', ...goodRows(40)]));
    expectRefusal(tune('ragged.csv'), {
      code: 3,
      says: [/row 42\b/, /2 fields/, /\b3\b/],
      next: '--drop-bad-rows',
    });
  });

  test('bytes that are not UTF-8', () => {
    put('latin.csv', Buffer.from(table('a,caf\xe9,price', goodRows(60)), 'latin1'));
    expectRefusal(tune('latin.csv'), { code: 3, says: ['latin.csv', /UTF-8/, /0xe9|233/i], next: /UTF-8/ });
  });

  test('two rows', () => {
    put('two.csv', table('a,b,price', goodRows(2)));
    expectRefusal(tune('two.csv'), { code: 3, says: ['two.csv', /\b2\b/, /at least/], next: /rows/ });
  });

  test('duplicate names', () => {
    put('twice.csv', table('a,a,price', goodRows(60)));
    expectRefusal(tune('twice.csv'), { code: 3, says: ['twice.csv', '"a"', /1, 2/], next: /[Rr]ename/ });
  });
});

describe('columns', () => {
  test('no such column: the nearest is suggested', () => {
    put('good.csv', good());
    const refused = sweetspot('tune', 'good.csv', '--target', 'prise', '--budget', '2 trials');
    expect([2, 3]).toContain(refused.status);
    expectRefusal(refused, { code: refused.status as 2 | 3, says: ['"prise"', 'good.csv'], next: /price/ });
  });

  test.each([
    ['an input', '--ignore'],
    ['a category', '--category'],
    ['a number', '--number'],
  ])('no such column as %s', (_, flag) => {
    put('good.csv', good());
    const refused = tune('good.csv', flag, 'bb');
    expect([2, 3]).toContain(refused.status);
    expectRefusal(refused, { code: refused.status as 2 | 3, says: ['"bb"'], next: /\bb\b/ });
  });

  test('a target with missing values', () => {
    put('holes.csv', table('a,b,price', [...goodRows(50), '1,2,', '3,4,NA', ...goodRows(10)]));
    expectRefusal(tune('holes.csv'), {
      code: 3,
      says: ['"price"', /row 52\b|2 rows|rows 52/],
      next: '--drop-bad-rows',
    });
  });

  test('a target with something that is no number', () => {
    put('text.csv', table('a,b,price', [...goodRows(50), '1,2,ask us', ...goodRows(50)]));
    expectRefusal(tune('text.csv'), {
      code: 3,
      says: ['"price"', '"ask us"', /row 52\b/],
      next: '--na "ask us"',
    });
  });

  test('a target with one single value', () => {
    put(
      'single.csv',
      table(
        'a,b,price',
        goodRows(60, (i) => `${i % 17},${(i * 7) % 23},5`),
      ),
    );
    expectRefusal(tune('single.csv'), { code: 3, says: ['"price"', '"5"'], next: '--target' });
  });

  test('inputs that are all constant', () => {
    put(
      'constant.csv',
      table(
        'a,b,price',
        goodRows(60, (i) => `1,x,${i}`),
      ),
    );
    expectRefusal(tune('constant.csv'), {
      code: 3,
      says: ['"price"', /constant|vary|every row/],
      next: /column/,
    });
  });

  test('more classes than rows allow', () => {
    put(
      'classes.csv',
      table(
        'a,b,price',
        goodRows(60, (i) => `${i % 17},${i % 23},class ${i % 40}`),
      ),
    );
    expectRefusal(tune('classes.csv', '--task', 'multiclass'), {
      code: 3,
      says: ['"price"', '40', /\b60\b|classes/],
      next: /--target|rare/,
    });
  });

  test('numbers as people write them are understood, and it says so', () => {
    const money = (i: number) =>
      `${i % 17},${(i * 7) % 23},"$${(1000 + 50 * (i % 17)).toLocaleString('en')}"`;
    put('money.csv', table('a,b,price', goodRows(80, money)));
    const { status, stdout } = tune('money.csv', '--json', '--workers', '1');
    const [data] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([0, 4]).toContain(status);
    expect(data.task).toBe('regression');
    expect(data.assumptions.map((each: { about: string }) => each.about)).toContain('price');
  });
});

describe('flags', () => {
  test.each<[string[], readonly (string | RegExp)[], string | RegExp]>([
    [['tune', 'good.csv', '--target', 'price', '--buget', '5s'], ['--buget'], '--budget'],
    [['tune', 'good.csv', '--target', 'price', '--budget', 'soon'], ['--budget', '"soon"'], '60s'],
    [['tune', 'good.csv', '--target', 'price', '--metric', 'mse'], ['--metric', '"mse"', 'rmse'], 'rmse'],
    [['tune', 'good.csv', '--target', 'price', '--metric', 'auc'], ['auc'], 'rmse'],
    [['tune', 'good.csv', '--target', 'price', '--workers', '-2'], ['--workers'], /./],
    [['tune', 'good.csv', '--target', 'price', '--seed', 'x'], ['--seed', '"x"'], /--seed/],
    [['tune', 'good.csv', '--target', 'price', '--category', 'b', '--number', 'b'], ['"b"'], '--category'],
    [
      ['tune', 'good.csv', '--target', 'price', '--category', 'price'],
      ['"price" is the target'],
      '--task binary',
    ],
    [['tune', 'good.csv', '--target', 'price', '--date', 'price'], ['"price" is the target'], '--date'],
    [['tune', 'good.csv', '--target', 'price', '--ignore', 'price'], ['"price"'], /./],
    [['tune', 'good.csv'], ['--target'], 'a, b, price'],
    [['tune', 'good.csv', '--target', 'price', '--storage', 'mysql://host/x'], ['mysql'], 'sqlite'],
    [['train', 'good.csv', '--target', 'price', '--set', 'batch_sise=64'], ['batch_sise'], 'batch_size'],
    [['train', 'good.csv', '--target', 'price', '--set', 'layers=many'], ['layers', 'many'], /./],
    [['what-if', 'nowhere', 'batch_size=256'], ['nowhere'], /./],
    [['studies', 'show', 'nowhere'], ['nowhere'], /./],
    [['replay', 'nowhere', '3'], ['nowhere'], /./],
  ])('%j', (args, says, next) => {
    put('good.csv', good());
    expectRefusal(sweetspot(...args), { code: 2, says, next });
  });

  test('a study that exists is refused without --resume', () => {
    put('good.csv', good());
    const flags = ['--study', 'taken', '--workers', '1', '--quiet'];
    expect([0, 4]).toContain(tune('good.csv', ...flags).status);
    expectRefusal(tune('good.csv', ...flags), { code: 2, says: ['"taken"'], next: '--resume' });
    expectRefusal(tune('good.csv', ...flags, '--resume'), {
      code: 2,
      says: ['"taken"', 'finished'],
      next: '--for 5m',
    });
  });
});

describe('predict', () => {
  test('a folder that is no model, and a file without the columns', () => {
    put('good.csv', good());
    const { stdout } = tune('good.csv', '--study', 'predicting', '--workers', '1', '--json');
    const { model } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    put('other.csv', table('a,c', ['1,2', '3,4']));
    expectRefusal(sweetspot('predict', model, 'other.csv'), {
      code: 3,
      says: ['other.csv', '"b"'],
      next: /a/,
    });
    expectRefusal(sweetspot('predict', '.', 'good.csv'), { code: 3, says: [/model/], next: /folder/ });
  });

  test('a wild value is predicted within reason', () => {
    put('good.csv', good());
    const { stdout } = tune('good.csv', '--study', 'wild', '--workers', '1', '--json');
    const { model } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    put('wild.csv', table('a,b', ['1e30,5', '-1e30,5']));
    sweetspot('predict', model, 'wild.csv', '--out', 'predicted.csv', '--interval', 'none');
    const [, ...rows] = readFileSync(join(folder, 'predicted.csv'), 'utf8').trim().split('\n');
    const predicted = rows.map((row) => Number(row.split(',').at(-1)));
    expect(predicted).toHaveLength(2);
    for (const each of predicted) expect(Math.abs(each)).toBeLessThan(200);
    put('odd.csv', table('a,b', ['1,5', 'many,5', '3,6']));
    const { stderr, stdout: rowsOut } = sweetspot('predict', model, 'odd.csv');
    expect(stderr).toContain('column "a" row 3 is "many", not a number: taken as missing.');
    expect(rowsOut.trim().split('\n')).toHaveLength(4);
  });
});
