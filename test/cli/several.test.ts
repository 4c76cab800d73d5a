import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { styleFor } from '../../src/cli/render/style.js';
import { answer, whatIfLines } from '../../src/cli/render/what-if.js';
import { width } from '../../src/cli/render/width.js';
import type { FinishedEvent } from '../../src/tune/event.js';
import type { WhatIfEvent } from '../../src/tune/what-if-event.js';
import { fakeJob, fakeTerminal, finishedOf, playing, recorded } from './fake.js';

const events = recorded('several');
const finished = finishedOf(events);
const targets = ['economy (mpg)', 'weight (lb)', '0-60 mph (s)'];
const line = ['tune', 'cars.csv', ...targets.flatMap((name) => ['--target', name])];

async function shown(flags: readonly string[] = [], changes: Partial<FinishedEvent> = {}, columns = 100) {
  const terminal = fakeTerminal({ columns });
  await main([...line, ...flags], terminal, playing(events, changes));
  return { said: terminal.err.text(), answer: terminal.out.text() };
}

test('the flag may be given several times, and once is as before', async () => {
  const got: unknown[] = [];
  const job = fakeJob({
    tune: async ({ target }) => {
      got.push(target);
      return finished;
    },
  });
  await main(line, fakeTerminal(), job);
  await main(['tune', 'cars.csv', '--target', 'year'], fakeTerminal(), job);
  expect(got).toEqual([targets, 'year']);
});

describe('before the search', () => {
  test('it says what ranks the trials, and what each target is divided by', async () => {
    const { said } = await shown();
    const text = said.replace(/\s+/g, ' ');
    expect(text).toContain('Predicting economy (mpg), weight (lb) and 0-60 mph (s)');
    expect(text).toContain(
      "regression, measured by relative rmse: each target's root mean squared error, divided by the best constant's (economy (mpg) 7.89, weight (lb) 852, 0-60 mph (s) 2.75), averaged (change: --task, --metric)",
    );
  });

  test('baselines have a row for each target, in its own units', async () => {
    const { said } = await shown();
    const from = said.indexOf('To beat');
    const table = said
      .slice(from, said.indexOf('2/5'))
      .split('\n')
      .map((row) => row.trim().split(/\s{2,}/));
    expect(table.slice(0, 5).map(([first]) => first)).toEqual(['To beat', 'overall', ...targets]);
    expect(table[1]![1]).toBe('1.00');
    expect(table.slice(2, 5).map((row) => row[1])).toEqual(['7.89', '852', '2.75']);
  });
});

describe('the report', () => {
  test('says the one number, then each target', async () => {
    const text = (await shown()).answer.replace(/\s+/g, ' ');
    expect(text).toMatch(
      /Your model's errors are \d+ % of the best constant's on average over 3 targets \(relative rmse 0\.\d+; 90 %: 0\.\d+ to 0\.\d+\)\./,
    );
    expect(text).toMatch(/By target, rmse: economy \(mpg\) \d\.\d+ \(90 %: .*\), weight \(lb\) \d+ /);
    expect(text).toMatch(/intervals are [\d.]+ in economy \(mpg\), [\d,]+ in weight \(lb\) and/);
  });

  test.each([110, 80, 60])('its tables have a row for each target in %i columns', async (columns) => {
    const terminal = fakeTerminal({ terminal: true, columns, env: { NO_COLOR: '1' } });
    await main(line, terminal, playing(events));
    const rows = terminal.out.text().split('\n');
    const at = rows.findIndex((row) => row.includes('rmse on test rows'));
    const tables = rows.slice(at, at + 10);
    for (const row of tables) expect(width(row)).toBeLessThan(columns);
    const cells = tables.map((row) => row.trim().split(/\s{2,}/));
    expect(cells[0]!.slice(1)).toEqual(['your model', 'default', 'line', 'constant']);
    expect(cells.slice(1, 5).map(([name]) => name)).toEqual(['overall', ...targets]);
    expect(cells[6]).toEqual(['your model', 'rmse', '90 %', 'mae', 'r2']);
    expect(cells.slice(7).map(([name]) => name)).toEqual(targets);
  });

  test('a long name is cut, so that the numbers have their place', async () => {
    const name = 'the weight of the car as it stands on the street, in pounds';
    const renamed = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(
        Object.entries(of).map(([each, value]) => [each === 'weight (lb)' ? name : each, value]),
      );
    const changes = { test: { ...finished.test, targets: renamed(finished.test.targets!) } };
    const rows = (await shown([], changes)).answer
      .split('\n')
      .filter((row) => /^ {2}the weight.* \d/.test(row));
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.length).toBeLessThan(80);
  });

  test('--quiet is the answer alone', async () => {
    const { answer: text } = await shown(['--quiet']);
    expect(text.trim().split('\n')).toHaveLength(3);
  });

  test('a baseline that won is marked, and what is known of the best network stands beside it', async () => {
    const { answer: text } = await shown([], { beaten: false, winner: 'linear' });
    expect(text).toContain('Nothing beat');
    expect(text.replace(/\s+/g, ' ')).toContain('relative rmse');
    expect(text).toMatch(/best tuned +default +line, your model +constant/);
  });

  test('a share is a mean', async () => {
    const r2 = { metric: 'r2', direction: 'maximize' } as const;
    const text = (await shown([], r2)).answer.replace(/\s+/g, ' ');
    expect(text).toMatch(
      /Your model explains \d+ % of the variance on average over 3 targets \(mean r2 0\.\d+;/,
    );
  });
});

test('a what-if is judged by the one number, and says so', () => {
  const step = {
    change: 'batch_size 32 → 64',
    setting: {},
    effect: -0.02,
    interval: [-0.03, -0.01],
    verdict: 'better',
    grade: 'measured',
    added: { effect: -0.02, interval: [-0.03, -0.01], verdict: 'better' },
    score: 0.42,
    timeRatio: 0.6,
    pairs: 6,
    diverged: 0,
  } as const;
  const event: Extract<WhatIfEvent, { event: 'verdict' }> = {
    event: 'verdict',
    study: 'cars-1',
    metric: 'rmse',
    targets,
    direction: 'minimize',
    baseScore: 0.44,
    baseDiverged: 0,
    epochs: 30,
    horizon: 30,
    seconds: 3,
    steps: [step],
  };
  const terminal = fakeTerminal();
  expect(answer(event)).toContain('relative rmse -0.02');
  expect(whatIfLines(event, styleFor(terminal.out, terminal, {}), 100)[1]).toContain('relative rmse');
});
