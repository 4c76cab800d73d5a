import { readFile, stat } from 'node:fs/promises';
import { dataError } from '../../error.js';

/** The bytes of a file; throws a data error for one that is missing, a folder, or unreadable. */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory())
      throw dataError(`"${path}" is a folder, not a file.`, 'Name a file in it.');
    return await readFile(path);
  } catch (error) {
    throw explained(path, error as NodeJS.ErrnoException);
  }
}

function explained(path: string, error: NodeJS.ErrnoException): Error {
  const { code } = error;
  if (code === undefined) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return dataError(
      `there is no file "${path}".`,
      'Check the path; it is looked up from the current folder.',
    );
  if (code === 'EACCES' || code === 'EPERM')
    return dataError(`the file "${path}" may not be read.`, 'Change its permissions, or copy it.');
  if (code === 'ERR_FS_FILE_TOO_LARGE')
    return dataError(`the file "${path}" is larger than 2 GB.`, 'Give a part of its rows or columns.');
  return dataError(
    `the file "${path}" cannot be read: ${error.message}.`,
    'Copy it elsewhere and try again.',
  );
}
