import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tune } from '../dist/index.js';
import { stream } from '../src/math/random.js';

/** Where a model is wrong, from the table to what is read: planted, tuned by the built package, and told by `explain` and the report. */

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-residuals-'));
const storage = `sqlite:///${join(folder, 'studies.db')}`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface House {
  readonly size: number;
  readonly zone: string;
  readonly rooms: number;
  readonly noise: number;
}

function houses(seed: number): House[] {
  const random = stream(seed, 0, 'test: houses');
  return Array.from({ length: 700 }, () => ({
    size: Math.round(40 + 200 * random.uniform()),
    zone: 'ABCD'[Math.floor(4 * random.uniform())]!,
    rooms: 1 + Math.floor(5 * random.uniform()),
    noise: random.normal(),
  }));
}

const tableOf = (rows: readonly House[], price: (house: House) => number | string) =>
  rows.map(({ noise, ...house }) => ({ ...house, price: price({ noise, ...house }) }));

async function tuned(study: string, data: readonly object[]) {
  const same = { budget: '2 trials', workers: 1, seed: 1, out: folder, study };
  await tune({ ...same, data: data as never, target: 'price' });
}

function told(study: string) {
  const run = (...more: string[]) =>
    spawnSync('node', ['dist/cli.js', 'explain', study, '--storage', storage, ...more], {
      encoding: 'utf8',
    }).stdout;
  const events = run('--json')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const event = (name: string) => events.find((each) => each.event === name);
  const page = readFileSync(join(folder, study, 'report.html'), 'utf8');
  const section = /<section id="residuals">(.*?)<\/section>/s.exec(page)?.[1] ?? '';
  return { text: run().replace(/\s+/g, ' '), where: event('residuals'), losses: event('losses'), section };
}

const linear = ({ size, rooms }: House) => 2 * size + 10 * rooms;

describe('from the table to what is read', () => {
  test('a noisy level is named, with its rows and its error in the target’s units', async () => {
    const noisy = (house: House) => linear(house) + (house.zone === 'C' ? 60 : 15) * house.noise;
    await tuned('noisy', tableOf(houses(1), noisy));
    const { text, where, losses, section } = told('noisy');
    expect(where.title).toMatch(/^Errors in price are larger where zone is C: \d/);
    const [first] = where.claims;
    expect(first.text).toMatch(
      /^Where zone is C \(\d+ rows\), predictions of price are off by \d.* times as much as elsewhere/,
    );
    expect(first.grade).toBe('measured');
    // The mean absolute normal error is .8 of its deviation.
    const { mean, elsewhere } = where.figures.targets[0].columns[0].found[0];
    expect(mean).toBeGreaterThan(40);
    expect(mean).toBeLessThan(60);
    expect(elsewhere).toBeLessThan(25);
    expect(text).toContain(where.title);
    expect(text).toMatch(/Most wrong: row \d/);
    expect(section).toMatch(/<figure><h3>Errors in price are larger where zone is C/);
    expect(section).toMatch(/<svg[^>]*aria-label="Errors in price are larger where zone is C/);
    expect(section).toContain('<details><summary>As a table</summary>');
    expect(losses.title).toMatch(/listens|ruled by few rows/);
    expect(losses.claims[0].text).toMatch(/^Half of the predictions of price are within \d/);
    expect(losses.figures[0].losses.map(({ loss }: { loss: string }) => loss)).toEqual([
      'squared',
      'absolute',
      'huber',
    ]);
  }, 180_000);

  test('nothing to find is said so', async () => {
    await tuned(
      'even',
      tableOf(houses(2), (house) => linear(house) + 15 * house.noise),
    );
    const { where, losses, section } = told('even');
    expect(where.title).toBe('In no column are errors clearly larger anywhere');
    expect(where.figures.targets[0].columns).toEqual([]);
    expect(where.figures.tests).toBeGreaterThan(20);
    expect(losses.title).toMatch(/^No loss is ruled by few rows/);
    expect(section).toContain('<h3>In no column are errors clearly larger anywhere.</h3>');
  }, 180_000);

  test('classes that are wrong in a level', async () => {
    const flips = (house: House) => house.zone === 'B' && house.noise > 0.3;
    const label = (house: House) => (linear(house) > 300 !== flips(house) ? 'dear' : 'cheap');
    await tuned('classes', tableOf(houses(3), label));
    const { text, where, losses } = told('classes');
    expect(where.title).toMatch(/where zone is B/);
    expect(text).toMatch(/Where zone is B \(\d+ rows\), \d+ % of the classes are wrong, elsewhere [\d.]+ %/);
    expect(losses.title).toMatch(/^The worst 1 % of the rows make up \d.* of the log-loss/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  }, 180_000);
});
