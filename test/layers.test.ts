import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** The house: each room and the rooms that it may import. Adding an arrow here is a decision; write its reason in ARCHITECTURE.md. */
const arrows: Record<string, readonly string[]> = {
  error: [],
  spelling: [],
  kernel: [],
  math: ['kernel', 'error', 'spelling'],
  data: ['math', 'error', 'spelling'],
  network: ['kernel', 'math', 'data', 'error', 'spelling'],
  space: ['math', 'error', 'spelling'],
  study: ['space', 'error', 'spelling'],
  surrogate: ['kernel', 'math', 'space', 'error', 'spelling'],
  search: ['math', 'space', 'study', 'surrogate', 'error', 'spelling'],
  insight: ['math', 'space', 'study', 'surrogate', 'error', 'spelling'],
  optimise: ['math', 'space', 'study', 'search', 'error', 'spelling'],
  model: ['math', 'data', 'network', 'error', 'spelling'],
  tune: ['math', 'data', 'network', 'model', 'space', 'study', 'search', 'insight', 'error', 'spelling'],
  words: ['insight', 'math', 'model', 'space', 'study', 'tune'],
  chart: [],
  report: ['chart', 'data', 'insight', 'math', 'model', 'space', 'study', 'tune', 'words', 'error'],
  anywhere: ['data', 'insight', 'model', 'optimise', 'search', 'space', 'study', 'tune', 'error'],
  platform: [
    'anywhere',
    'insight',
    'math',
    'data',
    'network',
    'model',
    'space',
    'study',
    'search',
    'optimise',
    'tune',
    'report',
    'error',
    'spelling',
  ],
  cli: [
    'insight',
    'math',
    'data',
    'network',
    'model',
    'space',
    'study',
    'search',
    'tune',
    'words',
    'report',
    'platform',
    'error',
    'spelling',
  ],
  index: [
    'anywhere',
    'insight',
    'math',
    'data',
    'network',
    'model',
    'space',
    'study',
    'search',
    'optimise',
    'tune',
    'platform',
    'error',
    'spelling',
  ],
};

/** Rooms that may touch the environment (`node:`, process, files). */
const environmental = ['platform', 'cli'];

/** Functions whose last bits differ between V8 versions; `math/elementary.ts` has deterministic ones. */
const unsteady =
  /\bMath\.(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|tanh|sinh|cosh|asin|acos|atan|atan2|cbrt|hypot|random)\b|\*\*/;
/** Only the screen sees what these compute: no bit of it reaches a model. */
const mayBeUnsteady = ['cli', 'words', 'chart', 'report'];

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(test|contract|generated|d)\.ts$/.test(file))
  .map((file) => file.replaceAll('\\', '/'));

const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"])\/\/.*$/gm, '$1');
const text = new Map(files.map((file) => [file, withoutComments(readFileSync(join(source, file), 'utf8'))]));

const roomOf = (file: string) =>
  file.includes('/')
    ? file.slice(0, file.indexOf('/'))
    : file === 'cli.ts'
      ? 'cli'
      : file.replace(/\.ts$/, '');

function importsOf(file: string): string[] {
  const specifiers = [...text.get(file)!.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    (match) => match[1]!,
  );
  return specifiers.map((specifier) =>
    relative(source, normalize(join(source, dirname(file), specifier)))
      .replaceAll('\\', '/')
      .replace(/\.js$/, '.ts'),
  );
}

/** A file and all that it imports, directly or not. */
function reachedFrom(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file) || !text.has(file)) return reached;
  reached.add(file);
  for (const target of importsOf(file)) reachedFrom(target, reached);
  return reached;
}

const packagesOf = (file: string) =>
  [...text.get(file)!.matchAll(/(?:from|import)\s*\(?\s*'([^.'][^']*)'/g)].map((match) => match[1]!);

describe('rooms', () => {
  test('every room is on the list', () => {
    expect(files.filter((file) => !(roomOf(file) in arrows))).toEqual([]);
  });

  test('no forbidden arrow', () => {
    const forbidden = files.flatMap((file) =>
      importsOf(file)
        .filter(
          (target) => roomOf(target) !== roomOf(file) && !arrows[roomOf(file)]!.includes(roomOf(target)),
        )
        .map((target) => `${file} → ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  test('no cycle of files', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const target of importsOf(file)) if (text.has(target)) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('only platform and cli touch the environment', () => {
    const touching = files.filter(
      (file) =>
        !environmental.includes(roomOf(file)) &&
        roomOf(file) !== 'index' &&
        /'node:|\bprocess\.|\bBuffer\b/.test(text.get(file)!),
    );
    expect(touching).toEqual([]);
  });

  test('no arithmetic whose bits differ between engines', () => {
    const unsteadyLines = files
      .filter((file) => !mayBeUnsteady.includes(roomOf(file)))
      .flatMap((file) =>
        text
          .get(file)!
          .split('\n')
          .filter((line) => unsteady.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(unsteadyLines).toEqual([]);
  });

  test('a page loads nothing of Node', () => {
    const reached = [...reachedFrom('platform/browser/index.ts')];
    expect(reached.length).toBeGreaterThan(20);
    expect(reached.filter((file) => file.startsWith('platform/node/'))).toEqual([]);
    expect([...new Set(reached.flatMap(packagesOf))].sort()).toEqual([
      'hyparquet',
      'hyparquet-compressors',
      'hyparquet/src/column.js',
      'hyparquet/src/datapage.js',
      'hyparquet/src/thrift.js',
      'papaparse',
      'zod',
    ]);
  });

  test("a page's workers load no package, for import maps do not reach them", () => {
    const reached = [...reachedFrom('platform/browser/trial-worker.ts')];
    expect(reached.flatMap(packagesOf)).toEqual([]);
  });
});

describe('what stands outside src', () => {
  const scripts = ['bench', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => join(folder, name)),
  );

  test.each(scripts)('%s imports only files that exist', (script) => {
    const text = readFileSync(join(root, script), 'utf8');
    const built = [...text.matchAll(/from '\.\.\/dist\/(.+)\.js'/g)].map(([, path]) => `${path}.ts`);
    expect(built.filter((path) => !existsSync(join(source, path)))).toEqual([]);
  });
});
