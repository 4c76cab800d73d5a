import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

/** The same again: whole studies, single trials and final models, through the built command. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const cars = fileURLToPath(new URL('../examples/cars.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-repeat-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sweetspot(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('node', [command, ...args], { cwd: folder, encoding: 'utf8' });
  expect(stderr).not.toContain('sweetspot:');
  expect([0, 4]).toContain(status);
  return stdout;
}

const tune = (study: string, workers: string) =>
  sweetspot(
    ...['tune', cars, '--target', 'economy (mpg)', '--budget', '14 trials', '--seed', '3'],
    ...['--workers', workers, '--study', study, '--quiet', '--drop-bad-rows'],
  );

interface Shown {
  readonly trials: readonly {
    state: string;
    setting: object;
    value?: number;
    intermediate: object[];
    facts: Record<string, unknown>;
  }[];
}

const show = (study: string): Shown => JSON.parse(sweetspot('studies', 'show', study, '--json'));

/** What has to be the same: everything but times. */
const timeless = ({ trials }: Shown) =>
  trials.map(({ state, setting, value, intermediate, facts }) => {
    const { hash, horizon, epochs, best_epoch } = facts;
    return { state, setting, value, intermediate, hash, horizon, epochs, best_epoch };
  });

const weights = (study: string) => readFileSync(join(folder, 'sweetspot', study, 'model', 'weights.bin'));

describe('the same again', { timeout: 120_000 }, () => {
  test('one worker and a budget in trials: the whole study and the bits of the model', () => {
    tune('first', '1');
    tune('second', '1');
    expect(timeless(show('second'))).toEqual(timeless(show('first')));
    expect(weights('second').equals(weights('first'))).toBe(true);
  });

  test('any trial, stopped or complete, from two workers, and the final model', () => {
    tune('two', '2');
    const { trials } = show('two');
    for (const state of ['complete', 'stopped']) {
      const number = trials.findIndex(
        (trial) => trial.state === state && typeof trial.facts.hash === 'string',
      );
      expect(number, `a ${state} trial`).toBeGreaterThanOrEqual(0);
      expect(JSON.parse(sweetspot('replay', 'two', String(number), '--json')).same).toBe(true);
    }
    expect(JSON.parse(sweetspot('replay', 'two', '--final', '--json')).same).toBe(true);
  });
});
