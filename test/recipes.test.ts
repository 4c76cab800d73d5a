import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

/** `tune --recipes` through the built command: RealMLP is tried, replayed, asked about, and no study goes on without it. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-recipes-'));
const cars = join(folder, 'cars.csv');
const lines = readFileSync(new URL('../examples/cars.csv', import.meta.url), 'utf8').split('\n');
writeFileSync(cars, `${lines.slice(0, 90).join('\n')}\n`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sweetspot = (...args: string[]) =>
  spawnSync('node', [command, ...args], { cwd: folder, encoding: 'utf8' });

const tune = (...args: string[]) =>
  sweetspot(
    ...[
      'tune',
      cars,
      '--target',
      'economy (mpg)',
      '--budget',
      '3 trials',
      '--workers',
      '1',
      '--study',
      'cars',
    ],
    ...['--quiet', '--drop-bad-rows', ...args],
  );

test('a study with recipes tries RealMLP-TD third, and can do with it what it can with any trial', {
  timeout: 600_000,
}, () => {
  const { status, stderr } = tune('--recipes');
  expect(stderr).not.toContain('sweetspot:');
  expect([0, 4]).toContain(status);

  const { trials } = JSON.parse(sweetspot('studies', 'show', 'cars', '--json').stdout);
  expect(trials.map(({ setting }: { setting: object }) => setting)).toMatchObject([
    { recipe: 'plain', loss: 'squared' },
    { recipe: 'plain' },
    { recipe: 'realmlp-td', learning_rate: 0.2, layers: 3, neurons: 256, activation: 'mish' },
  ]);
  expect(trials[2].setting).not.toHaveProperty('loss');
  expect(trials[2].facts.hash).toBeTruthy();

  expect(sweetspot('replay', 'cars', '2').status).toBe(0);
  expect(sweetspot('report', 'cars').status).toBe(0);
  const asked = sweetspot('what-if', 'cars', 'recipe=realmlp-td', '--budget', '5s', '--json');
  expect(asked.stderr).not.toContain('sweetspot:');
  expect(asked.status).toBe(0);

  expect(tune('--resume', '--budget', '4 trials').status).toBe(2);
  expect([0, 4]).toContain(tune('--recipes', '--resume', '--budget', '4 trials').status);
});
