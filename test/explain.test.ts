import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain, float, integer, openStore, optimise, random } from '../dist/index.js';
import { openDatabase } from '../dist/platform/node/sqlite/driver.js';

/** `explain`, `report` and `what-if` on studies that leave something out: each in a real store, through the built command line. */

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-explain-'));
const storage = `sqlite:///${join(folder, 'studies.db')}`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  spawnSync('node', ['dist/cli.js', ...args, '--storage', storage], { encoding: 'utf8' });

const eventsOf = (study: string) =>
  run('explain', study, '--json')
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const oneRow = (text: string) => text.replace(/\s+/g, ' ');

beforeAll(async () => {
  const space = {
    rate: float(1e-4, 1, { log: true }),
    batch: float(16, 1024, { log: true }),
    depth: integer(1, 4),
  };
  const off = ({ rate, batch }: { rate: number; batch: number }) =>
    Math.log10(rate) + 3 - Math.log2(batch / 16) / 4;
  const store = await openStore(storage);
  const own = { store, seed: 1, sampler: random() };
  await optimise((setting) => 1 + off(setting as never) ** 2, { ...own, space, trials: 60, study: 'pulled' });
  await optimise((setting) => Number(setting.rate), { ...own, space, trials: 3, study: 'three' });
  await optimise((setting) => (Number(setting.x) - 0.3) ** 2, {
    ...own,
    space: { x: float(0, 1) },
    trials: 30,
    study: 'single',
  });
  const failing = () => {
    throw new Error('no');
  };
  await optimise(failing, { ...own, space, trials: 4, study: 'failing' }).catch(() => undefined);
  await optimise(() => Number.NaN, { ...own, space, trials: 12, study: 'diverging' }).catch(() => undefined);
  await store.create({ name: 'empty', direction: 'minimize', space, facts: {} });
  await store.close();
  // As Optuna leaves a file: without our tables.
  const database = openDatabase(join(folder, 'studies.db'));
  database.exec(`DROP TABLE sweetspot_study; DROP TABLE sweetspot_trial; DROP TABLE sweetspot_checkpoint;
    DROP TRIGGER sweetspot_study_deleted; DROP TRIGGER sweetspot_trial_deleted; DROP TRIGGER sweetspot_checkpoint_deleted;`);
  database.close();
}, 60_000);

const all = ['pulled', 'three', 'single', 'failing', 'diverging', 'empty'] as const;

describe('studies without our tables', () => {
  test.each(all)('%s: everything that is said has a grade', (study) => {
    const { stdout, stderr, status } = run('explain', study);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity|null|\[object/);
    for (const { claims } of eventsOf(study))
      for (const { text, grade } of claims) {
        expect(['measured', 'believed', 'unknown']).toContain(grade);
        expect(text).toMatch(/\.$/);
      }
  });

  test.each(all)('%s: has a report with what its trials say', (study) => {
    const out = join(folder, `${study}.html`);
    const { status, stderr } = run('report', study, '--out', out);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('It was not made by sweetspot tune');
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
    expect(page.includes('<figure>')).toBe(['pulled', 'three', 'single'].includes(study));
  });

  test('two that pull on each other: how, by how much, and a map of it', () => {
    const event = eventsOf('pulled').find(({ event }) => event === 'interactions');
    expect(event.claims[0].grade).toBe('believed');
    // The best rate is a quarter decade higher for each doubling: from a fifth to four fifths of six doublings about eight times.
    const { x, y, ridge } = event.figures.pairs[0];
    expect([x, y].sort()).toEqual(['batch', 'rate']);
    expect(ridge.shift).toBeGreaterThan(0);
    if (y === 'rate') expect(ridge.factor).toBeGreaterThan(4);
    if (y === 'rate') expect(ridge.factor).toBeLessThan(16);
    expect(event.title).toMatch(/needs about .* times the/);
    const [surface] = event.figures.surfaces;
    expect(surface.scores).toHaveLength(surface.xs.length);
    expect(surface.best[0]).toBeLessThan(surface.best.at(-1));
    const out = join(folder, 'pulled.html');
    run('report', 'pulled', '--out', out);
    expect(readFileSync(out, 'utf8')).toMatch(/<section id="pulls">.*<figure><h3>[^<]*needs about/s);
  });

  test('the least to say: three trials, one hyperparameter, only failures', () => {
    expect(oneRow(run('explain', 'three').stdout)).toContain('Only 3 trials came to their end');
    expect(oneRow(run('explain', 'single').stdout)).toContain('x matters most');
    expect(run('explain', 'single').stdout).not.toContain('pull on each other');
    for (const study of ['failing', 'diverging', 'empty'])
      expect(oneRow(run('explain', study).stdout)).toContain('No trial came to its end. [measured]');
  });
});

describe('what cannot be answered', () => {
  test('a name that does not exist: the nearest is suggested', () => {
    for (const args of [['explain'], ['report'], ['what-if', '--no-check']]) {
      const [command, ...rest] = args as [string, ...string[]];
      const { status, stderr } = run(
        command,
        'pulledd',
        ...(command === 'what-if' ? ['rate=0.1'] : []),
        ...rest,
      );
      expect(status).toBe(2);
      expect(stderr).toContain('there is no study "pulledd"');
      expect(stderr).toContain('Did you mean "pulled"?');
    }
    expect(existsSync(join(folder, 'pulledd.html'))).toBe(false);
  });

  test.each([
    [['ratee=0.1'], 'Did you mean "rate"?'],
    [['rate=0.1', '--raise', 'bacth'], 'Did you mean "batch"?'],
    [['rate=7'], 'rate is 7, but it is a number from 1e-4 to 1'],
    [['depth=2.5'], 'depth is 2.5'],
  ])('what-if %j', (args, said) => {
    const { status, stderr } = run('what-if', 'pulled', ...args, '--no-check');
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });

  test('a guess where nothing can be trained says what would settle it instead', () => {
    const guess = run('what-if', 'pulled', 'rate=0.1', '--no-check').stdout;
    expect(oneRow(guess)).toContain('train both settings in your own code');
    expect(guess).not.toContain('Without --no-check');
    const { status, stderr } = run('what-if', 'pulled', 'rate=0.1');
    expect(status).toBe(2);
    expect(oneRow(stderr)).toContain(
      'the guess above is all that can be said. Ask for it alone with --no-check',
    );
  });

  test.each(['lr-find', 'train'])('%s of a study without a table, and of one that there is not', (name) => {
    const { status, stderr } = run(name, 'pulled');
    expect(status).toBe(2);
    expect(stderr).toContain('was not made by sweetspot tune');
    expect(run(name, 'pulledd').stderr).toContain('Did you mean "pulled"?');
  });

  test('a trial that left no curve, one that failed, and one that there is not', () => {
    const explained = (study: string, trial: number) =>
      oneRow(run('explain', study, '--trial', String(trial)).stdout);
    expect(explained('three', 1)).toContain('Trial #1 left no curve for the coach to look at.');
    expect(explained('failing', 1)).toContain('It failed before it reported an epoch. [unknown, #1]');
    expect(run('explain', 'three', '--trial', '77').stderr).toContain('has no trial 77; it has 3');
    expect(run('explain', 'three').stdout).not.toContain('The coach sees nothing wrong');
  });

  test('training without data, and a best setting where there is none', () => {
    expect(run('explain', 'pulled', '--measure', '5s').stderr).toContain('was not made by sweetspot tune');
    const { status, stderr } = run('what-if', 'failing', 'rate=0.1', '--no-check');
    expect(status).toBe(2);
    expect(stderr).toContain('has no complete trial yet');
  });
});

test('explain(record) of the library holds the same, and is the same again', async () => {
  const store = await openStore(storage);
  const record = await store.load('pulled');
  await store.close();
  const { interactions, doubts } = explain(record);
  expect(interactions.pairs.filter(({ claimed }) => claimed)).toHaveLength(1);
  expect(explain(record).interactions).toEqual(interactions);
  expect(Array.isArray(doubts)).toBe(true);
});
