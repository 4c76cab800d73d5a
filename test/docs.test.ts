import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Job } from '../src/cli/job.js';
import { main } from '../src/cli/main.js';
import { fakeTerminal } from './cli/fake.js';

const root = fileURLToPath(new URL('..', import.meta.url));

const pages = [root, join(root, 'docs'), join(root, 'docs/insight'), join(root, 'examples')].flatMap(
  (folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => relative(root, join(folder, name))),
);
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** The lines of shell blocks that call Sweetspot, without comments; `&&` and `npx` are the shell's. */
const commandLines = (page: string) =>
  [...textOf(page).matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block!.split('\n'))
    .flatMap((line) => line.replace(/\s#.*$/, '').split('&&'))
    .map((line) => line.trim().replace(/^npx /, ''))
    .filter((line) => line.startsWith('sweetspot '));

const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare!,
  );

const reached = new Error('reached');
const reach = async () => {
  throw reached;
};
/** A job that shows that the command line was understood, and does nothing. */
const arriving: Job = {
  tune: reach,
  remembered: reach,
  inspect: reach,
  train: reach,
  lrFind: reach,
  predict: reach,
  replay: reach,
  whatIf: reach,
  onTrial: reach,
  report: reach,
  openStore: reach,
  listCaches: reach,
  clearCaches: reach,
};

describe('command lines in the docs are understood', () => {
  const all = pages.flatMap((page) => commandLines(page).map((line) => [page, line] as const));
  const transcripts = pages.flatMap((page) =>
    [...textOf(page).matchAll(/<!-- transcript: (.+?) -->/g)].map(([, line]) => [page, line!] as const),
  );

  test('there are some', () => expect(all.length).toBeGreaterThan(15));

  test.each([...all, ...transcripts])('%s: %s', async (_, line) => {
    const terminal = fakeTerminal();
    await main(wordsOf(line).slice(1), terminal, arriving);
    const helped = /--help|--version/.test(line);
    expect(helped ? 'reached' : terminal.err.text()).toContain('reached');
  });
});

describe('links in the docs lead somewhere', () => {
  const links = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^[a-z]+:/.test(link))
      .map((link) => [page, link] as const),
  );

  test.each(links)('%s: %s', (page, link) => {
    const [path] = link.split('#');
    expect(existsSync(join(root, dirname(page), path!))).toBe(true);
  });
});

test('every flag is in docs/cli.md', async () => {
  const { createProgram } = await import('../src/cli/program.js');
  const program = createProgram({ terminal: fakeTerminal(), job: arriving, exitCode: 0 });
  const page = textOf('docs/cli.md');
  const flags = program.commands
    .flatMap((command) => [command, ...command.commands])
    .flatMap((command) => command.options.map((option) => option.long!))
    .filter((flag) => flag !== '--help');
  expect([...new Set(flags)].filter((flag) => !page.includes(flag))).toEqual([]);
});

test('the README begins with the two lines', () => {
  const lines = textOf('README.md').split('\n');
  const code = lines.slice(lines.indexOf('```sh') + 1);
  expect(code[0]).toBe(
    'npm install && npx sweetspot tune examples/diamonds.csv --target price      # the main job',
  );
  expect(code[1]).toBe(
    'npm install && npm test                                                     # the tests',
  );
});
