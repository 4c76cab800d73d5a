import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'sweetspot-large-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = (name: string, rows: number) => {
  const script = join(root, 'bench/made-table.mjs');
  spawnSync(process.execPath, [script, name, '--rows', String(rows)], { cwd: folder });
  return join(folder, name);
};
const run = (...args: string[]) =>
  spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });

describe('a table that is read from the disk', () => {
  test('is the same for the same seed, in numbers, missing values and names', () => {
    const [a, b] = [made('a.csv', 500), made('b.csv', 500)];
    expect(readFileSync(a)).toEqual(readFileSync(b));
    const lines = readFileSync(a, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(501);
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([20]));
    expect(lines.some((line) => line.includes(',,'))).toBe(true);
  });

  test('is tuned, goes on, is replayed, and its cache is cleared', { timeout: 300_000 }, () => {
    made('made.csv', 6000);
    const tuned = run(
      'tune',
      'made.csv',
      '--target',
      'y',
      '--cache',
      '--budget',
      '2 trials',
      '--workers',
      '2',
      '--study',
      's',
      '--json',
    );
    const events = tuned.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([tuned.stderr, events.at(-1)?.event]).toEqual([expect.anything(), 'finished']);
    const data = events.find(({ event }) => event === 'data');
    expect(data).toMatchObject({ rows: 6000, split: { train: 3900, validation: 900, test: 1200 } });
    expect(data.assumptions[0].text).toMatch(/read from the disk in blocks/);
    expect(events.at(-1).test.rmse).toBeLessThan(events.at(-1).baselines.constant.rmse);

    const replayed = run('replay', 's', '0');
    expect(replayed.stdout + replayed.stderr).toMatch(/[Ss]ame bits/);
    expect(JSON.parse(run('cache', 'list', '--json').stdout)).toMatchObject({ file: 'made.csv', rows: 3900 });
    expect(run('cache', 'clear', 'made.csv').stderr).toMatch(/Removed 1 cache/);
    expect(existsSync(join(folder, 'made.csv.sweetspot'))).toBe(false);
  });

  test('a kill leaves no half cache, and what it leaves is removed', { timeout: 120_000 }, async () => {
    made('killed.csv', 40_000);
    const caches = join(folder, 'killed.csv.sweetspot');
    const load = new URL('../dist/platform/node/big/load.js', import.meta.url).href;
    const prepare = new URL('../dist/tune/prepare.js', import.meta.url).href;
    const script = `
      const { loadBig } = await import(${JSON.stringify(load)});
      const { prepare } = await import(${JSON.stringify(prepare)});
      const data = { target: 'y' };
      const say = ({ step, fraction }) => step === 'encode' && console.log(fraction);
      const { table, whole } = await loadBig('killed.csv', { sampleRows: 6000, onReading: say });
      await whole.prepared(prepare({ table, data, seed: 0 }), data);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const left = readdirSync(caches);
    expect(left.filter((name) => name.endsWith('.blocks'))).toEqual([]);
    expect(left.length).toBeGreaterThan(0);
    spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
    expect(readdirSync(caches)).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.blocks$/)]);
  });
});
