import { type Command, Option } from 'commander';
import { usageError } from '../../error.js';

export interface QueryFlag {
  readonly query?: string;
}

/** A query instead of a file, for commands that train. */
export const addQueryFlag = (command: Command) =>
  command.addOption(
    new Option(
      '--query <sql>',
      'rows by DuckDB instead of a file, as "select * from \'x.parquet\'"',
    ).helpGroup('How to read the file:'),
  );

/** What the rows are read from: the file, or the query; undefined without either. Throws a usage error for both, and for an empty query. */
export async function sourceOf(file: string | undefined, { query }: QueryFlag): Promise<string | undefined> {
  if (query === undefined) return file;
  if (file !== undefined)
    throw usageError(`both a file (${file}) and --query are given.`, 'Name the file within the query.');
  if (query.trim() === '')
    throw usageError('--query is empty.', `For example: --query "select * from 'houses.parquet'"`);
  const { asData } = await import('../../platform/node/query/query-file.js');
  return asData(query);
}

/** The same where there has to be one. */
export async function wantSource(
  file: string | undefined,
  flags: QueryFlag,
  command: string,
): Promise<string> {
  const source = await sourceOf(file, flags);
  if (source !== undefined) return source;
  throw usageError('no file is given.', `For example: sweetspot ${command} data.csv --target price`);
}
