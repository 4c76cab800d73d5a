import { usageError } from '../../error.js';
import { type DataFlags, readingOptions } from './data.js';

/** The targets, or a message that lists the columns to choose from. */
export async function wantTarget(file: string, flags: DataFlags): Promise<readonly string[]> {
  if (flags.target) return flags.target;
  const columns = await columnsOf(file, flags);
  throw usageError(
    'no --target is given; it names the column to predict.',
    columns.length
      ? `Choose one of: ${columns.join(', ')}\nFor example: sweetspot tune ${file} --target "${columns.at(-1)}"`
      : `For example: sweetspot tune ${file} --target price`,
  );
}

/** The names of the columns; none when the file cannot be read, for then another message says why. */
async function columnsOf(file: string, flags: DataFlags): Promise<string[]> {
  const { loadTable } = await import('../../platform/node/source.js');
  try {
    const { table } = await loadTable(file, readingOptions(flags));
    return table.columns.map(({ name }) => name);
  } catch {
    return [];
  }
}
