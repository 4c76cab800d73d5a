import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['search', 'insight'].map((name) => join(root, 'docs', name));
// Within the package, so that it finds itself by its name.
const work = join(root, 'build', 'docs-search');

/** The programs of a page: its blocks of JavaScript that import us. */
const programsOf = (folder: string, page: string): string[] =>
  [...readFileSync(join(folder, page), 'utf8').matchAll(/```js\n([\s\S]*?)```/g)]
    .map(([, block]) => block!)
    .filter((block) => block.includes("from 'sweetspot'"));

/** What a program is to print: the comments behind its `console.log` lines. */
const wanted = (program: string): string[] =>
  [...program.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, text]) => text!);

describe('programs in docs/search and docs/insight do what they say', () => {
  const programs = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .flatMap((page) => programsOf(folder, page).map((program, i) => [page, i, program] as const)),
  );

  beforeAll(() => mkdirSync(work, { recursive: true }));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test('there are some', () => expect(programs.length).toBeGreaterThan(10));

  test.each(programs)('%s, program %i', { timeout: 60_000 }, (page, i, program) => {
    const file = join(work, `${page}-${i}.mjs`);
    writeFileSync(file, program);
    const { status, stdout, stderr } = spawnSync('node', [file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const said = wanted(program);
    if (said.length > 0) expect(stdout.trimEnd().split('\n')).toEqual(said);
  });
});
