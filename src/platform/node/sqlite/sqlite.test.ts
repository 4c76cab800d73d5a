import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeStore } from '../../../study/store/store.contract.js';
import { openSqlite } from './open.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
describeStore(
  'the store in SQLite',
  async () => openSqlite(join(folder, `${files++}.db`)),
  async (store) => openSqlite(store.url),
);
