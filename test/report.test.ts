import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: a script without types.
import { chromium as installed } from '../scripts/chromium.mjs';
import type { report as reportAgain } from '../src/platform/node/report.js';
import type { tune as tuneTable } from '../src/platform/node/tune.js';
import type { FinishedEvent } from '../src/tune/event.js';

/** The report as people get it: of a real study by the built package, and in a real browser. Without Chromium that part is skipped. */

const root = fileURLToPath(new URL('..', import.meta.url));
const skipped = !installed && process.env.CI !== 'true';
const evil = '<script>alert(1)</script>';

describe('report.html', () => {
  let folder: string;
  let browser: Browser;
  let tune: typeof tuneTable;
  let report: typeof reportAgain;
  const studies: Record<'numbers' | 'classes', FinishedEvent> = {} as never;

  beforeAll(async () => {
    ({ tune, report } = await import(`${root}dist/index.js`));
    folder = mkdtempSync(join(tmpdir(), 'sweetspot-report-'));
    const cars = readFileSync(join(root, 'examples/cars.csv'), 'utf8').split('\n');
    const [header, ...rows] = cars;
    const renamed = header!.split(',').map((name) => (name.startsWith('economy') ? evil : name));
    expect(renamed).toContain(evil);
    const data = new TextEncoder().encode([renamed.join(','), ...rows].join('\n'));
    const same = { budget: '14 trials', workers: 2, seed: 3, out: folder, dropBadRows: true };
    studies.numbers = await tune({ ...same, data, target: evil, study: 'numbers' });
    const penguins = join(root, 'examples/penguins.csv');
    studies.classes = await tune({ ...same, data: penguins, target: 'species', study: 'classes' });
    if (skipped) return;
    if (!installed) throw new Error('there is no Chromium, and with CI=true this test may not be skipped');
    browser = await chromium.launch({ executablePath: installed, args: ['--no-sandbox'] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const names = ['numbers', 'classes'] as const;

  test.each(names)('%s: lies beside the model, and is small', (name) => {
    const { reportFile, model } = studies[name];
    expect(reportFile).toBe(join(folder, name, 'report.html'));
    expect(model).toBe(join(folder, name, 'model'));
    expect(statSync(reportFile!).size).toBeLessThan(1_000_000);
  });

  test.each(names)('%s: trials have a score on training rows and a speed', (name) => {
    const { speed, sizes } = studies[name].report;
    expect(speed!.length).toBeGreaterThan(0);
    expect(sizes!.some(({ train }) => train !== undefined)).toBe(true);
  });

  test('it is drawn again to the letter from what the study holds', async () => {
    const { reportFile, storage } = studies.numbers;
    const out = join(folder, 'again', 'page.html');
    const again = await report({ study: 'numbers', storage, out });
    expect(again).toEqual({ study: 'numbers', reportFile: out });
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(reportFile!, 'utf8'));
  });

  test('none is written when none is wanted', async () => {
    const data = join(root, 'examples/penguins.csv');
    const small = { data, target: 'species', budget: '1 trials', workers: 1, out: folder, study: 'none' };
    const finished = await tune({ ...small, report: false });
    expect(finished.reportFile).toBeUndefined();
    expect(() => statSync(join(folder, 'none', 'report.html'))).toThrow();
  });

  describe.skipIf(skipped)('in a browser', () => {
    const views = names.flatMap((name) =>
      ([1280, 768, 390, 320] as const).flatMap((width) =>
        (['light', 'dark'] as const).map((scheme) => [name, width, scheme] as const),
      ),
    );

    test.each(views)(
      '%s, %i wide, %s: nothing is asked for, nothing complains, nothing sticks out',
      async (name, width, colorScheme) => {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        const complaints: string[] = [];
        const file = pathToFileURL(studies[name].reportFile!).href;
        await page.route('**', (route) =>
          route.request().url() === file ? route.continue() : route.abort(),
        );
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('dialog', (dialog) => complaints.push(dialog.message()));
        page.on('request', (request) => request.url() !== file && complaints.push(request.url()));
        await page.goto(file);
        const seen = await page.evaluate<{
          width: number;
          ground: string;
          charts: number;
          hidden: string[];
        }>(`({
        width: document.documentElement.scrollWidth,
        ground: getComputedStyle(document.documentElement).backgroundColor,
        charts: [...document.querySelectorAll('svg[role=img]')].filter((each) => each.getClientRects().length).length,
        hidden: [...document.querySelectorAll('svg[role=img] text')].filter((each) => {
          const box = each.getBoundingClientRect();
          return box.width > 0 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1);
        }).map((each) => each.textContent),
      })`);
        expect(seen.width).toBeLessThanOrEqual(width);
        expect(seen.hidden).toEqual([]);
        expect(seen.charts).toBeGreaterThan(12);
        expect(seen.ground).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 24, 29)');
        expect(complaints).toEqual([]);
        await page.close();
      },
    );

    test.each(names)(
      '%s: every chart has a finding, a sentence for those who cannot see it, and its data',
      async (name) => {
        const page = await browser.newPage();
        await page.goto(pathToFileURL(studies[name].reportFile!).href);
        const figures = await page.evaluate<
          { finding: string; labels: string[]; rows: number; cells: number }[]
        >(`[...document.querySelectorAll('figure:has(svg[role=img])')].map((figure) => ({
        finding: figure.querySelector('h3')?.textContent ?? '',
        labels: [...figure.querySelectorAll('svg[role=img]')].map((each) => each.getAttribute('aria-label') ?? ''),
        rows: figure.querySelectorAll('details tbody tr').length,
        cells: figure.querySelectorAll('details thead th').length,
      }))`);
        expect(figures.length).toBeGreaterThan(8);
        for (const { finding, labels, rows, cells } of figures) {
          expect(finding).toMatch(/\S.*\.$/);
          expect(labels.length).toBeGreaterThan(0);
          for (const label of labels)
            expect(label.replaceAll('\u00a0', ' ')).toContain(finding.replaceAll('\u00a0', ' '));
          expect(rows).toBeGreaterThan(0);
          expect(cells).toBeGreaterThan(1);
        }
        expect(await page.evaluate("document.querySelectorAll('svg[role=img]').length")).toBe(
          figures.reduce((all, { labels }) => all + labels.length, 0),
        );
        await page.close();
      },
    );

    test('a mark says what it is when one points at it', async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(pathToFileURL(studies.classes.reportFile!).href);
      await page.locator('.wide .cell').first().hover();
      expect(await page.locator('#tip').textContent()).toMatch(/rows? of Adelie predicted as Adelie/);
      await page.close();
    });
  });
});
