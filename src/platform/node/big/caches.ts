import { rmSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dataError } from '../../../error.js';
import { writeProblem } from '../write-whole.js';
import { cacheFolder, cacheFoldersIn, cachesIn, type FoundCache } from './store/folder.js';

export interface CacheOptions {
  /** The file whose caches are meant, or a folder of caches; without one, the caches beside all files of the current folder. */
  readonly file?: string;
}

/** A cache on the disk, for people and programs. */
export interface CacheSummary {
  readonly path: string;
  readonly bytes: number;
  /** The file that was encoded; absent when the cache is damaged. */
  readonly file?: string;
  /** Rows that train. */
  readonly rows?: number;
}

/** The caches of a file, or of all files of the current folder. */
export async function listCaches({ file }: CacheOptions): Promise<CacheSummary[]> {
  return (await foldersOf(file)).flatMap(cachesIn).map(summary);
}

/** Removes them and what is left of unfinished ones, and says which they were. Throws a storage error when that may not be done. */
export async function clearCaches({ file }: CacheOptions): Promise<CacheSummary[]> {
  const folders = await foldersOf(file);
  const caches = folders.flatMap(cachesIn);
  for (const { path } of caches) remove(path);
  for (const folder of folders)
    if (folder.endsWith('.sweetspot')) await rm(folder, { recursive: true, force: true });
  return caches.map(summary);
}

/** The folder beside a file may be there when the file itself is not any more. */
async function foldersOf(file: string | undefined): Promise<string[]> {
  if (file === undefined) return cacheFoldersIn(resolve('.'));
  const beside = cacheFolder(file);
  const isThere = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() === true;
  if (await isThere(beside)) return [beside];
  if (await isThere(file)) return [resolve(file), ...cacheFoldersIn(resolve(file))];
  if (await stat(file).catch(() => undefined)) return [];
  throw dataError(
    `there is no file "${file}" and no cache of one.`,
    `Its caches would be in "${join('.', `${file}.sweetspot`)}".`,
  );
}

function remove(path: string) {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw writeProblem(error, path, 'Change its permissions, or remove it by hand.');
  }
}

const summary = ({ path, bytes, footer }: FoundCache): CacheSummary => ({
  path,
  bytes,
  ...(footer && { file: footer.source.file, rows: footer.rows }),
});
