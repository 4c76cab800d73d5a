import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writePage } from './write-page.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a page is written with its folders, and nothing else is left there', async () => {
  const path = join(folder, 'a/b/report.html');
  expect(await writePage('<html>', path)).toBe(path);
  expect(readFileSync(path, 'utf8')).toBe('<html>');
  expect(readdirSync(join(folder, 'a/b'))).toEqual(['report.html']);
});

test('what stands in its way is said as for every file', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(writePage('<html>', join(file, 'report.html'))).rejects.toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('a part of its path is a file'),
    next: expect.stringContaining('--out'),
  });
});
