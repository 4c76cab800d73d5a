import { open } from 'node:fs/promises';
import { usageError } from '../../error.js';

/** The targets, or a message that lists the columns to choose from. */
export async function wantTarget(
  file: string,
  target: readonly string[] | undefined,
): Promise<readonly string[]> {
  if (target) return target;
  const columns = await columnsOf(file);
  throw usageError(
    'no --target is given; it names the column to predict.',
    columns.length
      ? `Choose one of: ${columns.join(', ')}\nFor example: sweetspot tune ${file} --target "${columns.at(-1)}"`
      : `For example: sweetspot tune ${file} --target price`,
  );
}

const enough = 65_536;

/** The names in the first row; none when the file cannot be read, for then another message says why. */
async function columnsOf(file: string): Promise<string[]> {
  try {
    const handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(enough), 0, enough, 0);
    await handle.close();
    const { default: papaparse } = await import('papaparse');
    const text = buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '');
    return papaparse.parse<string[]>(text, { preview: 1 }).data[0] ?? [];
  } catch {
    return [];
  }
}
