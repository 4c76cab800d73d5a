import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: a script without types.
import { houses } from '../scripts/houses.mjs';

/** Ctrl-C and kill, on the built command in a process of its own. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweetspot-interrupt-'));
  writeFileSync(join(folder, 'houses.csv'), houses(600));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly events: { event: string; [name: string]: unknown }[];
  /** Settles when so many trials have ended. */
  trials(count: number): Promise<void>;
  readonly ended: Promise<number | null>;
}

function begin(study: string): Run {
  const flags = ['--target', 'price', '--budget', '60s', '--json', '--study', study];
  const child = spawn('node', [command, 'tune', 'houses.csv', ...flags], { cwd: folder });
  const events: Run['events'] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => events.push(JSON.parse(line)));
  const trialsSeen = () => events.filter(({ event }) => event === 'trial').length;
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const trials = (count: number) =>
    new Promise<void>((resolve, reject) => {
      lines.on('line', () => trialsSeen() >= count && resolve());
      ended.then(() => reject(new Error(`it ended after ${trialsSeen()} trials`)));
    });
  return { child, events, ended, trials };
}

const show = (study: string) => {
  const { stdout, status } = spawnSync('node', [command, 'studies', 'show', study, '--json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return JSON.parse(stdout) as { trials: { number: number; state: string }[] };
};
const finishedIn = (study: string) => show(study).trials.filter(({ state }) => state !== 'running').length;

describe.skipIf(process.platform === 'win32')('interrupted', { timeout: 60_000 }, () => {
  test('Ctrl-C once: it confirms, reports, and ends with 130', async () => {
    const run = begin('once');
    await run.trials(4);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(run.events.at(-1)).toMatchObject({ event: 'finished', interrupted: true });
  });

  test('Ctrl-C twice: it ends at once, and what was finished is saved', async () => {
    const run = begin('twice');
    await run.trials(4);
    run.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 50));
    run.child.kill('SIGINT');
    const pressed = Date.now();
    expect(await run.ended).toBe(130);
    expect(Date.now() - pressed).toBeLessThan(2000);
    expect(finishedIn('twice')).toBeGreaterThanOrEqual(4);
  });

  test('kill -9: no finished trial is lost, and --resume goes on', async () => {
    const run = begin('killed');
    await run.trials(6);
    run.child.kill('SIGKILL');
    await run.ended;
    const seen = run.events.filter(({ event }) => event === 'trial').length;
    const kept = finishedIn('killed');
    expect(kept).toBeGreaterThanOrEqual(seen);
    const again = spawnSync(
      'node',
      [
        command,
        'tune',
        'houses.csv',
        '--target',
        'price',
        '--budget',
        '3s',
        '--study',
        'killed',
        '--resume',
        '--quiet',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect([0, 4]).toContain(again.status);
    expect(finishedIn('killed')).toBeGreaterThan(kept);
  });

  describe('a study that has finished', () => {
    const goOn = (...flags: string[]) =>
      spawnSync('node', [command, 'tune', '--study', 'finished', '--resume', '--quiet', ...flags], {
        cwd: folder,
        encoding: 'utf8',
      });

    beforeAll(async () => {
      const { status, stderr } = spawnSync(
        'node',
        [command, 'tune', 'houses.csv', '--target', 'price', '--metric', 'mae', '--ignore', 'rooms'].concat([
          '--budget',
          '2 trials',
          '--study',
          'finished',
          '--quiet',
        ]),
        { cwd: folder, encoding: 'utf8' },
      );
      expect([0, 4], stderr).toContain(status);
    }, 60_000);

    test('goes on for some more trials with its own file, target and metric', () => {
      expect(finishedIn('finished')).toBe(2);
      expect([0, 4]).toContain(goOn('--for', '1 trial').status);
      expect(finishedIn('finished')).toBe(3);
      expect([0, 4]).toContain(goOn('--for', '1s').status);
      expect(finishedIn('finished')).toBeGreaterThan(3);
    });

    test.each([
      [[], /has finished: it has used \d+ (s|trials) of a budget of/, '--for 5m'],
      [['--for', 'soon'], /--for is "soon"/, '--for 60s'],
      [['--for', '1s', '--budget', '9s'], /both --budget and --for/, 'Give one'],
      [['--metric', 'rmse'], /--metric is given, but study "finished" goes on as it began/, 'new study'],
    ])('refuses %j with a next step', (flags, says, next) => {
      const { status, stderr } = goOn(...flags);
      expect(status).toBe(2);
      expect(stderr).toMatch(says);
      expect(stderr).toContain(next);
    });
  });
});
