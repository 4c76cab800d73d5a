import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { prepare } from '../../tune/prepare.js';
import { reopen } from './reopen.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-reopen-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'a.csv');
const text = 'x,y\n1,2\n2,4\n3,5\n4,9\n5,9\n6,12\n';
writeFileSync(path, text);
const source = {
  file: 'a.csv',
  path,
  sha256: createHash('sha256').update(text).digest('hex'),
  options: { target: 'y' },
};

const facts = vi.hoisted(() => ({ test: null as unknown }));
vi.mock('../../tune/prepare.js', () => ({ prepare: vi.fn() }));
vi.mock('./open-store.js', () => ({
  openStore: async () => ({
    load: async () => ({ facts: { data: source, metric: 'rmse', seed: 1, test: facts.test } }),
    close: async () => {},
  }),
}));

test('a test file that has moved is not missed', async () => {
  facts.test = { file: 'gone.csv', path: join(folder, 'gone.csv'), sha256: '' };
  await reopen({ study: 's' });
  expect(prepare).toHaveBeenLastCalledWith(expect.objectContaining({ testTable: 'elsewhere' }));
  facts.test = null;
  await reopen({ study: 's' });
  expect(prepare).toHaveBeenLastCalledWith(expect.objectContaining({ testTable: undefined }));
});
