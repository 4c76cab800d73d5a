import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { encodeInputs } from '../../../data/encode/encode.js';
import { readTable } from '../../../data/read-table.js';
import { rowNumber } from '../../../data/table.js';
import type { DataOptions } from '../../../data/task.js';
import { stream } from '../../../math/random.js';
import { blockCount } from '../../../network/engine/blocks.js';
import { type Prepared, prepare } from '../../../tune/prepare.js';
import { loadBig } from './load.js';
import { cacheFolder } from './store/folder.js';
import { openBlocks } from './store/open-blocks.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-big-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A table of numbers, missing ones, a category with commas and line feeds in quotes, dates, and a target. */
function madeCsv(rows: number): string {
  const random = stream(5, 0, 'made');
  const towns = ['Aville', '"Cee, Upper"', '"two\nlines"', 'Ünder'];
  const lines = Array.from({ length: rows }, (_, row) => {
    const area = Math.round(1000 * random.normal()) / 1000;
    const town = random.below(towns.length);
    const day = `2024-0${1 + random.below(9)}-1${random.below(10)}`;
    const missing = random.uniform() < 0.1 ? '' : random.below(50);
    return `${area},${missing},${towns[town]},${day},p${row % 40},${(3 * area + town + random.normal()).toFixed(3)}`;
  });
  return `area,rooms,town,day,patient,price\n${lines.join('\n')}\n`;
}

function fileOf(content: string | Uint8Array, ending = 'csv'): string {
  const path = join(folder, `${++files}.${ending}`);
  writeFileSync(path, content);
  return path;
}

const data: DataOptions = { target: 'price', folds: 1 };

async function stored(path: string, options: DataOptions = data, seed = 0): Promise<Prepared> {
  const { table, whole } = await loadBig(path, { ...options, seed });
  return whole!.prepared(prepare({ table, data: options, seed }), options);
}

/** Rows that lie on the disk, as texts in order. */
function rowsOf(prepared: Prepared): string[] {
  const { stored } = prepared.part(0).part;
  const blocks = openBlocks(stored!, 'linear');
  const inputs = new Float32Array(blocks.blockRows * blocks.inputs);
  const targets = new Float32Array(blocks.blockRows);
  const rows: string[] = [];
  for (let block = 0; block < blockCount(blocks); block++) {
    const count = blocks.read(block, { inputs, targets });
    for (let row = 0; row < count; row++)
      rows.push([...inputs.subarray(row * blocks.inputs, (row + 1) * blocks.inputs), targets[row]].join());
  }
  blocks.close();
  return rows.sort();
}

/** The rows that should be there, encoded in memory, without those that validate and test. */
function expected(path: string, prepared: Prepared): string[] {
  const whole = readTable(readFileSync(path), 'x.csv');
  const { part, encoder, rows } = prepared.part(0);
  const held = new Set(
    [...rows.validation, ...prepared.test.rows].map((row) => rowNumber(prepared.table, row)),
  );
  const all = Uint32Array.from({ length: whole.rows }, (_, row) => row).filter(
    (row) => !held.has(rowNumber(whole, row)),
  );
  const inputs = encodeInputs(encoder, whole, all);
  const { mean, deviation } = (
    part.coding.linear as unknown as { columns: { mean: number; deviation: number }[] }
  ).columns[0]!;
  const price = whole.columns.at(-1)!.values;
  return Array.from(all, (row, i) =>
    [
      ...inputs.subarray(i * encoder.width, (i + 1) * encoder.width),
      Math.fround((Number(price[row]) - mean) / deviation),
    ].join(),
  ).sort();
}

describe('a table through its cache', () => {
  test('every row that neither validates nor tests, encoded as in memory', async () => {
    const path = fileOf(madeCsv(6000));
    const prepared = await stored(path);
    expect(prepared.fileRows).toBe(6000);
    expect(prepared.sizes.train + prepared.sizes.validation + prepared.sizes.test).toBe(6000);
    expect(rowsOf(prepared)).toEqual(expected(path, prepared));
  });

  test('more rows than the sample has', async () => {
    const path = fileOf(madeCsv(6000));
    const { table, whole } = await loadBig(path, { ...data, sampleRows: 1000 });
    expect(table.rows).toBe(1000);
    const prepared = await whole!.prepared(prepare({ table, data, seed: 0 }), data);
    expect(prepared.sizes).toEqual({ train: 5650, validation: 150, test: 200 });
    expect(rowsOf(prepared)).toEqual(expected(path, prepared));
  });

  test('the same with returns, gzip and no line feed at the end', async () => {
    const plain = madeCsv(600);
    const rows = rowsOf(await stored(fileOf(plain)));
    const unix = plain.replaceAll('"two\nlines"', 'two');
    const others = rowsOf(await stored(fileOf(unix)));
    expect(rowsOf(await stored(fileOf(unix.replaceAll('\n', '\r\n'))))).toEqual(others);
    expect(rowsOf(await stored(fileOf(gzipSync(plain), 'csv.gz')))).toEqual(rows);
    expect(rowsOf(await stored(fileOf(plain.slice(0, -1))))).toEqual(rows);
  });

  test('all rows of a held-out group stay away, and all that are not earlier', async () => {
    const path = fileOf(madeCsv(3000));
    for (const split of ['group:patient', 'time:day']) {
      const options = { ...data, split };
      const { table, whole } = await loadBig(path, { ...options, sampleRows: 1000 });
      const prepared = await whole!.prepared(prepare({ table, data: options, seed: 0 }), options);
      const column = table.columns.find(({ name }) => split.endsWith(name))!.values;
      const held = [...prepared.part(0).rows.validation, ...prepared.test.rows].map((row) => column[row]!);
      const all = readTable(readFileSync(path), 'x.csv').columns.find(({ name }) =>
        split.endsWith(name),
      )!.values;
      const first = [...held].sort()[0]!;
      const free = all.filter((text) => (split === 'time:day' ? text < first : !held.includes(text)));
      expect(prepared.sizes.train).toBe(free.length);
      expect(free.length).toBeGreaterThan(1000);
    }
  });
});

describe('a cache', () => {
  const cachesOf = (path: string) => readdirSync(cacheFolder(path));

  test('is found again, and made anew for another seed or another meaning', async () => {
    const path = fileOf(madeCsv(600));
    const before = (await stored(path)).part(0).part.stored!;
    const made = statSync(before.path).mtimeMs;
    expect((await stored(path)).part(0).part.stored).toEqual(before);
    expect(statSync(before.path).mtimeMs).toBe(made);
    await stored(path, data, 1);
    await stored(path, { ...data, ignore: ['rooms'] });
    expect(cachesOf(path)).toHaveLength(3);
  });

  test('of a file that has changed is removed', async () => {
    const path = fileOf(madeCsv(600));
    const [before] = [(await stored(path)).part(0).part.stored!.path];
    writeFileSync(path, madeCsv(601));
    const now = (await stored(path)).part(0).part.stored!;
    expect(now.rows).toBeGreaterThan(0);
    expect(cachesOf(path)).toHaveLength(1);
    expect(now.path).not.toBe(before);
  });

  test('that is damaged is made again, and that is said', async () => {
    const path = fileOf(madeCsv(600));
    const first = await stored(path);
    const { path: cache } = first.part(0).part.stored!;
    const good = readFileSync(cache);
    const bad = Buffer.from(good);
    bad[1000]! ^= 4;
    writeFileSync(cache, bad);
    const again = await stored(path);
    expect(again.assumptions.map(({ text }) => text)).toContain(
      'block 0 of the cache was damaged, so it was made again',
    );
    expect(readFileSync(cache)).toEqual(good);
    expect(cachesOf(path)).toHaveLength(1);
  });

  test('two at once leave one whole cache', async () => {
    const path = fileOf(madeCsv(2000));
    const [a, b] = await Promise.all([stored(path), stored(path)]);
    expect(rowsOf(a)).toEqual(rowsOf(b));
    expect(cachesOf(path)).toHaveLength(1);
  });
});

describe('what is wrong with a row is said with its number', () => {
  const rows = 1500;
  const withRow = (number: number, row: string) => {
    const lines = madeCsv(rows)
      .replaceAll(/"[^"]*"/g, 'two')
      .split('\n');
    lines.splice(number - 1, 0, row);
    return fileOf(lines.join('\n'));
  };
  // The sample has 300 of the rows, and with this seed not these.
  const through = async (path: string, options: DataOptions = data) => {
    const { table, whole } = await loadBig(path, { ...options, sampleRows: 300 });
    return whole!.prepared(prepare({ table, data: options, seed: 0 }), options);
  };

  test.each([
    ['1,2,Aville,2024-01-11,p1', /row 1200 has 5 fields; the header has 6/],
    [
      '1,2,Aville,2024-01-11,p1,dear',
      /target column "price" row 1200 of .* is "dear", which is not a number/,
    ],
    ['1,2,Aville,2024-01-11,p1,', /target column "price" is missing in row 1200/],
    ['1,2,"Aville,2024-01-11,p1,3', /row 1200: a field opens with a quote/],
  ])('%s', async (row, message) => {
    await expect(through(withRow(1200, row))).rejects.toThrow(message);
  });

  test('a row without a time, where time splits', async () => {
    const path = withRow(1200, '1,2,Aville,soon,p1,3');
    const options = { ...data, split: 'time:day' };
    await expect(through(path, options)).rejects.toThrow(/column "day" has no readable time in row 1200/);
    const prepared = await through(path, { ...options, dropBadRows: true });
    expect(prepared.sizes.train).toBeGreaterThan(500);
  });

  test('and it is left out when that was asked for', async () => {
    const path = withRow(1200, '1,2,Aville,2024-01-11,p1,dear');
    const prepared = await through(path, { ...data, dropBadRows: true });
    expect(prepared.sizes.train).toBe(rows - prepared.sizes.validation - prepared.sizes.test);
  });

  test('bytes that are not UTF-8', async () => {
    const path = withRow(1200, 'x');
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('\nx\n') + 1] = 0xe9;
    writeFileSync(path, bytes);
    await expect(through(path)).rejects.toThrow(/byte \d+ \(line 1200\) is 0xe9/);
  });

  test('nothing is left behind', async () => {
    const path = withRow(1200, '1,2');
    await through(path).catch(() => {});
    expect(readdirSync(cacheFolder(path))).toEqual([]);
  });
});
