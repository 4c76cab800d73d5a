import { usageError } from '../../error.js';
import { memoryStore } from '../../study/store/memory.js';
import type { Store } from '../../study/store/store.js';
import { openSqlite, type SqliteOptions } from './sqlite/open.js';

/**
 * Opens the store that a storage URL names: `sqlite:///sweetspot/studies.db`, a plain path, or `memory:`. Throws a SweetspotError of
 * kind `usage` for another URL and of kind `storage` for a file that cannot be used.
 */
export async function openStore(storage: string, options: SqliteOptions = {}): Promise<Store> {
  if (storage === 'memory:') return memoryStore();
  if (/^postgres(ql)?:/.test(storage))
    throw usageError(
      `"${storage.replace(/\/\/.*@/, '//')}" is PostgreSQL, which cannot be used yet`,
      'Name a file, as sqlite:///studies.db.',
    );
  return openSqlite(storage, options);
}
