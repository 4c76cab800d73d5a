import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../examples', import.meta.url));
const programs = readdirSync(folder).filter((name) => name.endsWith('.mjs'));

/** What each example is there to show; a new one needs a line here. */
const shows: Record<string, RegExp> = {
  'tune.mjs': /off by \d+\.\d\d mpg; a straight line by \d+\.\d\d/,
  'objects.mjs': /right for \d+ % of the points\na straight line for \d+ %/,
  'watch.mjs': /log-loss on the test rows: 0\.\d+/,
};

test.each(programs)('%s', { timeout: 60_000 }, (name) => {
  const { status, stdout, stderr } = spawnSync('node', [join(folder, name)], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(shows[name]!);
  expect(status).toBe(0);
});
