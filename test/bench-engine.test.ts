import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const major = process.versions.node.split('.')[0]!;
const kept = join(mkdtempSync(join(tmpdir(), 'sweetspot-')), 'results', 'kept.json');

/** A short run of the bench without peers, in this Node. */
function bench(...args: string[]) {
  const short = [
    '--workloads',
    'W1',
    '--nodes',
    major,
    '--peers',
    'none',
    '--rounds',
    '2',
    '--seconds',
    '0.02',
  ];
  return spawnSync(process.execPath, ['bench/engine/main.mjs', ...short, ...args], { encoding: 'utf8' });
}

function scaleKept(factor: number) {
  const { rows, ...others } = JSON.parse(readFileSync(kept, 'utf8'));
  for (const row of rows) row.ceilingShare *= factor;
  writeFileSync(kept, JSON.stringify({ ...others, rows }));
}

test('the bench of the engine times it against the ceiling, and fails when it has fallen', {
  timeout: 120_000,
}, () => {
  const { stdout, stderr, status } = bench('--json', '--keep', kept);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const row = JSON.parse(stdout.split('\n')[0]!);
  expect(row).toMatchObject({ workload: 'W1', engine: 'sweetspot', runtime: `node ${major}`, timesPeer: {} });
  expect(row.milliseconds).toBeGreaterThan(0);
  expect(row.ceilingShare).toBeGreaterThan(0.02);
  expect(row.ceilingShare).toBeLessThan(1.2);

  scaleKept(0.2);
  expect(bench('--check', kept).status).toBe(0);
  scaleKept(50);
  const fallen = bench('--check', kept);
  expect(fallen.status).toBe(1);
  expect(fallen.stderr).toMatch(
    new RegExp(`^W1, sweetspot on node ${major}: \\d+ % of the ceiling, \\d+ % before`),
  );
});

test('a workload that there is not is refused with those that there are', () => {
  const { stderr, status } = bench('--workloads', 'W9');
  expect(status).not.toBe(0);
  expect(stderr).toContain('"W9" is not one of: W1, W2, W3, W4, all, none');
});
