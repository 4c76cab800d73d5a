import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scheduleNames } from '../src/tune/schedule-setting.js';

/** One setting through the built command. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const penguins = fileURLToPath(new URL('../examples/penguins.csv', import.meta.url));

const train = (...sets: string[]) =>
  spawnSync(
    'node',
    [
      command,
      'train',
      penguins,
      '--target',
      'species',
      '--epochs',
      '5',
      '--json',
      ...sets.flatMap((set) => ['--set', set]),
    ],
    { encoding: 'utf8' },
  );

interface Epoch {
  readonly event: string;
  readonly rate: number;
}

const ratesOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Epoch)
    .filter(({ event }) => event === 'epoch')
    .map(({ rate }) => rate);

test('a schedule and its warm-up arrive', () => {
  const { stdout } = train('schedule=cosine', 'warmup_epochs=1', 'learning_rate=0.02');
  const want = [1 / 3, 1, (1 + Math.SQRT1_2) / 2, 0.5, (1 - Math.SQRT1_2) / 2];
  ratesOf(stdout).forEach((rate, i) => {
    expect(rate).toBeCloseTo(0.02 * want[i]!, 12);
  });
  expect(ratesOf(stdout)).toHaveLength(5);
});

test('a schedule that there is not is refused with those that there are', () => {
  const { status, stderr } = train('schedule=sawtooth');
  expect(status).toBe(2);
  for (const name of scheduleNames) expect(stderr).toContain(name);
});

test('an optimiser, its clipping and its average arrive', () => {
  const lossesWith = (...sets: string[]) => {
    const { stdout, stderr } = train(...sets);
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .filter((line) => line.includes('"event":"epoch"'))
      .join('\n');
  };
  const plain = lossesWith();
  expect(lossesWith('optimiser=adamw')).toBe(plain);
  for (const set of ['optimiser=nesterov', 'clip=0.01', 'averaging=exponential'])
    expect(lossesWith(set), set).not.toBe(plain);
  const decayed = lossesWith('weight_decay=0.9');
  expect(lossesWith('weight_decay=0.9', 'weight_decay_schedule=flat_cosine')).not.toBe(decayed);
});

test('a batch of more rows than there are is held to them, and it is said', () => {
  const { status, stdout } = train('batch_size=100000');
  expect(status).toBe(0);
  const { remark, setting } = JSON.parse(stdout.trim().split('\n').at(-1)!);
  const rows = setting.batch_size;
  expect(rows).toBeGreaterThan(100);
  expect(rows).toBeLessThan(344);
  expect(remark).toBe(
    `A batch of 100,000 was asked for; there are ${rows} rows to train on, and each step took all of them.`,
  );
  expect(JSON.parse(train('batch_size=16').stdout.trim().split('\n').at(-1)!)).not.toHaveProperty('remark');
});
