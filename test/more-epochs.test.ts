import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** "Would more epochs help?": the command that settles it, run as it is printed. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const penguins = fileURLToPath(new URL('../examples/penguins.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-epochs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => spawnSync('node', [command, ...args], { encoding: 'utf8', cwd: folder });

beforeAll(() => {
  run('tune', penguins, '--target', 'species', '--budget', '2 trials', '--study', 'small');
}, 120_000);

describe('a trial of a study', () => {
  const eventOf = (trial: number) =>
    run('explain', 'small', '--trial', String(trial), '--json')
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .find(({ event }) => event === 'epochs');

  test('has its own forecast beside the coach, graded; unknown with the reason and what would settle it', () => {
    const { claims, figures } = eventOf(0);
    expect(figures).toEqual({ trial: 0, reason: 'few curves' });
    expect(claims[0]).toMatchObject({ grade: 'unknown', trials: [0] });
    expect(run('explain', 'small', '--trial', '0').stdout.replace(/\s+/g, ' ')).toContain(
      'Fewer than five trials came to their end with a curve to learn from. [unknown, #0]',
    );
  });

  test('the command that settles it runs as it is printed, with twice the epochs', () => {
    const [, words] = /Run: sweetspot (.+)$/.exec(eventOf(0).claims.at(-1).text)!;
    const shown = run('train', 'small', '--trial', '0', '--json').stdout.trim().split('\n').at(-1)!;
    const { was } = JSON.parse(shown);
    expect(words).toContain(`--epochs ${2 * was.epochs}`);
    const { stdout, status } = run(...words!.split(' '));
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/Trial #0 of small, with [\d,]+ epochs: 0\.\d+/);
  });

  test('with its own epochs it is the trial again, and the test part stays closed', () => {
    const { stdout } = run('train', 'small', '--trial', '0', '--quiet');
    expect(stdout).toContain(', the same (log_loss).');
    expect(stdout).not.toContain('test rows');
  });

  test.each([
    [['smal'], 'Did you mean "small"?'],
    [['small', '--trial', '9'], 'has no trial 9; it has'],
    [['small', '--seed', '3'], 'keeps its metric and its seed'],
    [['small', '--split', 'random'], 'remembers how its table is read'],
    [['small', '--set', 'layerz=2'], 'Did you mean "layers"?'],
  ])('train %j is refused with what there is', (args, said) => {
    const { status, stderr } = run('train', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });
});
