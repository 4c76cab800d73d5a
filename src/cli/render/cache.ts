import type { CacheSummary } from '../../platform/node/big/caches.js';
import { bytes, count, whole } from '../../words/number.js';
import type { Style } from './style.js';
import { table } from './table.js';

export function cacheLines(caches: readonly CacheSummary[], style: Style, columns: number): string[] {
  if (caches.length === 0) return ['  No caches here.'];
  const rows = caches.map((cache) => [
    cache.file ?? 'damaged',
    bytes(cache.bytes),
    cache.rows === undefined ? '-' : whole(cache.rows),
    cache.path,
  ]);
  const header = ['table', 'size', 'rows to train', 'path'];
  return ['', ...table([header, ...rows], { columns, right: [1, 2], header: style.faint }), ''];
}

export function clearedLine(caches: readonly CacheSummary[]): string {
  if (caches.length === 0) return '  No caches here.';
  const freed = caches.reduce((sum, cache) => sum + cache.bytes, 0);
  return `  Removed ${count(caches.length, 'cache')}: ${bytes(freed)}.`;
}
