import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stream } from '../dist/math/random.js';

/** Learning rates and mini-batch sizes, looked into through the built command. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const penguins = fileURLToPath(new URL('../examples/penguins.csv', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-lr-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const noise = join(folder, 'noise.csv');
const storage = `sqlite:///${join(folder, 'studies.db')}`;

const run = (...args: string[]) => spawnSync('node', [command, ...args], { encoding: 'utf8', cwd: folder });

const lrFind = (...flags: string[]) => run('lr-find', penguins, '--target', 'species', ...flags);

beforeAll(() => {
  const random = stream(1, 0, 'noise');
  const cells = () => Array.from({ length: 4 }, () => random.uniform().toFixed(4)).join(',');
  const rows = Array.from({ length: 300 }, cells);
  writeFileSync(noise, `a,b,c,y\n${rows.join('\n')}\n`);
  run(
    'tune',
    penguins,
    '--target',
    'species',
    '--budget',
    '2 trials',
    '--study',
    'small',
    '--storage',
    storage,
  );
}, 120_000);

describe('lr-find', () => {
  test('finds a rate that learns, below the one that blows up, and writes the same again', () => {
    const { status, stdout } = lrFind('--json', '--set', 'layers=1', '--set', 'neurons=16');
    expect(status).toBe(0);
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      event: 'lr_found',
      setting: { layers: 1, neurons: 16 },
      rate: { grade: 'measured' },
    });
    expect(found.rate.steepest.rate).toBeGreaterThan(1e-4);
    expect(found.rate.steepest.rate).toBeLessThan(found.rate.turnsAt.high);
    expect(found.noise.along).toHaveLength(3);
    expect(found.noise.low).toBeGreaterThanOrEqual(1);
    expect(found.noise.rows).toBe(found.rows);
    expect(lrFind('--json', '--set', 'layers=1', '--set', 'neurons=16').stdout).toBe(stdout);
  });

  test('tells a person, and names the command that trains with it, with all that was said of the table', () => {
    const { stdout } = lrFind(
      '--set',
      'batch_size=16',
      '--set=learning-rate=0.001',
      '--tests=5',
      '--ignore',
      'sex',
    );
    expect(stdout).toContain('Learns from');
    expect(stdout).toMatch(/Yours, 0.001, is .* times lower/);
    expect(stdout).toMatch(
      /sweetspot train \S+ --target species --set batch_size=16 --ignore sex --set learning_rate=0\.0\d+\n/,
    );
    const wide = stdout.split('\n').filter((line) => !line.includes('sweetspot train'));
    expect(Math.max(...wide.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('on pure noise it claims nothing, says why, and what would tell', () => {
    const { stdout, status } = run('lr-find', noise, '--target', 'y');
    expect(status).toBe(0);
    const said = stdout.replace(/\s+/g, ' ');
    expect(said).toContain('no better than the same prediction for each');
    expect(said).not.toContain('measured');
    expect(said.match(/\[unknown/g)).toHaveLength(2);
    expect(stdout).toContain(`sweetspot train ${noise} --target y\n`);
  });

  test.each([
    [['--tests', '2'], '3'],
    [['--set', 'layerz=2'], 'layers'],
  ])('%j is refused with what there is', (flags, said) => {
    const { status, stderr } = lrFind(...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe('lr-find of a study', () => {
  const find = (...args: string[]) => run('lr-find', ...args, '--storage', storage);

  test('takes table, target and best setting from it, and goes on with what-if', () => {
    const { stdout, stderr, status } = find('small');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/Trial #\d+ of small: /);
    const best = JSON.parse(find('small', '--json').stdout);
    expect(best).toMatchObject({ event: 'lr_found', study: 'small', ownRate: best.setting.learning_rate });
    const record = JSON.parse(find('small', '--json', '--trial', '0', '--set', 'batch_size=64').stdout);
    expect(record).toMatchObject({ trial: 0, setting: { batch_size: 64 } });
    const [next] =
      /sweetspot what-if small learning_rate=\S+/.exec(find('small', '--trial', '0').stdout) ?? [];
    expect(next).toBeDefined();
    const settled = run(...next!.split(' ').slice(1), '--storage', storage, '--no-check');
    expect(settled.status).toBe(0);
    expect(settled.stdout).toContain('learning_rate');
  });

  test.each([
    [['smal'], 'Did you mean "small"?'],
    [['small', '--trial', '99'], 'has no trial 99'],
    [['small', '--folds', '3'], 'remembers how its table is read'],
    [['small', '--set', 'learning_rate=9'], 'learning_rate is 9, but it is a number from 1e-5 to 1'],
  ])('%j is refused with what there is', (args, said) => {
    const { status, stderr } = find(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });
});
