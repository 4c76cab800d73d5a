import { existsSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataError } from '../../../error.js';
import { writeProblem } from '../write-whole.js';
import { loadDuckDb } from './duckdb.js';

/** A query in the place of a file's path, and what people call its rows. */
const scheme = 'sql:';
export const queryName = 'query';
export const asData = (sql: string) => `${scheme}${sql}`;
export const isQuery = (data: string) => data.startsWith(scheme);

/** The query that reads a whole file. */
export const everythingIn = (path: string) => asData(`select * from '${path.replaceAll("'", "''")}'`);

export interface QueryFile {
  readonly path: string;
  remove(): void;
}

/** DuckDB's share of the memory; what needs more goes to the disk. */
const memory = '400MB';

/**
 * Writes the rows of a query as CSV into a folder that is made when it is not there, until `remove` or the end of this process. Throws a usage error
 * when DuckDB is not installed, a data error for a query that fails, and a storage error where nothing can be written.
 */
export async function queryFile(data: string, folder: string): Promise<QueryFile> {
  const sql = data.slice(scheme.length).trim().replace(/;$/, '');
  const { DuckDBInstance } = await loadDuckDb('--query, and Parquet that is too large for memory, are read');
  const path = join(folder, `.${process.pid}-${Date.now()}.query`);
  const made = !existsSync(folder);
  const remove = () => {
    rmSync(path, { force: true });
    if (made) removeIfEmpty(folder);
  };
  process.once('exit', remove);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memory,
      temp_directory: folder,
    });
    try {
      const connection = await instance.connect();
      await connection.run(`copy (${sql}\n) to '${path.replaceAll("'", "''")}' (format csv, header true)`);
      connection.closeSync();
    } finally {
      instance.closeSync();
    }
    return { path, remove };
  } catch (error) {
    remove();
    throw queryProblem(error as Error, path);
  }
}

function queryProblem(error: Error, path: string): unknown {
  const known = writeProblem(error, path, 'Name another folder with --cache FOLDER.');
  if (known !== error || error.name === 'SweetspotError') return known;
  const [first, ...rest] = error.message.trim().split('\n').filter(Boolean);
  return dataError(`the query fails: ${first}`, rest.join('\n') || 'Try it with DuckDB itself, or mend it.');
}

function removeIfEmpty(folder: string) {
  try {
    rmdirSync(folder);
  } catch {
    // Something else is in it.
  }
}
