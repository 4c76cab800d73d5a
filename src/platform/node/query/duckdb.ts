import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageError } from '../../../error.js';

type DuckDb = typeof import('@duckdb/node-api');

/** The package's name; it is not installed with Sweetspot, for it has some 70 MB. */
const packageName = '@duckdb/node-api';

/** DuckDB, from where Sweetspot is installed or from the current folder. Throws a usage error that says how to install it. */
export async function loadDuckDb(wantedBy: string): Promise<DuckDb> {
  const duckDb = (await imported(packageName)) ?? (await imported(inCurrentFolder()));
  if (duckDb !== undefined) return duckDb;
  throw usageError(
    `${wantedBy} by DuckDB, which is not installed.`,
    `Install it in this folder, some 70 MB: npm install ${packageName}`,
  );
}

async function imported(from: string | undefined): Promise<DuckDb | undefined> {
  if (from === undefined) return undefined;
  try {
    return (await import(from)) as DuckDb;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw usageError(
      `DuckDB is installed and cannot be loaded: ${(error as Error).message.split('\n')[0]}.`,
      `Install it again: npm install ${packageName}`,
    );
  }
}

function inCurrentFolder(): string | undefined {
  try {
    const path = createRequire(join(process.cwd(), 'package.json')).resolve(packageName);
    return pathToFileURL(path).href;
  } catch {
    return undefined;
  }
}
