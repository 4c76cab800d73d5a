import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

/** The fused engine through the built command: trained on, recorded, replayed, and never mixed with the plain one. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const cars = fileURLToPath(new URL('../examples/cars.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sweetspot = (...args: string[]) =>
  spawnSync('node', [command, ...args], { cwd: folder, encoding: 'utf8' });

const tune = (study: string, ...args: string[]) =>
  sweetspot(
    ...['tune', cars, '--target', 'economy (mpg)', '--budget', '3 trials', '--workers', '1'],
    ...['--study', study, '--quiet', '--drop-bad-rows', ...args],
  );

const firstTrial = (study: string) =>
  JSON.parse(sweetspot('studies', 'show', study, '--json').stdout).trials[0];
const model = (study: string) =>
  JSON.parse(readFileSync(join(folder, 'sweetspot', study, 'model', 'model.json'), 'utf8'));

test('trials of the fused engine are replayed on it, and kept apart from plain ones', {
  timeout: 600_000,
}, () => {
  expect([0, 4]).toContain(tune('plain').status);
  const { status, stderr } = tune('fused', '--engine', 'fused');
  expect(stderr).not.toContain('sweetspot:');
  expect([0, 4]).toContain(status);

  expect(firstTrial('fused').setting).toEqual(firstTrial('plain').setting);
  expect(firstTrial('fused').facts.hash).not.toBe(firstTrial('plain').facts.hash);
  expect(model('fused').card.engine).toBe('fused');
  expect(model('plain').card).not.toHaveProperty('engine');

  for (const study of ['plain', 'fused']) expect(sweetspot('replay', study, '0').status).toBe(0);
  const replayed = sweetspot('replay', 'fused', '0', '--engine', 'plain');
  expect(replayed.status).toBe(2);
  expect(replayed.stderr).toContain('study "fused" was trained on the fused engine, not the plain one');

  const resumed = tune('plain', '--resume', '--engine', 'fused', '--budget', '9 trials');
  expect(resumed.status).toBe(2);
  expect(resumed.stderr).toContain('study "plain" was trained on the plain engine, not the fused one');
  const goesOn = sweetspot('tune', '--study', 'fused', '--resume', '--for', '1 trials', '--quiet');
  expect([0, 4]).toContain(goesOn.status);
});
