import { SweetspotError, storageError } from '../../../error.js';

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const codes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notDatabase: 26,
};

/** What went wrong with the file, and what to do about it; other errors pass through. */
export function explainSqliteError(error: unknown, path: string, patience: number): unknown {
  if (error instanceof SweetspotError) return error;
  const code = (error as { errcode?: unknown }).errcode;
  if (typeof code !== 'number') return error;
  const [message, next] = explanation(code & 0xff, path, patience, (error as Error).message);
  return storageError(message, next, error);
}

function explanation(code: number, path: string, patience: number, text: string): [string, string?] {
  switch (code) {
    case codes.busy:
    case codes.locked:
      return [
        `"${path}" has been locked by another program for more than ${patience / 1000} s`,
        'Close the program that holds it open, or use another file with --storage.',
      ];
    case codes.readOnly:
      return [
        `"${path}" may not be written`,
        'Give it write permission, or use another file with --storage.',
      ];
    case codes.cannotOpen:
      return [
        `"${path}" cannot be opened or made`,
        'See that its folder may be written, or use another file with --storage.',
      ];
    case codes.notDatabase:
      return [`"${path}" is not an SQLite database`, 'Use another file with --storage.'];
    case codes.corrupt:
      return [
        `"${path}" is damaged: ${text}`,
        `Save what can be read: sqlite3 "${path}" ".recover" | sqlite3 saved.db`,
      ];
    case codes.full:
      return [`there is no room left on the disk of "${path}"`, 'Make room and go on with --resume.'];
    default:
      return [`"${path}": ${text}`];
  }
}
