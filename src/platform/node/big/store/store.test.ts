import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blocksContract } from '../../../../network/engine/contract/blocks.contract.js';
import type { Examples } from '../../../../network/engine/engine.js';
import type { Footer } from './footer.js';
import { openBlocks } from './open-blocks.js';
import { damagedBlock, readFooter } from './read.js';
import { shuffler } from './shuffle.js';
import { blocksWriter } from './write.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-store-'));
let files = 0;
const hash = 'a'.repeat(64);
const about = {
  source: { file: 'x.csv', bytes: 1, modified: 2, sha256: hash },
  identity: hash,
  fileRows: 99,
};

/** A cache file with these rows; in two scales, of which the first has other targets. */
function written({ rows, inputs, targets, weights }: Examples, blockRows: number) {
  const path = join(folder, `${++files}.blocks`);
  const width = inputs.length / rows;
  const targetWidth = targets.length / rows;
  const weighted = weights !== undefined;
  const scales: Footer['scales'] = ['linear', 'log'];
  const writer = blocksWriter(openSync(path, 'w'), {
    inputs: width,
    targetWidth,
    scales,
    weighted,
    blockRows,
  });
  for (let row = 0; row < rows; row++) {
    const own = targets.subarray(row * targetWidth, (row + 1) * targetWidth);
    const all = [...inputs.subarray(row * width, (row + 1) * width), ...own.map((y) => y - 1), ...own];
    writer.add(Float32Array.from(weighted ? [...all, weights[row]!] : all), 0);
  }
  return { path, footer: writer.finish(about) };
}

blocksContract((examples, blockRows) => {
  const { path, footer } = written(examples, blockRows);
  return openBlocks({ ...footer, path }, 'log');
});

describe('a cache file', () => {
  const examples = {
    rows: 10,
    inputs: Float32Array.from({ length: 30 }, (_, i) => i),
    targets: new Float32Array(10),
  };

  test('says what it holds', () => {
    const { path, footer } = written(examples, 4);
    expect(readFooter(path)).toEqual(footer);
    expect(footer).toMatchObject({ ...about, rows: 10, inputs: 3, blockRows: 4 });
    expect(footer.blocks).toHaveLength(3);
    expect(damagedBlock(path, footer)).toBeUndefined();
  });

  test('one changed bit of a block is noticed', () => {
    const { path, footer } = written(examples, 4);
    const bytes = readFileSync(path);
    bytes[8 + 4 * 5 * 4 + 3]! ^= 1;
    writeFileSync(path, bytes);
    expect(damagedBlock(path, readFooter(path))).toBe(1);
    expect(footer.rows).toBe(10);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['empty', () => Buffer.alloc(0)],
    ['of something else', () => Buffer.from('a,b\n'.repeat(50))],
    ['without some rows', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8), bytes.subarray(12)])],
    [
      'with another footer',
      (bytes: Buffer) =>
        Buffer.from(bytes.toString('latin1').replace('"fileRows":99', '"fileRows":98'), 'latin1'),
    ],
  ])('%s is refused', (_, damage) => {
    const { path } = written(examples, 4);
    writeFileSync(path, damage(readFileSync(path)));
    expect(() => readFooter(path)).toThrow();
  });
});

describe('shuffling', () => {
  function shuffled(rows: number, seed: number, pile: number): number[] {
    const shuffle = shuffler({ path: join(folder, `${++files}.shuffle`), width: 2, rows, seed, pile });
    for (let row = 0; row < rows; row++) {
      const { into, at } = shuffle.next();
      into[at] = row;
      into[at + 1] = -row;
    }
    const order: number[] = [];
    for (let p = 0; p < shuffle.piles; p++)
      shuffle.pile(p, (all, at) => {
        order.push(all[at + 1] === -all[at]! ? all[at]! : Number.NaN);
      });
    shuffle.close();
    return order;
  }

  test.each([1 << 20, 80_000])(
    'every row once, in an order that the seed decides (piles of %d bytes)',
    (pile) => {
      const order = shuffled(50_000, 1, pile);
      expect(Float64Array.from(order).sort()).toEqual(Float64Array.from({ length: 50_000 }, (_, i) => i));
      expect(order).toEqual(shuffled(50_000, 1, pile));
      expect(order).not.toEqual(shuffled(50_000, 2, pile));
    },
  );

  test('the first rows come from everywhere', () => {
    const first = shuffled(50_000, 1, 80_000).slice(0, 2000);
    const mean = first.reduce((sum, row) => sum + row / 2000, 0);
    // Standard error: 50,000 / √12 / √2000 = 323.
    expect(Math.abs(mean - 25_000)).toBeLessThan(5 * 323);
  });
});
