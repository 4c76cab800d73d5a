import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A category of thirteen levels through the built command: tuned, saved, replayed, asked about, and met again with levels never seen. */

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const cars = fileURLToPath(new URL('../examples/cars.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-embedding-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sweetspot(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('node', [command, ...args], { cwd: folder, encoding: 'utf8' });
  expect([0, 4], stderr).toContain(status);
  return stdout;
}

const data = [cars, '--target', 'economy (mpg)', '--category', 'year', '--drop-bad-rows'];

describe('a column of thirteen years as a category', { timeout: 120_000 }, () => {
  beforeAll(() => {
    sweetspot('tune', ...data, '--budget', '12 trials', '--seed', '3', '--study', 'years', '--quiet');
  }, 120_000);

  test('is embedded: eight numbers in a network, one in a straight line', () => {
    const { version, encoders, members } = JSON.parse(
      readFileSync(join(folder, 'sweetspot/years/model/model.json'), 'utf8'),
    );
    expect(version).toBe(2);
    for (const { hidden, encoder, embeddings } of members) {
      const input = encoders[encoder].columns.findIndex(({ name }: { name: string }) => name === 'year');
      expect(encoders[encoder].columns[input]).toMatchObject({ kind: 'category', embedded: true });
      expect(embeddings).toEqual([
        { input: expect.any(Number), levels: expect.any(Number), size: hidden.length === 0 ? 1 : 8 },
      ]);
      expect(embeddings[0].levels).toBeGreaterThan(9);
    }
  });

  test('trains again to the bit', () => {
    expect(JSON.parse(sweetspot('replay', 'years', '--final', '--json')).same).toBe(true);
    expect(JSON.parse(sweetspot('replay', 'years', '0', '--json')).same).toBe(true);
  });

  test('predicts years never seen and years that are missing, near the range it knows', () => {
    const [header, ...rows] = readFileSync(cars, 'utf8').trim().split('\n');
    const file = join(folder, 'new.csv');
    const years = ['99', '', '1e300', 'nineteen', '70'];
    const asked = years.map((year) => rows[0]!.replace(/[^,]*$/, year));
    writeFileSync(file, [header, ...asked].join('\n'));
    const predicted = sweetspot('predict', 'sweetspot/years/model', file).trim().split('\n').slice(1);
    expect(predicted).toHaveLength(years.length);
    for (const line of predicted) {
      const value = Number(line.split(',').at(-1));
      expect(value).toBeGreaterThan(5);
      expect(value).toBeLessThan(50);
    }
  });

  test('can be asked about', () => {
    const text = sweetspot('what-if', 'years', 'neurons=32', '--budget', '8s', '--json');
    expect(text).toContain('"neurons"');
  });
});
