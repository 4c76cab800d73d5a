import { type Dirent, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRunning } from '../../this-process.js';
import type { Footer } from './footer.js';
import { readFooter } from './read.js';

/** A cache file that is there, and what it says of itself; without that when it is damaged. */
export interface FoundCache {
  readonly path: string;
  readonly bytes: number;
  readonly footer?: Footer;
}

/** The folder beside a file in which its caches are. */
export const cacheFolder = (source: string) => `${resolve(source)}${folderEnding}`;

const folderEnding = '.sweetspot';
const fileEnding = '.blocks';

/** Where the cache of that identity is. */
export const cachePath = (folder: string, identity: string) =>
  join(folder, `${identity.slice(0, 16)}${fileEnding}`);

/** The caches in a folder; none when there is no folder. */
export const cachesIn = (folder: string): FoundCache[] =>
  entriesOf(folder)
    .filter((entry) => entry.isFile() && entry.name.endsWith(fileEnding))
    .map(({ name }) => foundAt(join(folder, name)));

/** The folders of caches beside the files of a folder. */
export const cacheFoldersIn = (folder: string): string[] =>
  entriesOf(folder)
    .filter(
      (entry) => entry.isDirectory() && entry.name.endsWith(folderEnding) && entry.name !== folderEnding,
    )
    .map(({ name }) => join(folder, name));

/** Removes caches that a file was changed after, and what killed processes left; the bytes that this frees. */
export function removeStale(folder: string, sha256: string): number {
  const stale = cachesIn(folder).filter(({ footer }) => footer?.source.sha256 !== sha256);
  for (const { path } of stale) rmSync(path, { force: true });
  for (const { name } of entriesOf(folder)) {
    const [, pid] = /^\.(\d+)-\d+\.(?:part|shuffle|query)$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
  return stale.reduce((sum, { bytes }) => sum + bytes, 0);
}

function foundAt(path: string): FoundCache {
  const bytes = statSync(path).size;
  try {
    return { path, bytes, footer: readFooter(path) };
  } catch {
    return { path, bytes };
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
