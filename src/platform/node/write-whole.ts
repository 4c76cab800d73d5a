import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageError } from '../../error.js';

/**
 * Writes a file that appears whole or not at all, with its folders (a device or a pipe is written as it comes); throws a storage error that
 * says what stands in the way.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array | Iterable<string>,
  next: string,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    if (await isSpecial(path)) await writeFile(path, content);
    else await writeBeside(path, content);
  } catch (error) {
    throw writeProblem(error, path, next);
  }
}

async function writeBeside(path: string, content: string | Uint8Array | Iterable<string>) {
  const temporary = join(dirname(path), `.${process.pid}-${Date.now()}.part`);
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Whether something is there that is neither a file nor a folder. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** A storage error that says why a file cannot be written; what is no such reason comes back as it is. */
export function writeProblem(error: unknown, path: string, next: string): unknown {
  const why = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  return why === undefined ? error : storageError(`"${path}" cannot be written: ${why}.`, next, error);
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left on the disk',
  EDQUOT: 'there is no room left for this user',
  EACCES: 'its folder may not be written',
  EPERM: 'its folder may not be written',
  EROFS: 'its disk may only be read',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
};
