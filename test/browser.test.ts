import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: a script without types.
import { chromium as installed } from '../scripts/chromium.mjs';
import { readTable } from '../src/data/read-table.js';
import { loadModel } from '../src/model/file/load.js';
import type { ModelFiles } from '../src/model/file/save.js';
import { predict } from '../src/model/predict.js';
import { predictionCsv } from '../src/model/prediction-csv.js';
import { wasmEngine } from '../src/network/engine/wasm.js';
import type { FinishedEvent } from '../src/tune/event.js';
// @ts-expect-error: a script without types.
import { kept } from './bits/network.mjs';
import { type Site, serve } from './browser/serve.js';
// @ts-expect-error: a script without types.
import { plans, samplers, searched, strategies, work } from './browser/work.mjs';

/** The built package in a real browser. Without Chromium it is skipped, and scripts/not-run.mjs says so; CI may not skip it. */

const root = fileURLToPath(new URL('..', import.meta.url));
const skipped = !installed && process.env.CI !== 'true';

/** What test/browser/work.mjs returns: hashes by name. */
type Bits = Record<'trained' | 'elementary' | 'streams', Record<string, unknown>>;

/** What test/browser/job.mjs returns. */
interface Done {
  readonly finished: FinishedEvent;
  readonly events: string[];
  /** A character for each byte. */
  readonly files: Record<keyof ModelFiles, string>;
  readonly text: string;
  readonly refused: string;
  readonly repeated: string;
}

describe.skipIf(skipped)('in a browser', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!installed) throw new Error('there is no Chromium, and with CI=true this test may not be skipped');
    site = await serve(root);
    browser = await chromium.launch({ executablePath: installed, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
    await page.goto(site.url);
  });

  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  describe('the bits are those of Node', () => {
    let here: Bits;
    let there: Bits;
    beforeAll(async () => {
      here = work();
      there = await page.evaluate(`import('/test/browser/work.mjs').then(({ work }) => work())`);
    });

    test.each(Object.keys({ ...samplers, ...strategies }))('of what a search proposes: %s', async (name) => {
      const there = await page.evaluate(
        `import('/test/browser/work.mjs').then(({ searched }) => searched('${name}'))`,
      );
      const here = await searched(name);
      expect(here.length).toBeGreaterThan(5);
      expect(there).toEqual(here);
    });

    test('of every sampler and strategy that a page may import', () => {
      const page = readFileSync(join(root, 'src/anywhere.ts'), 'utf8');
      const files = [...page.matchAll(/'\.\/(search\/[^']+)\.js'/g)].map(([, path]) =>
        join(root, `src/${path}.ts`),
      );
      const declared = /^export function (\w+)\(.*\): (Sampler|Strategy|Auto) /gm;
      const names = files.flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(declared)].map(([, name]) => name),
      );
      const made = Object.values<[{ name: string }]>({ ...samplers, ...strategies }).map(
        ([{ name }]) => name,
      );
      expect(names.length).toBeGreaterThan(10);
      // One is a sampler by another name.
      expect(names.filter((name) => name !== 'sampled' && !made.includes(name!))).toEqual([]);
    });

    test.each(Object.keys(plans))('of a network trained: %s', (name) => {
      expect(there.trained[name]).toEqual(here.trained[name]);
    });

    test.each([false, true])('of a network of many parts, paused: %s', async (paused) => {
      const there = await page.evaluate(
        `import('/test/bits/network.mjs').then(({ trained }) => trained(${paused}))`,
      );
      expect(there).toBe(kept);
    });

    test('of plans that do differ', () => {
      expect(new Set(Object.values(here.trained).flat()).size).toBe(3 * Object.keys(plans).length);
    });

    test('of elementary functions', () => expect(there.elementary).toEqual(here.elementary));

    test('of random streams', () => expect(there.streams).toEqual(here.streams));
  });

  describe('the whole job', () => {
    let done: Done;
    beforeAll(async () => {
      done = await page.evaluate(`import('/test/browser/job.mjs').then(({ job }) => job())`);
    }, 60_000);

    test('ends with the finished event', () => {
      const { finished, events } = done;
      expect(events).toEqual(expect.arrayContaining(['data', 'plan', 'baseline', 'trial', 'finished']));
      expect(finished).toMatchObject({ event: 'finished', study: 'penguins-1', task: 'multiclass' });
      const { complete, stopped, diverged, failed } = finished.trials;
      expect([complete + stopped + diverged, failed]).toEqual([6, 0]);
      expect(finished.test.accuracy).toBeGreaterThan(0.9);
    });

    test('gives a model that predicts the same in Node', () => {
      const model = loadModel({
        'model.json': Buffer.from(done.files['model.json'], 'latin1'),
        'weights.bin': Buffer.from(done.files['weights.bin'], 'latin1'),
      });
      const table = readTable(readFileSync(join(root, 'examples/penguins.csv')), 'penguins.csv');
      const text = [...predictionCsv(table, predict(model, table, wasmEngine()))].join('');
      expect(text.split('\n')).toHaveLength(346);
      expect(done.text).toBe(text);
    });

    test('with one worker gives the same study to the bit as in Node', async () => {
      const { tune } = await import(`${root}dist/index.js`);
      const data = readFileSync(join(root, 'examples/penguins.csv'));
      const out = mkdtempSync(join(tmpdir(), 'sweetspot-browser-'));
      const same = { target: 'species', budget: '1 trials', workers: 1, seed: 4 };
      const { model } = await tune({ ...same, data, storage: 'memory:', out });
      expect(done.repeated).toBe(readFileSync(join(model, 'model.json'), 'utf8'));
      rmSync(out, { recursive: true });
    });

    test('refuses as in Node', () => expect(done.refused).toContain('"specie"'));
  });

  describe('reads what Node reads', () => {
    const cells = JSON.parse(readFileSync(join(root, 'src/data/read/fixtures/cells.json'), 'utf8'));
    const read = (path: string): Promise<Record<string, string[]>> =>
      page.evaluate(`Promise.all([
        import('/dist/data/read-table.js'),
        fetch('/src/data/read/fixtures/${path}').then((answer) => answer.arrayBuffer()),
      ]).then(async ([{ readAnyTable }, bytes]) => {
        const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
        const { columns } = await readAnyTable(new Uint8Array(await new Response(packed).arrayBuffer()), '${path}.gz');
        return Object.fromEntries(columns.map(({ name, values }) => [name, [...values]]));
      })`);

    test.each(['snappy', 'zstd', 'brotli', 'lz4'])('Parquet with %s, in gzip', async (codec) => {
      expect(await read(`${codec}.parquet`)).toEqual(cells);
    });
  });

  test('the page has nothing to complain of', () => expect(complaints).toEqual([]));
});
