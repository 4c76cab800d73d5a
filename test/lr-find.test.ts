import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Learning rates and mini-batch sizes, looked into through the built command. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const penguins = fileURLToPath(new URL('../examples/penguins.csv', import.meta.url));

const lrFind = (...flags: string[]) =>
  spawnSync('node', [command, 'lr-find', penguins, '--target', 'species', ...flags], { encoding: 'utf8' });

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
    expect(found.rate.steepest.rate).toBeLessThan(found.rate.turnsAt);
    expect(found.noise.along).toHaveLength(3);
    expect(found.noise.usefulBatch).toBeGreaterThanOrEqual(1);
    expect(lrFind('--json', '--set', 'layers=1', '--set', 'neurons=16').stdout).toBe(stdout);
  });

  test('tells a person, and names the command that trains with it', () => {
    const { stdout } = lrFind('--set', 'batch_size=16');
    expect(stdout).toContain('Learns from');
    expect(stdout).toContain('--target species --set batch_size=16 --set learning_rate=');
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .filter((line) => !line.includes('sweetspot train'))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
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
