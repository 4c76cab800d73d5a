import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clearCaches, listCaches } from './caches.js';
import { blocksWriter } from './store/write.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-caches-'));
afterAll(() => rmSync(folder, { recursive: true }));
const hash = 'b'.repeat(64);

function cacheOf(file: string) {
  mkdirSync(join(folder, `${file}.sweetspot`));
  const path = join(folder, `${file}.sweetspot`, 'one.blocks');
  const shape = {
    inputs: 1,
    targetWidth: 1,
    scales: ['linear' as const] as ['linear'],
    weighted: false,
    blockRows: 8,
  };
  const writer = blocksWriter(openSync(path, 'w'), shape);
  writer.add(Float32Array.of(1, 2), 0);
  writer.finish({ source: { file, bytes: 3, modified: 4, sha256: hash }, identity: hash, fileRows: 5 });
  return path;
}

test('caches of a file, of a folder, and none', async () => {
  const a = cacheOf('a.csv');
  const b = cacheOf('b.csv');
  writeFileSync(join(folder, 'b.csv.sweetspot', 'bad.blocks'), 'x');
  writeFileSync(join(folder, 'c.csv'), 'x\n1\n');
  const found = await listCaches({ file: folder });
  expect(found).toHaveLength(3);
  expect(found[0]).toMatchObject({ path: a, file: 'a.csv', rows: 1 });
  expect(found.find(({ path }) => path.endsWith('bad.blocks'))).toEqual({
    path: join(folder, 'b.csv.sweetspot', 'bad.blocks'),
    bytes: 1,
  });
  expect(await listCaches({ file: join(folder, 'c.csv') })).toEqual([]);
  await expect(listCaches({ file: join(folder, 'd.csv') })).rejects.toThrow(/there is no file/);

  expect(await clearCaches({ file: join(folder, 'a.csv') })).toHaveLength(1);
  expect([existsSync(a), existsSync(b)]).toEqual([false, true]);
  expect(await clearCaches({ file: folder })).toHaveLength(2);
  expect([existsSync(b), existsSync(join(folder, 'c.csv'))]).toEqual([false, true]);
});
