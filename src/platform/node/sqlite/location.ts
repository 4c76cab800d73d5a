import { usageError } from '../../../error.js';

export interface SqliteLocation {
  /** The file, as given: relative to the working folder, or absolute. */
  readonly path: string;
  /** The storage URL to show. */
  readonly url: string;
  /** `full` survives a power cut, `normal` (default) a killed process. */
  readonly synchronous: 'normal' | 'full';
}

/**
 * Reads `sqlite:///relative.db`, `sqlite:////absolute.db` (as SQLAlchemy and Optuna do), either with `?synchronous=full`, or a plain path.
 * Throws a SweetspotError of kind `usage` for anything else.
 */
export function parseSqliteLocation(storage: string): SqliteLocation {
  const [place, query = ''] = storage.split('?', 2) as [string, string?];
  const match = /^sqlite:\/\/\/(.+)$/.exec(place);
  if (!match && /^[a-z+]{2,}:/i.test(place))
    throw usageError(
      `"${storage}" is not a storage that is known here`,
      'Give a file, as sqlite:///sweetspot/studies.db or sweetspot/studies.db.',
    );
  const path = match?.[1] ?? place;
  if (path === '' || /[\\/]$/.test(path))
    throw usageError(`"${storage}" names no file`, 'Add the name of one, as studies.db.');
  return { path, url: `sqlite:///${path}`, synchronous: readSynchronous(storage, query) };
}

function readSynchronous(storage: string, query: string): 'normal' | 'full' {
  const options = new URLSearchParams(query);
  const synchronous = options.get('synchronous') ?? 'normal';
  const unknown = [...options.keys()].find((key) => key !== 'synchronous');
  if (unknown !== undefined || (synchronous !== 'normal' && synchronous !== 'full'))
    throw usageError(
      `"${storage}" has an option that is not known: ${query}`,
      'There is ?synchronous=normal and ?synchronous=full.',
    );
  return synchronous;
}
